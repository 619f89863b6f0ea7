from index.readers.language import find_language, with_language
from index.types import Article


def test_language_is_found_in_a_sentence_or_two() -> None:
    assert find_language("The mayor said on Monday that the bridge was closed.") == "en"
    assert find_language("Die Bürgermeisterin sagte am Montag, die Brücke sei gesperrt.") == "de"
    assert find_language("Snow.") is None


def test_language_that_is_told_stays() -> None:
    article = Article(id="1", text="The mayor said on Monday so.", title="", language="cy")
    assert with_language(article).language == "cy"
