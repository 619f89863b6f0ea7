"""Bytes of a file into text, kept to the letter."""

import codecs
import io
import re
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

_CONTROL_BYTES = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")

# What cp1252 has beyond ASCII and Western news uses.
_WESTERN = frozenset(
    "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŒ“”‘’‚„–—…«»‹›€£§°•·©®™¡¿½¼´\xa0"
)
_MOST_WESTERN = 0.25

# Whole words of it are Cyrillic or Greek in truth.
_FOREIGN_WORD = re.compile(r"[à-ÿÀ-ß]{3}")

# What pages may say they are in. Python knows others, some of which take quadratic time.
_DECLARABLE = re.compile(
    r"(?:windows-|cp|iso-|iso_|latin|koi8|gb|big5|euc|shift|sjis|mac)[\w\-]{0,20}$", re.IGNORECASE
)
_LATIN_1 = ("iso-8859-1", "iso8859-1", "latin-1", "latin1")

_NO_TEXT = "is not text but a binary file: save the article as plain text"


def decode_text(content: bytes, *, declared: str | None = None) -> str:
    """Decode UTF-8, else as declared, else as the bytes look; only a byte-order mark goes.

    Raises:
        ReadError: It is empty or not text.
    """
    if not content.strip():
        raise ReadError("is empty: put the article's text in it")
    try:
        text = content.decode(find_encoding(content, declared=declared))
    except UnicodeDecodeError as exc:
        # Of the encoding its mark names, no byte can be trusted: the first is not UTF-8 either.
        raise ReadError("is not UTF-8 (at byte 0): save it as UTF-8") from exc
    if not text.strip():
        raise ReadError("is empty: put the article's text in it")
    if sum(map(text.count, _CONTROLS)) > _MOST_CONTROLS * len(text):
        raise ReadError(_NO_TEXT)
    return text


def find_encoding(content: bytes, *, declared: str | None = None) -> str:
    """The encoding of the bytes: of their mark, UTF-8, the declared, or the likeliest.

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
        pass
    if declared and _DECLARABLE.match(declared) and _fits(content, declared):
        # As browsers read it: pages that say Latin-1 are in cp1252.
        latin = declared.lower() in _LATIN_1 and _fits(content, "cp1252")
        return "cp1252" if latin else declared
    return _likeliest_encoding(content[:_SAMPLE_BYTES])


def _fits(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except (LookupError, UnicodeError):
        return False
    return True


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
    if _CONTROL_BYTES.search(sample):
        raise ReadError(_NO_TEXT)
    if _is_western(sample):
        return "cp1252"
    from charset_normalizer import from_bytes

    # Without a mark these are guesses that make Chinese of anything.
    best = from_bytes(sample, cp_exclusion=["utf_7", "utf_16", "utf_32"]).best()
    if best is None:
        raise ReadError(_NO_TEXT)
    return best.encoding


def _is_western(sample: bytes) -> bool:
    """Whether it reads as cp1252 with no letter that Western news does not use.

    charset-normalizer takes short English and French for cp775 and cp1250.
    """
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    unusual = [character for character in text if character > "\x7f"]
    return (
        len(unusual) <= _MOST_WESTERN * len(text)
        and _WESTERN.issuperset(unusual)
        and not _FOREIGN_WORD.search(text)
    )
