"""What a language model wrote, as HTML: above the extracts what they carry, below what not."""

from dataclasses import dataclass
from html import escape

from index.stems import fold
from rag.page.wording import format_count, format_names
from rag.types import Answer
from rag.written import CheckedSentence, Prose, credit

_NOTHING_LEFT = "Nothing it wrote is supported by the extracts: they alone answer."
_COLUMNS = (2, 3)
_WROTE_NOTHING = "It wrote nothing: the extracts alone answer."


@dataclass(frozen=True, slots=True)
class Credit:
    """Which model writes, on which machine."""

    model: str
    host: str
    local: bool


def offer_words(writer: Credit) -> str:
    """What a visitor is offered to turn on, and where their questions then go."""
    where = "on this machine"
    if not writer.local:
        where = f"at {writer.host}: your questions and the extracts leave this machine"
    return f"Sum up with {writer.model}, {where}"


def render_awaiting(turn: int, answer: Answer, writer: Credit) -> str:
    """The space that is kept free for prose, before any of it is there."""
    by = credit(writer.model, writer.host, is_local=writer.local)
    return _box(turn, by, state="awaiting", heads=_heads(answer))


def render_prose(turn: int, answer: Answer, prose: Prose | None) -> str:
    """What a kept answer's prose says above the extracts; nothing where none was written."""
    if prose is None:
        return ""
    return _box(
        turn,
        prose.credit,
        state="kept",
        heads=_heads(answer),
        sentences="".join(render_sentences(turn, answer, prose)),
        foot=render_foot(prose),
    )


def render_sentences(turn: int, answer: Answer, prose: Prose) -> list[str]:
    """The sentences that are shown, each with its citations and, where it is weak, its mark.

    Where several speakers are asked about, each stands in its speaker's column.
    """
    return [
        _sentence(turn, sentence, _column(sentence, answer))
        for sentence in prose.sentences
        if sentence.verdict != "unsupported"
    ]


def _sides(answer: Answer) -> tuple[str, ...]:
    """The speakers to be set side by side; none where there are not two or three."""
    speakers = answer.query.speakers
    return speakers if len(speakers) in _COLUMNS else ()


def _heads(answer: Answer) -> str:
    return "".join(
        f'<p class="side" data-column="{number}"><bdi>{escape(name)}</bdi></p>'
        for number, name in enumerate(_sides(answer), start=1)
    )


def _column(sentence: CheckedSentence, answer: Answer) -> int:
    """The column of the one asked speaker whose words it cites; 0 where there is not one."""
    sides = [fold(name).split()[-1] for name in _sides(answer)]
    spoke = {
        fold(extract.speaker or "-").split()[-1]
        for extract in answer.extracts
        if extract.number in sentence.citations
    }
    here = [number for number, name in enumerate(sides, start=1) if name in spoke]
    return here[0] if len(here) == len(spoke) == 1 else 0


def render_refused(prose: Prose | None) -> str:
    """What is struck out of the answer, each sentence with its reason; may be empty."""
    refused = prose.with_verdict("unsupported") if prose else ()
    if not refused:
        return ""
    items = "".join(
        f'<li><s dir="auto">{escape(sentence.text or "(no words)")}</s>'
        f'<span class="why">{escape(sentence.reason)}</span></li>'
        for sentence in refused
    )
    return f"<h3>Not supported by the sources</h3><ul>{items}</ul>"


def render_foot(prose: Prose, *, is_over: bool = True) -> str:
    """One line of what became of the sentences, and what went wrong."""
    kept, weak = (len(prose.with_verdict(v)) for v in ("supported", "weak"))
    refused = len(prose.sentences) - kept - weak
    facts = [f"{kept} supported"] if kept else []
    facts += [f"{weak} weak, marked"] if weak else []
    facts += [f"{refused} struck out, listed below the extracts"] if refused else []
    told = f"{format_count(len(prose.sentences), 'sentence')} checked: {format_names(tuple(facts))}"
    parts = [f"{told}." if facts else "", "" if is_over else "Writing…"]
    if is_over and not prose.sentences and not prose.fault:
        parts.append(_WROTE_NOTHING)
    elif is_over and prose.sentences and not kept + weak:
        parts.append(_NOTHING_LEFT)
    if prose.withheld:
        numbers = format_names(tuple(f"[{number}]" for number in prose.withheld))
        parts.append(f"{numbers} was not shown to it.")
    line = escape(" ".join(part for part in parts if part))
    fault = escape(prose.fault[:1].upper() + prose.fault[1:])
    told_fault = f'<span class="fault">{fault}. The answer stands without it.</span>'
    return f"<span>{line}</span> {told_fault if prose.fault else ''}"


def _box(turn: int, by: str, *, state: str, heads: str, sentences: str = "", foot: str = "") -> str:
    is_awaiting = state == "awaiting"
    stop = '<button type="button" class="hush plain">Stop writing</button>' if is_awaiting else ""
    return (
        f'<section class="wrote" data-turn="{turn}" data-state="{state}"'
        f' aria-label="Summary by a language model"><div class="by"><p>{escape(by)}</p>{stop}</div>'
        f'<div class="sentences" aria-live="polite" tabindex="0" role="group"'
        f' data-sides="{heads.count("</p>")}" aria-label="Checked sentences">'
        f"{heads}{sentences}</div>"
        f'<p class="foot-line">{foot or "<span>Waiting for the writer…</span>"}</p></section>'
    )


def _sentence(turn: int, sentence: CheckedSentence, column: int) -> str:
    chips = "".join(
        f'<button type="button" class="chip" data-turn="{turn}" data-number="{number}"'
        f' aria-label="Extract {number}: show it in its article" aria-pressed="false"'
        f' aria-describedby="card-{turn}-{number}">{number}</button>'
        for number in sentence.citations
    )
    weak = (
        f' <span class="weak-mark"><b>weak</b> {escape(sentence.reason)}</span>'
        if sentence.verdict == "weak"
        else ""
    )
    return (
        f'<p class="sentence" data-check="{sentence.verdict}" data-column="{column}">'
        f'<span class="written" dir="auto">{escape(sentence.text)}</span> {chips}{weak}</p>'
    )
