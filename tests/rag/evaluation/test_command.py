import json
from pathlib import Path

from typer.testing import CliRunner

from index.build import build_archive
from index.embedders.minilm import MiniLM
from rag.commands.table import app

TEXT = (
    "The harbour tunnel will stay closed until October, Mayor Ilse Maren said on Saturday.\n\n"
    "The tunnel cost 410 million crowns and was to replace the ferry.\n"
)


def test_eval_measures_saves_and_compares(tmp_path: Path, embedder: MiniLM) -> None:
    news = tmp_path / "news.jsonl"
    news.write_text(json.dumps({"id": "a", "title": "The tunnel", "text": TEXT}))
    build_archive(tmp_path / "archive", [news], embedder)
    questions = tmp_path / "questions.jsonl"
    gold = [{"article_id": "a", "start": 0, "end": 50}]
    asked = {"id": "q1", "kind": "said", "speaker": "Ilse Maren", "gold": gold}
    asked |= {"question": "What did Maren say about the tunnel?"}
    nobody = {"id": "q2", "kind": "null", "question": "What did Bo Tan say?", "gold": []}
    questions.write_text("\n".join(json.dumps(one) for one in (asked, nobody)))
    annotated = tmp_path / "annotated.jsonl"
    annotated.write_text(
        json.dumps({"article_id": "a", "source": [[58, 68]], "content": [[0, 50]]})
    )
    run = tmp_path / "run.jsonl"
    command = ["eval", str(questions), "--archive", str(tmp_path / "archive")]
    first = CliRunner().invoke(app, [*command, "--save", str(run), "--json"])
    assert first.exit_code == 0, first.output
    measures = json.loads(first.stdout)["measures"]
    assert measures["all"]["Hit@1"]["value"] == 1.0
    assert measures["null"]["correct abstention"]["value"] == 1.0
    second = CliRunner().invoke(
        app, [*command, "--annotations", str(annotated), "--compare", str(run)]
    )
    assert second.exit_code == 0, second.output
    assert "speaker precision@3 strict" in second.stdout
    assert "0 questions got worse, 0 better" in second.stdout
