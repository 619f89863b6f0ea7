"""The command that measures answers: eval."""

import statistics
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.commands.options import ArchiveFlag, JsonFlag, console, opened_archive, print_json
from rag.settings import load_settings

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from typing import TextIO

    from rich.console import Console

    from rag.evaluation.files import Outcome
    from rag.evaluation.measures import Measured
    from rag.evaluation.running import Change

_COUNTED = "characters of the first extract"
_RECIPROCAL = "MRR@10"


def evaluate(
    questions: Annotated[Path, typer.Argument(help="Questions with their answers, JSON lines.")],
    archive: ArchiveFlag = None,
    annotations: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Who said what, by hand; for speaker precision."),
    ] = None,
    compare: Annotated[
        Path | None, typer.Option(metavar="RUN", help="Tell what changed since a saved run.")
    ] = None,
    save: Annotated[
        Path | None, typer.Option(metavar="RUN", help="Write the answers to a file.")
    ] = None,
    max_len: Annotated[
        int, typer.Option(min=1, help="A longer extract hits nothing, in characters.")
    ] = 300,
    min_evidence: Annotated[
        float | None,
        typer.Option(metavar="P", help="As of ask; 0 never abstains [default: fitted]"),
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Ask questions whose answers are known, and measure what comes."""
    from rag.evaluation.files import read_attributions, read_labelled, read_run
    from rag.evaluation.measures import by_kind, measure_question, summarise
    from rag.evaluation.running import attributions_of, run_questions
    from rag.evaluation.running import compare as compare_runs

    settings = load_settings(archive=archive, min_evidence=min_evidence)
    labelled = read_labelled(questions)
    annotated = read_attributions(annotations or [])
    older = read_run(compare) if compare else None
    with opened_archive(settings) as opened, _opened(save) as file:
        attributions = attributions_of(opened, annotated)
        outcomes = list(
            run_questions(
                opened,
                labelled,
                max_chars=settings.max_question_chars,
                min_evidence=settings.min_evidence,
                as_of=settings.as_of,
                save=file,
            )
        )
    parts = [
        measure_question(question, outcome, attributions, max_chars=max_len)
        for question, outcome in zip(labelled, outcomes, strict=True)
    ]
    summaries = {"all": summarise(parts)}
    summaries |= {kind: summarise(some) for kind, some in by_kind(labelled, parts).items()}
    changes: list[Change] = []
    if older is not None:
        before = [
            measure_question(question, older.get(question.id), attributions, max_chars=max_len)
            for question in labelled
        ]
        summaries["all, the run before"] = summarise(before)
        changes = compare_runs(labelled, before, parts)
    _report(summaries, _latency(outcomes), changes if older is not None else None, as_json=as_json)


def _opened(save: Path | None) -> "AbstractContextManager[TextIO | None]":
    """The file that the answers go to, if there is to be one."""
    try:
        return save.open("w", encoding="utf-8") if save else nullcontext()
    except OSError as exc:
        raise typer.BadParameter(f"'{save}' cannot be written ({exc.strerror})") from exc


def _latency(outcomes: "Sequence[Outcome]") -> dict[str, float]:
    """Seconds in the middle and at the 95th percentile."""
    seconds = sorted(one.seconds for one in outcomes if one.seconds is not None)
    if not seconds:
        return {}
    late = seconds[min(int(0.95 * len(seconds)), len(seconds) - 1)]
    return {"median_s": statistics.median(seconds), "p95_s": late}


def _report(
    summaries: "dict[str, dict[str, Measured]]",
    latency: dict[str, float],
    changes: "list[Change] | None",
    *,
    as_json: bool,
) -> None:
    if as_json:
        print_json(_as_json(summaries, latency, changes))
        return
    out = console()
    for name, summary in summaries.items():
        out.print(f"{name}", style="bold")
        for measure, measured in summary.items():
            shown, low, high = (
                _written(measure, value) for value in (measured.value, measured.low, measured.high)
            )
            out.print(
                f"  {measure:<32} {shown:>7}  [{low}, {high}]  n={measured.questions}", markup=False
            )
    if latency:
        out.print(
            f"seconds a question: median {latency['median_s']:.3f}, p95 {latency['p95_s']:.3f}"
        )
    if changes is not None:
        _print_changes(out, changes)


def _print_changes(out: "Console", changes: "list[Change]") -> None:
    worse = sum(change.after < change.before for change in changes)
    out.print(f"{worse} questions got worse, {len(changes) - worse} better")
    for change in changes:
        out.print(
            f"  {change.before:.2f} -> {change.after:.2f}  {change.id} ({change.kind})"
            f"  {change.question}",
            markup=False,
        )


def _as_json(
    summaries: "dict[str, dict[str, Measured]]",
    latency: dict[str, float],
    changes: "list[Change] | None",
) -> dict[str, object]:
    written: dict[str, object] = {
        name: {
            measure: {"value": m.value, "low": m.low, "high": m.high, "questions": m.questions}
            for measure, m in summary.items()
        }
        for name, summary in summaries.items()
    }
    told = [
        {"id": c.id, "kind": c.kind, "question": c.question, "before": c.before, "after": c.after}
        for c in changes or []
    ]
    return {"measures": written, "latency": latency, "changes": None if changes is None else told}


def _written(measure: str, value: float) -> str:
    if measure == _COUNTED:
        return f"{value:.0f}"
    return f"{value:.3f}" if measure == _RECIPROCAL else f"{100 * value:.1f} %"
