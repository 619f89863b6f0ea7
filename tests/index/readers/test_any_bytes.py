"""Whatever the bytes: articles and refusals of one sentence, and soon."""

import gzip
import lzma
import random
import time
import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from index.types import Article, Refusal
from tests.index.readers.reading import read
from tests.index.readers.test_feeds import FEED
from tests.index.readers.test_html import LINKED, PARAGRAPHS, page
from tests.index.readers.test_parquet import parquet
from tests.index.readers.test_pdf import pdf

SLOWEST_S = 10.0


def zipped(content: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/news.jsonl", content)
    return out.getvalue()


LINES = b'{"id": "1", "text": "Snow fell.", "date": "2031-01-02"}\n{"text": 7}\n'
TABLE = b'id,text,date\n1,"Snow\nfell.",2031-01-02\n2,Rain,soon\n'
GOOD = {
    "a.txt": b"date 2031-05-04 The pier. REUTERS/Tom Ode\n\nBy Vera Quill\n\nSnow fell.\n",
    "a.md": b"# Snow\n\nPORT CALLOW, May 4 (AP) - Snow fell.\n\nSign up here.",
    "a.html": page(LINKED, body=PARAGRAPHS[:400]),
    "a.json": b'{"articles": [{"id": "1", "text": "Snow fell.", "source": {"name": "Wire"}}]}',
    "a.jsonl": LINES,
    "a.csv": TABLE,
    "a.tsv": TABLE.replace(b",", b"\t"),
    "a.parquet": parquet({"id": ["1", "2"], "text": ["Snow fell.", None], "date": [1, 2]}),
    "a.xml": FEED.encode(),
    "a.jsonl.gz": gzip.compress(LINES),
    "a.csv.xz": lzma.compress(TABLE),
    "a.zip": zipped(LINES),
    "a.gz": gzip.compress(LINES),
}


def check(content: bytes, name: str) -> None:
    started = time.monotonic()
    for item in read(content, name):
        assert isinstance(item, Article | Refusal)
        if isinstance(item, Article):
            item.text.encode()
            assert item.version
            assert all(
                0 <= zone.span.start < zone.span.end <= len(item.text) for zone in item.zones
            )
        else:
            assert item.reason
            assert "\n" not in item.reason
            assert len(item.reason) < 600
    assert time.monotonic() - started < SLOWEST_S


@pytest.mark.parametrize("name", GOOD)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(content=st.binary(max_size=600))
@example(content=b"")
@example(content=b"\xff\xfe")
@example(content=b"\0" * 100)
def test_any_bytes_are_articles_or_refusals(name: str, content: bytes) -> None:
    check(content, name)


@pytest.mark.parametrize("name", [name for name in GOOD if name != "a.parquet"])
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=600))
def test_any_text_is_articles_or_refusals(name: str, text: str) -> None:
    check(text.encode("utf-8", "replace"), name)


@pytest.mark.parametrize("name", GOOD)
@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), cuts=st.integers(1, 6))
def test_damaged_files_are_articles_or_refusals(name: str, seed: int, cuts: int) -> None:
    check(damaged(GOOD[name], seed, cuts), name)


def test_damaged_pdfs_are_articles_or_refusals() -> None:
    good = pdf(["By Vera Quill", "Snow fell on the pier on Monday."], title="Snow")
    for seed in range(12):
        check(damaged(good, seed, 1 + seed % 4), "a.pdf")


def damaged(content: bytes, seed: int, cuts: int) -> bytes:
    """The bytes with some overwritten, removed, doubled or cut off."""
    chance = random.Random(seed)
    found = bytearray(content)
    for _ in range(cuts):
        at = chance.randrange(len(found) + 1)
        size = chance.randrange(1, 12)
        match chance.randrange(4):
            case 0:
                found[at : at + size] = chance.randbytes(size)
            case 1:
                del found[at : at + size]
            case 2:
                found[at:at] = found[at : at + size * 10]
            case _:
                del found[at + len(found) // 2 :]
    return bytes(found)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", b"<p>a " * 24_000),
        ("a.html", b"<div>" * 24_000 + b"snow"),
        ("a.html", b"<html><body><article><p>snow" + b" \n" * 400_000 + b"x"),
        ("a.html", b"<title>" + b"a - " * 200_000 + b"</title><p>x"),
        ("a.html", b"<script type='application/ld+json'>" + b'{"@graph":[' * 100_000),
        ("a.txt", b"By " + b"A. " * 100_000),
        ("a.txt", b"A" + b" A" * 200_000 + b" (AP"),
        ("a.txt", b"WASHINGTON, " + b"Feb " * 100_000),
        ("a.txt", b"sign up here " * 60_000),
        ("a.txt", b"\n".join([b"Sign up " + b"x" * 290] * 5_000)),
        ("a.txt", b"\n " * 300_000 + b"x"),
        ("a.txt", b"Published: " * 50_000),
        ("a.json", b"[" * 200_000),
        ("a.json", b'{"a":' * 200_000),
        ("a.json", b"1" * 100_000),
        ("a.csv", b'id,text\n1,"' + b"snow," * 200_000),
        ("a.csv", b"," * 99_000 + b"text\n"),
        ("a.xml", b"<rss>" + b"<item>" * 20_000),
        ("a.xml", b"<feed>" + b"<entry><title>a</title></entry>" * 2_000),
    ],
)  # fmt: skip
def test_hostile_files_are_soon_done(name: str, content: bytes) -> None:
    check(content, name)
