from index.statements.reporters import with_reporters
from index.types import Span, Statement

TEXT = "“I think they leak, and Ode knew it,” Vogel said."


def test_i_in_somebodys_words_is_who_speaks_them() -> None:
    whole = Statement(
        extent=Span(0, 49),
        words=(Span(1, 36),),
        cue=Span(44, 48),
        mention=Span(38, 43),
        speaker="Kurt Vogel",
        kind="direct",
        confidence=0.9,
    )
    own = Statement(
        extent=Span(0, 49),
        words=(Span(9, 18),),
        cue=Span(3, 8),
        mention=Span(1, 2),
        speaker=None,
        kind="direct",
        confidence=0.0,
    )
    other = Statement(
        extent=Span(0, 49),
        words=(Span(33, 35),),
        cue=Span(28, 32),
        mention=Span(24, 27),
        speaker="Tom Ode",
        kind="direct",
        confidence=0.9,
    )
    found = with_reporters([whole, own, other], lambda span: span.of(TEXT))
    assert [(s.speaker, s.reported_by) for s in found] == [
        ("Kurt Vogel", None),
        ("Kurt Vogel", None),
        ("Tom Ode", "Kurt Vogel"),
    ]
    assert (found[1].basis, found[1].confidence) == ("pronoun", 0.85)
