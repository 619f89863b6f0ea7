"""Conversations to take along: Markdown with footnotes, a table of extracts, text to paste."""

import csv
import io
import re
from collections.abc import Sequence

from rag.page.wording import format_day
from rag.types import Extract, Turn
from rag.writers.extractive import is_sure
from rag.written import CheckedSentence, Prose

# What Markdown would read as more than letters.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+!|~$&-])")

_COLUMNS = (
    "question number text start end speaker speaker_sure said_on said_on_basis kind role title "
    "outlet authors published url article_id version answers written_by verdict cites reason"
).split()


def to_markdown(turns: Sequence[Turn], name: str = "") -> str:
    """Each question with its extracts as quotations, their places as footnotes."""
    parts = [f"# {_plain(name)}"] if name.strip() else []
    notes: list[str] = []
    for number, turn in enumerate(turns, start=1):
        parts.append(f"## {_plain(turn.question)}")
        answer = turn.answer
        if answer.abstained:
            parts.append(_plain(answer.text))
            continue
        parts.extend(_written(turn.prose, number))
        for extract in answer.extracts:
            mark = f"[^{number}-{extract.number}]"
            quoted = "\n".join(f"> {_plain(line)}" for line in extract.text.splitlines())
            parts.append(f"{quoted} {mark}\n>\n> {_plain(_who(extract))}")
            notes.append(f"{mark}: {_plain(_where(extract))}{_link(extract)}")
    return "\n\n".join([*parts, *notes]) + "\n"


def to_csv(turns: Sequence[Turn]) -> str:
    """A line an extract; `start` and `end` are code points of the article's text.

    What a model wrote follows, a line a sentence: "written_by", its verdict and reason, and
    the numbers it cites.

    What a spreadsheet would compute is given a leading apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for turn in turns:
        for extract in turn.answer.extracts or turn.answer.nearest:
            writer.writerow([_cell(value) for value in _values(turn, extract)])
        for sentence in turn.prose.sentences if turn.prose else ():
            writer.writerow([_cell(value) for value in _sentence_values(turn, sentence)])
    return out.getvalue()


def to_text(turn: Turn, *, only: int = 0) -> str:
    """An answer to paste: extracts with their numbers, then where they stand.

    `only` is the number of one extract; 0 gives all.
    """
    extracts = [e for e in turn.answer.extracts or turn.answer.nearest if only in (0, e.number)]
    words = [f"{e.text} [{e.number}]" for e in extracts]
    places = [f"[{e.number}] {_who(e)}. {_where(e)}{_address(e)}" for e in extracts]
    written = _written_text(turn.prose) if turn.prose and not only else []
    return "\n\n".join([*written, *words]) + "\n\n" + "\n".join(places) + "\n"


def _written(prose: Prose | None, turn: int) -> list[str]:
    """What a model wrote, in Markdown: marked as its, and what is struck out last."""
    if prose is None:
        return []
    lines = [f"*{_plain(prose.credit)}*"]
    for sentence in prose.with_verdict("supported", "weak"):
        marks = "".join(f"[^{turn}-{number}]" for number in sentence.citations)
        weak = f" **weak:** {_plain(sentence.reason)}" if sentence.verdict == "weak" else ""
        lines.append(f"{_plain(sentence.text)}{marks}{weak}")
    refused = [
        f"- ~~{_plain(sentence.text)}~~ {_plain(sentence.reason)}"
        for sentence in prose.with_verdict("unsupported")
    ]
    if refused:
        lines.append("\n".join(["**Not supported by the sources:**", "", *refused]))
    return [*lines, *([f"*{_plain(prose.fault)}*"] if prose.fault else [])]


def _written_text(prose: Prose) -> list[str]:
    """The same as text to paste."""
    lines = [prose.credit]
    for sentence in prose.with_verdict("supported", "weak"):
        marks = "".join(f"[{number}]" for number in sentence.citations)
        weak = f" (weak: {sentence.reason})" if sentence.verdict == "weak" else ""
        lines.append(f"{sentence.text} {marks}{weak}")
    refused = [f"- {s.text} ({s.reason})" for s in prose.with_verdict("unsupported")]
    if refused:
        lines.append("\n".join(["Not supported by the sources:", *refused]))
    return [*lines, *([f"({prose.fault})"] if prose.fault else [])]


def _sentence_values(turn: Turn, sentence: CheckedSentence) -> list[object]:
    prose = turn.prose
    by = f"{prose.model} at {prose.host}" if prose else ""
    row: dict[str, object] = {
        "question": turn.question.strip(),
        "text": sentence.text,
        "kind": "written",
        "written_by": by,
        "verdict": sentence.verdict,
        "cites": " ".join(map(str, sentence.citations)),
        "reason": sentence.reason,
    }
    return [row.get(column) for column in _COLUMNS]


def _values(turn: Turn, extract: Extract) -> list[object]:
    return [
        turn.question.strip(),
        extract.number,
        extract.text,
        extract.span.start,
        extract.span.end,
        extract.speaker,
        "yes" if extract.speaker and is_sure(extract) else "",
        extract.said_on,
        extract.said_on_basis,
        extract.kind,
        extract.role,
        extract.title,
        extract.source,
        "; ".join(extract.authors),
        extract.published,
        extract.url,
        extract.article_id,
        extract.version,
        "no" if turn.answer.abstained else "yes",
        *("" for _ in range(4)),
    ]


def _cell(value: object) -> object:
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return "" if value is None else value


def _who(extract: Extract) -> str:
    """Whose words they are, as surely as it is known."""
    if not extract.speaker:
        return "speaker not named"
    sure = "" if is_sure(extract) else "probably "
    said = (
        f", said {format_day(extract.said_on)}"
        if extract.said_on and extract.said_on_basis != "published"
        else ""
    )
    return f"{sure}{extract.speaker}{said}"


def _where(extract: Extract) -> str:
    authors = f"{', '.join(extract.authors)}, " if extract.authors else ""
    day = format_day(extract.published) if extract.published else "undated"
    return (
        f"{authors}“{extract.title}”, {extract.source or 'unknown outlet'}, {day}, "
        f"characters {extract.span.start}–{extract.span.end}"
    )


def _address(extract: Extract) -> str:
    url = extract.url or ""
    return f", {url}" if re.fullmatch(r"https?://\S+", url) else ""


def _link(extract: Extract) -> str:
    address = _address(extract).removeprefix(", ")
    # What would end the link early, or the line, is written as the web does.
    safe = address.replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")
    return f", <{safe}>" if safe else ""


def _plain(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split())).replace("\\<", "&lt;")
