"""An article as a quotation is looked for in it."""

from index.archive import StatementRow
from index.types import Article, Span, Statement
from rag.quotes.reading import Reading

TEXT = "“The pumps leak,” Vogel told “The Evening Ferry” on Monday. “They always did.”"


def test_quotation_is_whole_though_its_cue_holds_a_title() -> None:
    words = tuple(
        Span(TEXT.index(said), TEXT.index(said) + len(said))
        for said in ("The pumps leak,", "They always did.")
    )
    cue = Span(TEXT.index("told"), TEXT.index("told") + 4)
    whole = Statement(Span(0, len(TEXT)), words, cue, None, "Kurt Vogel", "direct", 0.9)
    reading = Reading(1, Article("a", TEXT, "t"), [StatementRow(1, 1, whole, ())])
    (stream,) = reading.split()
    assert reading.norms(stream) == ["the", "pumps", "leak", "they", "always", "did"]
    assert "evening" in reading.norms(reading.spoken())
