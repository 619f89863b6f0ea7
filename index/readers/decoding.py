"""Bytes of a file into text, kept to the letter."""

from index.errors import ReadError


def decode_text(content: bytes) -> str:
    """Decode UTF-8; line ends and spaces stay, only a byte-order mark is dropped.

    Raises:
        ReadError: It is empty, not text, or not UTF-8.
    """
    if not content.strip():
        raise ReadError("is empty: put the article's text in it")
    if b"\0" in content:
        raise ReadError("is not text but a binary file: save the article as plain text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise ReadError(f"is not UTF-8 (at byte {exc.start}): save it as UTF-8") from exc
