"""On Record itself: everything that is said, by whom and when, and answers by its command line."""

import sys
from pathlib import Path

from benchmarks.peers.tools.job import Place, Search, run


def index(articles: Path, folder: Path, model: Path) -> int:
    """Index as `onrecord index` does; the weights are those of the model's folder."""
    from rag.assembly import index_paths, open_archive
    from rag.settings import Settings

    settings = Settings(archive=folder)
    index_paths(settings, [articles], lambda step: None)
    archive = open_archive(settings)
    with archive.view() as snapshot:
        passages = snapshot.size().passages
    archive.close()
    return passages


def open_index(folder: Path, model: Path) -> Search:
    """Open the archive; a question is answered in the light of the turns before it."""
    from rag.assembly import open_archive
    from rag.conversation import NEW_CONVERSATION, answer_turn
    from rag.settings import Settings
    from rag.types import Conversation

    archive = open_archive(Settings(archive=folder))
    held: dict[tuple[str, ...], Conversation] = {(): NEW_CONVERSATION}

    def search(turns: list[str]) -> list[Place]:
        earlier = tuple(turns[:-1])
        if earlier not in held:
            search(list(earlier))
        answer, held[tuple(turns)] = answer_turn(archive, turns[-1], held[earlier])
        return [Place(one.article_id, one.span.start, one.span.end) for one in answer.extracts]

    return search


def ask(folder: str, question: str) -> None:
    """`onrecord ask --json`, to the letter."""
    from rag.cli import main

    sys.argv = ["onrecord", "ask", "--json", "--archive", folder, question]
    main()


if __name__ == "__main__":
    if sys.argv[1] == "ask":
        ask(sys.argv[2], sys.argv[4])
    else:
        run(index, open_index)
