import gzip
import io
import json
import lzma
import zipfile

import pytest

from index.errors import ReadError
from index.readers.compressed import Limits, unpack
from index.readers.documents import Document, document_of
from index.types import Article, Refusal
from tests.index.readers.reading import one, read, reason

SNOW = b"Snow fell on the pier. Nobody was hurt."


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".xz", lzma.compress)])
def test_packed_file_is_read_as_what_is_in_it(suffix: str, pack: type) -> None:
    article = one(pack(SNOW), f"snow.txt{suffix}")
    assert (article.id, article.text) == (f"snow.txt{suffix}", SNOW.decode())
    record = json.dumps({"id": "1", "text": "Snow."}).encode() + b"\n"
    assert one(pack(record), f"news.jsonl{suffix}").id == "1"
    assert one(pack(record), f"without-a-suffix{suffix}").id == "1"


def test_xz_in_two_streams_is_read_whole() -> None:
    assert one(lzma.compress(SNOW) + lzma.compress(SNOW), "a.txt.xz").text == 2 * SNOW.decode()


def test_members_of_a_zip_are_read_and_foreign_ones_passed_over() -> None:
    content = packed(
        {
            "a/snow.txt": SNOW,
            "picture.png": b"\x89PNG",
            "__MACOSX/._snow.txt": b"x",
            "all.jsonl.gz": gzip.compress(b'{"id": "1", "text": "Rain."}'),
        }
    )
    found = read(content, "news.zip")
    assert [item.id for item in found if isinstance(item, Article)] == ["news.zip/a/snow.txt", "1"]
    assert len(found) == 2


@pytest.mark.parametrize("name", ["../snow.txt", "/snow.txt", "a/../../snow.txt", "c:/snow.txt"])
def test_member_that_climbs_out_is_refused(name: str) -> None:
    assert reason(packed({name: SNOW}), "news.zip").startswith("has a path that leads out")


def test_member_without_a_name_is_refused() -> None:
    # A name ends at its first zero byte.
    content = packed({"snow.txt": SNOW}).replace(b"snow.txt", b"\0now.txt")
    assert reason(content, "news.zip") == "has no name: pack it again with one"


def test_archive_in_an_archive_is_refused() -> None:
    inner = packed({"snow.txt": SNOW})
    assert reason(packed({"inner.zip": inner}), "n.zip").startswith("is an archive inside")


def test_zip_without_articles_is_refused() -> None:
    assert reason(packed({"a.png": b""}), "n.zip").startswith("holds no file that can be read")


@pytest.mark.parametrize("name", ["bomb.txt.gz", "bomb.jsonl.gz", "bomb.html.gz"])
def test_bomb_is_refused_at_once(name: str) -> None:
    assert "over 200 times its size" in reason(gzip.compress(b"a" * 30_000_000), name)


def test_bomb_in_xz_and_zip_is_refused() -> None:
    assert "over 200 times" in reason(lzma.compress(b"a" * 30_000_000), "bomb.txt.xz")
    assert "over 200 times" in reason(packed({"bomb.txt": b"a" * 30_000_000}), "bomb.zip")


def test_total_counts_over_all_members() -> None:
    content = packed({f"{n}.txt": bytes(range(256)) * 4 for n in range(4)})
    document = document_of(content, name="n.zip", suffix=".zip", origin="n.zip")
    first, second, third, _ = unpack(document, Limits(total_bytes=3_000))
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert isinstance(third, Document)
    assert len(first.content(10_000)) == len(second.content(10_000)) == 1024
    with pytest.raises(ReadError, match="unpacks to more than"):
        third.content(10_000)


def test_too_many_members_are_refused() -> None:
    content = packed({f"{n}.txt": SNOW for n in range(5)})
    document = document_of(content, name="n.zip", suffix=".zip", origin="n.zip")
    (refusal,) = unpack(document, Limits(members=4))
    assert isinstance(refusal, Refusal)
    assert refusal.reason.startswith("holds 5 files, more than 4")


@pytest.mark.parametrize("name", ["a.txt.gz", "a.txt.xz"])
def test_damaged_file_is_refused(name: str) -> None:
    pack = gzip.compress if name.endswith("gz") else lzma.compress
    for content in (pack(SNOW)[:-5], b"no such thing", pack(SNOW)[:10] + b"xxxx" + pack(SNOW)[14:]):
        assert "cannot be unpacked" in reason(content, name)
    assert reason(b"PK no zip", "a.zip").startswith("is no zip archive")
