from dataclasses import replace
from datetime import date
from html import unescape

from index.archive import Archive
from index.types import Article, Span
from rag.conversation import answer_turn
from rag.page.prose import Credit, offer_words
from rag.page.sources import render_sources
from rag.page.thread import Beside, render_turn
from rag.types import Answer, Turn
from rag.written import CheckedSentence, Prose


def answer_of(archive: Archive, question: str) -> Answer:
    return answer_turn(archive, question)[0]


def drawn(answer: Answer) -> str:
    return render_turn(Turn(answer.question, answer), 0)


def with_first(answer: Answer, **changes: object) -> Answer:
    first = replace(answer.extracts[0], **changes)  # type: ignore[arg-type]  # a test's shorthand
    return replace(answer, extracts=(first, *answer.extracts[1:]))


def alone(answer: Answer) -> Answer:
    return replace(answer, extracts=answer.extracts[:1])


def test_spoken_words_are_underlined_and_nothing_is_lost(archive: Archive) -> None:
    answer = answer_of(archive, "what did Maren say about the fishermen?")
    html = drawn(answer)
    extract = answer.extracts[0]
    for mark in extract.marks:
        words = Span(mark.start - extract.span.start, mark.end - extract.span.start)
        assert f"<mark>{words.of(extract.text)}</mark>" in unescape(html)
    quote = html.split('<blockquote class="words" dir="auto">')[1].split("</blockquote>")[0]
    assert unescape(quote.replace("<mark>", "").replace("</mark>", "")) == extract.text


def test_the_day_of_speech_is_shown_where_the_text_tells_it(archive: Archive) -> None:
    answer = answer_of(archive, "what did Maren say about the fishermen?")
    said = date(2031, 5, 3)
    html = drawn(with_first(answer, said_on=said, said_on_basis="explicit"))
    assert "said Sat 3 May 2031" in html
    resolved = with_first(answer, said_on=said, said_on_basis="resolved")
    assert "said Sat 3 May 2031, worked out from the article" in drawn(resolved)
    worded = with_first(
        answer, said_on=said, said_on_basis="resolved", text="Maren said on Saturday.", marks=()
    )
    assert "said “Saturday” = 3 May 2031" in drawn(worded)
    for text in ("“Come on Monday,” Maren said on Saturday.", "Due Friday, Maren said Saturday."):
        other = with_first(answer, said_on=said, said_on_basis="resolved", text=text, marks=())
        assert "said “Saturday” = 3 May 2031" in drawn(other)
    none = with_first(
        answer, said_on=said, said_on_basis="resolved", text="Due on Monday, Maren said.", marks=()
    )
    assert "said Sat 3 May 2031, worked out from the article" in drawn(none)
    published = with_first(answer, said_on=said, said_on_basis="published")
    assert "3 May 2031" not in drawn(alone(published))


def test_a_speaker_that_is_only_inferred_is_marked_as_such(archive: Archive) -> None:
    answer = answer_of(archive, "what did Maren say about the fishermen?")
    inferred = with_first(answer, speaker="Ilse Maren", speaker_mention=None, role="said")
    assert "speaker inferred from the sentences before" in drawn(inferred)
    assert ">probably</i> <b><bdi>Ilse Maren" in drawn(inferred)
    doubtful = with_first(answer, speaker="Ilse Maren", speaker_mention="she", confidence=0.5)
    assert ">probably</i>" in drawn(doubtful)
    by_title = with_first(answer, speaker="Ilse Maren", speaker_mention="the mayor", role="said")
    assert "in the text: “the mayor”" in drawn(by_title)
    by_name = with_first(
        answer, speaker="Ilse Maren", speaker_mention="Maren", role="said", confidence=0.95
    )
    assert "probably" not in drawn(by_name)
    assert "in the text" not in drawn(by_name)


def test_words_of_others_are_not_passed_off_as_the_speakers(archive: Archive) -> None:
    answer = answer_of(archive, "what did Maren say about the fishermen?")
    related = with_first(answer, role="related", kind="narration", speaker=None)
    assert f"related, not {answer.query.speakers[0]}’s words" in drawn(related)


def test_a_removed_article_is_told(archive: Archive) -> None:
    answer = answer_of(archive, "what did Maren say about the fishermen?")

    def find(article_id: str, version: str) -> Article | None:
        return None

    assert "has been removed from the collection" in render_sources(answer, find, turn=0)
    turn = Turn(answer.question, answer)
    html = render_turn(turn, 0, Beside({1: "removed"}))
    assert "its article has been removed from the collection since" in html
    assert "from an earlier version" in render_turn(turn, 0, Beside({1: "superseded"}))
    assert "since" not in render_turn(turn, 0)


def test_what_a_browser_kept_is_marked_only_where_the_article_says_it(archive: Archive) -> None:
    answer = answer_of(archive, "what did Maren say about the fishermen?")
    assert '<mark class="cited"' in render_sources(answer, archive.find, turn=0)
    forged = replace(with_first(answer, text="We owe nobody anything."), nearest=())
    forged = replace(forged, extracts=forged.extracts[:1])
    assert '<mark class="cited"' not in render_sources(forged, archive.find, turn=0)


def test_each_cited_article_is_drawn_once_and_one_is_shown(archive: Archive, seed: Article) -> None:
    answer = answer_of(archive, "what did Maren say about the fishermen?")
    other = answer_of(archive, "what did Trump say about guarantees?").extracts[0]
    number = len(answer.extracts) + 1
    both = replace(answer, extracts=(*answer.extracts, replace(other, number=number)))
    html = render_sources(both, archive.find, turn=4, focus=number)
    assert html.count('<article class="source"') == 2
    assert html.count(" hidden>") == 1
    assert f'data-turn="4" data-focus="{number}"' in html
    assert unescape(seed.text.split("\n\n")[3]) in unescape(html)


