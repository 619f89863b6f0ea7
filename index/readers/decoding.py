"""Bytes of a file into text, kept to the letter."""

import codecs
import io
from typing import BinaryIO, TextIO, cast

from index.errors import ReadError

# UTF-32's mark begins with UTF-16's, so it is asked for first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE_BYTES = 500_000

# What is left over of a wrong guess: text has none of these beside tab and line ends.
_CONTROLS = frozenset(map(chr, [*range(9), 11, *range(14, 27), *range(28, 32), 127]))
_MOST_CONTROLS = 0.01

# What cp1252 has beyond ASCII and Western news uses; French has 5 of it in 100 letters,
# what is Czech or Cyrillic in truth far more.
_WESTERN = frozenset(
    "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŒ“”‘’‚„–—…«»‹›€£§°•·©®™¡¿½¼´\xa0"
)
_MOST_WESTERN = 0.08

_NO_TEXT = "is not text but a binary file: save the article as plain text"


def decode_text(content: bytes) -> str:
    """Decode UTF-8, else what the bytes look most like; only a byte-order mark is dropped.

    Raises:
        ReadError: It is empty or not text.
    """
    if not content.strip():
        raise ReadError("is empty: put the article's text in it")
    try:
        text = content.decode(find_encoding(content))
    except UnicodeError as exc:
        raise ReadError(f"is damaged text ({exc.__class__.__name__}): save it as UTF-8") from exc
    if not text.strip():
        raise ReadError("is empty: put the article's text in it")
    if sum(map(text.count, _CONTROLS)) > _MOST_CONTROLS * len(text):
        raise ReadError(_NO_TEXT)
    return text


def find_encoding(content: bytes) -> str:
    """The name of the encoding the bytes are in: of their mark, UTF-8, or the likeliest.

    Raises:
        ReadError: They are not text.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    if b"\0" in content:
        raise ReadError(_NO_TEXT)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(content)
        return "utf-8"
    except UnicodeDecodeError:
        return _likeliest_encoding(content[:_SAMPLE_BYTES])


def open_text(stream: BinaryIO) -> TextIO:
    """Text over a stream whose start tells the encoding; line ends stay as they are.

    A byte that does not fit becomes half a character (a lone surrogate), so that the
    record that holds it can be refused alone.

    Raises:
        ReadError: The start is not text.
    """
    buffered = io.BufferedReader(cast(io.RawIOBase, stream), _SAMPLE_BYTES)
    encoding = find_encoding(buffered.peek(_SAMPLE_BYTES)[:_SAMPLE_BYTES])
    return io.TextIOWrapper(buffered, encoding, errors="surrogateescape", newline="")


def _likeliest_encoding(sample: bytes) -> str:
    if _is_western(sample):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None:
        raise ReadError(_NO_TEXT)
    return best.encoding


def _is_western(sample: bytes) -> bool:
    """Whether it reads as cp1252 with no letter that Western news does not use.

    charset-normalizer takes short English and French for cp775 and cp1250.
    """
    try:
        unusual = [character for character in sample.decode("cp1252") if character > "\x7f"]
    except UnicodeDecodeError:
        return False
    return len(unusual) < _MOST_WESTERN * len(sample) and _WESTERN.issuperset(unusual)
