"""Where a run of words stands in another, exactly or nearly."""

from collections.abc import Sequence
from dataclasses import dataclass

# Words between the parts of a quotation that is cut by an ellipsis.
_MOST_LEFT_OUT = 150

# A short run of equal words this far from the rest is equal by chance.
_STRAY_WORDS = 2


@dataclass(frozen=True, slots=True)
class Block:
    """Equal words: the n-th to the (n + length)-th of the quotation and of the text."""

    quoted: int
    written: int
    length: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """Equal words in order, at least one block; what lies between the blocks differs."""

    blocks: tuple[Block, ...]

    @property
    def first(self) -> int:
        """The first aligned word of the text."""
        return self.blocks[0].written

    @property
    def end(self) -> int:
        """The word of the text after the last aligned one."""
        return self.blocks[-1].written + self.blocks[-1].length

    @property
    def equal(self) -> int:
        """How many words are equal."""
        return sum(block.length for block in self.blocks)


def find_equal(parts: Sequence[Sequence[str]], text: Sequence[str]) -> list[Alignment]:
    """Every place where all parts stand to the word, in order and near each other."""
    joined = "\0" + "\0".join(text) + "\0"
    found = []
    end = 0
    while True:
        blocks: list[Block] = []
        quoted = 0
        for part in parts:
            after = blocks[-1].written + blocks[-1].length if blocks else end
            start = _find(joined, part, text, after)
            if start < 0 or (blocks and start - after > _MOST_LEFT_OUT):
                break
            blocks.append(Block(quoted, start, len(part)))
            quoted += len(part)
        if len(blocks) == len(parts):
            found.append(Alignment(tuple(blocks)))
        if not blocks:
            return found
        end = blocks[0].written + 1


def find_nearest(quoted: Sequence[str], text: Sequence[str]) -> Alignment | None:
    """The place where most of the words stand in order; None where no word does.

    Places by rapidfuzz's best window of the quotation's length, then by the most words that
    it and its surroundings share with the quotation in order.
    """
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Indel

    if not quoted or not text:
        return None
    start, end = 0, len(text)
    if len(quoted) < len(text):
        window = fuzz.partial_ratio_alignment(quoted, text)
        if window is None:
            return None
        start, end = window.dest_start, window.dest_end
    slack = max(3, len(quoted) // 2)
    start, end = max(0, start - slack), min(len(text), end + slack)
    blocks = [
        Block(op.src_start, start + op.dest_start, op.src_end - op.src_start)
        for op in Indel.opcodes(quoted, text[start:end])
        if op.tag == "equal"
    ]
    blocks = _without_strays(_drawn_together(blocks, text))
    return Alignment(tuple(blocks)) if blocks else None


def count_foreign(alignment: Alignment, words: int) -> int:
    """The most words of the quotation in one stretch that the text does not have.

    A word or two that are equal by chance do not end a stretch.
    """
    longest = foreign = quoted_end = 0
    for block in (*alignment.blocks, Block(words, alignment.end, 0)):
        foreign += block.quoted - quoted_end
        longest = max(longest, foreign)
        if block.length > _STRAY_WORDS:
            foreign = 0
        quoted_end = block.quoted + block.length
    return longest


def _find(joined: str, part: Sequence[str], text: Sequence[str], after: int) -> int:
    """The first word at or after a word from which a part stands in the text; else -1."""
    at = sum(map(len, text[:after])) + after
    found = joined.find("\0" + "\0".join(part) + "\0", at)
    return -1 if found < 0 else joined.count("\0", 0, found)


def _drawn_together(blocks: list[Block], text: Sequence[str]) -> list[Block]:
    """The blocks, each moved up to the next one where the same words stand before that."""
    drawn = blocks[-1:]
    for block in reversed(blocks[:-1]):
        start = drawn[0].written - block.length
        follows = block.quoted + block.length == drawn[0].quoted and start > block.written
        same = text[start : drawn[0].written] == text[block.written : block.written + block.length]
        drawn.insert(0, Block(block.quoted, start, block.length) if follows and same else block)
    return drawn


def _without_strays(blocks: list[Block]) -> list[Block]:
    """The blocks without short ones at either end that stand far from the rest."""
    while len(blocks) > 1 and _is_stray(blocks[0], blocks[1]):
        blocks = blocks[1:]
    while len(blocks) > 1 and _is_stray(blocks[-1], blocks[-2]):
        blocks = blocks[:-1]
    return blocks


def _is_stray(block: Block, neighbour: Block) -> bool:
    first, second = sorted((block, neighbour), key=lambda b: b.written)
    skipped = second.written - (first.written + first.length)
    changed = second.quoted - (first.quoted + first.length)
    return block.length <= _STRAY_WORDS and skipped - changed > block.length
