"""How many of the accounts that differ, as an archive of SaidQA lists them, are real.

    python -m benchmarks.accounts ARCHIVE

The archive holds the 1,008 articles of SaidQA (PolNeAR). The labels beside this file are ours:
each listed matter was read in its articles and is real where both sides tell of one thing and
cannot both be right, by what they say. A label names the first account of each of two sides by
article and mark. Matters that nobody read are counted apart.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from rag.assembly import open_archive
from rag.settings import Settings
from rag.views.accounts.finding import find_accounts
from rag.views.accounts.types import Dispute

LABELS = Path(__file__).parent / "labels" / "accounts.jsonl"
_EVERY = 10_000


def main() -> None:
    """List the matters of an archive and print how many were read, and how many are real."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("archive", type=Path)
    archive = open_archive(Settings(archive=parser.parse_args().archive))
    labels = read_labels(LABELS)
    found = find_accounts(archive, most=_EVERY)
    archive.close()
    print(found.note)
    counts = Counter((d.kind, labels.get(place_of(d))) for d in found.disputes)
    for kind in sorted({kind for kind, _ in counts}):
        real, none = counts[kind, True], counts[kind, False]
        print(f"{kind:10} {real} of {real + none} are real, {counts[kind, None]} not read")


def read_labels(path: Path) -> dict[frozenset[str], bool]:
    """Whether a matter is real, by the places of its first two accounts."""
    lines = map(json.loads, path.read_text("utf-8").splitlines())
    return {frozenset(line["places"]): line["real"] for line in lines}


def place_of(dispute: Dispute) -> frozenset[str]:
    """The marks of the first account of each of the first two versions."""
    firsts = [version.accounts[0] for version in dispute.versions[:2]]
    return frozenset(f"{a.article_id}:{a.mark.start}-{a.mark.end}" for a in firsts)


if __name__ == "__main__":
    main()