def test_an_answer_without_any_extract_leaves_the_panel_empty(archive: Archive) -> None:
    answer = answer_of(archive, "what did Maren say about the fishermen?")
    bare = replace(answer, extracts=(), nearest=(), abstained=True, text="The archive is empty.")
    assert render_sources(bare, archive.find, turn=0) == ""
    assert "The archive is empty." in drawn(bare)
    assert "Came closest" not in drawn(bare)


def test_copies_of_one_story_are_not_counted_as_several(archive: Archive) -> None:
    answer = answer_of(archive, "what did Maren say about the fishermen?")
    first = answer.extracts[0]
    copy = replace(first, number=2, article_id="a copy")
    other = replace(first, number=3, article_id="another", story=first.story + 99)
    assert "2 extracts from 2 articles telling 1 story<" in drawn(
        replace(answer, extracts=(first, copy))
    )
    assert "3 extracts from 3 articles telling 2 stories<" in drawn(
        replace(answer, extracts=(first, copy, other))
    )
    assert "2 extracts from 2 articles<" in drawn(replace(answer, extracts=(first, other)))


def test_other_outlets_of_the_same_words_are_named(archive: Archive) -> None:
    answer = answer_of(archive, "what did Maren say about the fishermen?")
    copied = with_first(answer, also_in=("b", "c"), also_sources=("A & B", "<i>Gazette</i>"))
    assert "also in 2 more articles (A &amp; B, &lt;i&gt;Gazette&lt;/i&gt;)" in drawn(copied)


def test_the_original_is_linked_where_it_is_of_the_web(archive: Archive) -> None:
    answer = answer_of(archive, "what did Maren say about the fishermen?")
    linked = with_first(answer, url="https://news.example/tunnel")
    assert 'href="https://news.example/tunnel"' in render_sources(linked, archive.find, turn=0)
    script = with_first(answer, url="javascript:alert(1)")
    assert "<a " not in render_sources(script, archive.find, turn=0)


def test_how_the_question_was_read_and_who_may_be_meant_is_shown(archive: Archive) -> None:
    answer = answer_of(archive, "what did Maren say about the fishermen?")
    asked_back = replace(
        answer,
        notes=("Read “fishermn” as “fishermen” <b>",),
        clarification="Which Maren is meant?",
        choices=("Ilse Maren", "Odo Maren"),
    )
    html = drawn(asked_back)
    assert "as “fishermen” &lt;b&gt;</p>" in html
    assert "Which Maren is meant?" in html
    assert 'data-edit="{&quot;speaker&quot;: &quot;Odo Maren&quot;}"' in html


def test_silence_offers_near_names_and_wider_dates(archive: Archive) -> None:
    answer = answer_of(archive, "what did Angela Merkel say about chess?")
    assert answer.abstained
    query = replace(answer.query, near=("Angelo Merk",), since=date(2031, 5, 31))
    html = drawn(replace(answer, query=query))
    assert "Did you mean Angelo Merk?" in html
    assert "Widen the dates: from 1 May 2031" in html
    assert "Any date" in html


def test_prose_is_drawn_as_words_above_the_extracts_and_refused_ones_below(
    archive: Archive,
) -> None:
    answer = answer_of(archive, "what did Maren say about the fishermen?")
    hostile = "Maren said <img src=x onerror=y> “so”."
    sentences = (
        CheckedSentence(hostile, (1,), (), "weak", "it is <b>so</b>", 0.5),
        CheckedSentence("Nobody said so.", (), (), "unsupported", "it cites no extract", 0.0),
    )
    prose = Prose(sentences, "<m>", "far.example", False, "it <i>broke</i> off", (2,), 0.1, 0.2)
    html = render_turn(Turn(answer.question, answer, prose), 0)
    assert "<img" not in html
    assert "<i>broke" not in html
    assert "it is &lt;b&gt;so" in html
    above, below = html.split('<ol class="extracts">')
    assert "&lt;m&gt; at far.example; the question and the extracts are sent there" in above
    assert "[2] was not shown to it." in above
    assert "Nobody said so." not in above
    assert "<s dir=" in below


def test_a_writer_elsewhere_is_offered_with_where_the_text_goes() -> None:
    assert offer_words(Credit("m", "far.example", False)) == (
        "Sum up with m, at far.example: your questions and the extracts leave this machine"
    )


def test_what_two_speakers_say_is_set_side_by_side(archive: Archive) -> None:
    answer = answer_of(archive, "What did Trump and Starmer say about guarantees?")
    assert answer.query.speakers == ("Donald Trump", "Keir Starmer")
    by = {extract.speaker: extract.number for extract in answer.extracts}
    trump, starmer = by["Donald Trump"], by["Keir Starmer"]
    sentences = tuple(
        CheckedSentence(f"So said {numbers}.", numbers, (), "supported", "", 0.9)
        for numbers in ((trump,), (starmer,), (trump, starmer))
    )
    prose = Prose(sentences, "m", "127.0.0.1", True, "", (), 0.1, 0.2)
    html = render_turn(Turn(answer.question, answer, prose), 0)
    assert 'data-column="1"><bdi>Donald Trump' in html
    assert 'data-column="2"><bdi>Keir Starmer' in html
    columns = [
        line.split('"')[0] for line in html.split('data-check="supported" data-column="')[1:]
    ]
    assert columns == ["1", "2", "0"]
