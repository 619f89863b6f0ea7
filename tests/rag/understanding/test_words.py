import sys
from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from index.stems import fold, stem
from rag.understanding.words import content_words, words_of


def test_content_words_are_folded_without_stop_words_and_speech_verbs() -> None:
    asked = "What did the mayor say about Peña's 3 tunnels, and the Tunnels?"
    assert content_words(asked) == ("mayor", "pena", "3", "tunnels")


def test_possessive_ending_is_no_part_of_a_word() -> None:
    assert words_of("Trump’s and Ross' and don't") == ["Trump", "and", "Ross", "and", "don't"]


def test_stems_are_those_of_the_search_index() -> None:
    assert stem("guarantees") == stem("guaranteed") == "guarante"


@given(st.text())
def test_content_words_never_hold_spaces_and_are_of_the_text(text: str) -> None:
    words = content_words(text)
    assert all(word.split() == [word] for word in words)
    assert all(word in fold(text) for word in words)


def test_stems_are_right_however_many_ask_at_once() -> None:
    words = "relational conditional hopefulness guarantees nationalities operators".split() * 40
    alone = [stem(word) for word in words]
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            many = list(pool.map(lambda _: [stem(word) for word in words], range(16)))
    finally:
        sys.setswitchinterval(usual)
    assert many == [alone] * 16
