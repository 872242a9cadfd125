"""What differs between two stretches that answer to each other, word by word.

Words are jieba's with the domain dictionary; figures and citations (第三条, 附件2) are one word each. Words are
compared by their folded form, so typography makes no difference. The pieces for display and the hunks for judging come
from one pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from tiaokuan.extractors.base import Quantity
from tiaokuan.pipeline.diff_fold import fold
from tiaokuan.pipeline.diff_view import TextView
from tiaokuan.pipeline.markers import recognise
from tiaokuan.pipeline.report_model import Piece

_PAUSE = "·"  # the form of all punctuation
_SPLIT = re.compile(r"[^\w%‰+]+|[\w%‰+]+")
_SHORT = 1  # folded characters of an equal stretch that is not worth showing between two differences


@dataclass(slots=True)
class Token:
    """A word: ``text[start:end]``, its folded form (``·`` for punctuation), its figure where it is one."""

    start: int
    end: int
    key: str
    quantity: Quantity | None = None


@dataclass(slots=True)
class Hunk:
    """One difference: offsets into both texts (an empty range is the place of an insertion or deletion), folded forms,
    figures on both sides. ``severity``/``reason`` are set by ``diff_editorial``."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int
    old_key: str
    new_key: str
    old_figures: list[Quantity] = field(default_factory=list)
    new_figures: list[Quantity] = field(default_factory=list)
    old_words: list[str] = field(default_factory=list)
    new_words: list[str] = field(default_factory=list)
    editorial: str | None = None
    explained: bool = False

    @property
    def weight(self) -> int:
        """How many folded characters differ."""
        return max(len(self.old_key), len(self.new_key))


@dataclass(slots=True)
class WordDiff:
    """The pieces to show and the hunks to judge; ``hunks`` leave out what is typography."""

    pieces: list[Piece]
    hunks: list[Hunk]


def tokens_of(view: TextView, start: int, end: int) -> list[Token]:
    """The words of ``text[start:end]`` without white space."""
    found: list[Token] = []
    at = start
    for fixed in view.fixed_in(start, end):
        found += _plain(view.text, at, fixed.start)
        found.append(Token(fixed.start, fixed.end, fixed.key, fixed.quantity))
        at = fixed.end
    return found + _plain(view.text, at, end)


def _cut_alike(tokens: list[Token], others: list[Token]) -> list[Token]:
    """Words cut where the other text has a part of them as a word (智能工厂 beside 智能), so that only the rest
    differs."""
    known = {token.key for token in others if len(token.key) > 1}
    missing = {token.key for token in tokens} - known
    found: list[Token] = []
    for token in tokens:
        size = token.end - token.start
        if token.key not in missing or size != len(token.key) or size < 3 or token.quantity is not None:
            found.append(token)
            continue
        cut = next((n for n in range(size - 1, 1, -1) if token.key[:n] in known), 0)
        cut = cut or next((n for n in range(1, size - 1) if token.key[n:] in known), 0)
        found += [token] if not cut else [
            Token(token.start, token.start + cut, token.key[:cut]), Token(token.start + cut, token.end, token.key[cut:])
        ]  # fmt: skip
    return found


def _plain(text: str, start: int, end: int) -> list[Token]:
    from tiaokuan.gazetteer.jieba_dict import words

    found: list[Token] = []
    for run in _SPLIT.finditer(text, start, end):
        if not fold(run[0]):
            if not run[0].isspace():
                found.append(Token(run.start(), run.end(), _PAUSE))
            continue
        at = run.start()
        for word in words(run[0]):
            if key := fold(word):
                found.append(Token(at, at + len(word), key))
            at += len(word)
    return found


def word_diff(
    old: TextView, old_spans: Sequence[tuple[int, int]], new: TextView, new_spans: Sequence[tuple[int, int]]
) -> WordDiff:
    """Compare the old stretches, read on, with the new ones."""
    left = [token for span in old_spans for token in tokens_of(old, *span)]
    right = [token for span in new_spans for token in tokens_of(new, *span)]
    left, right = _cut_alike(left, right), _cut_alike(right, left)
    blocks = _coalesced(_opcodes(left, right), left, right)
    pieces: list[Piece] = []
    hunks: list[Hunk] = []
    for tag, a0, a1, b0, b1 in _trimmed(blocks, left, right):
        if tag == "equal" or _same(left[a0:a1], right[b0:b1]) or _written_alike(old, left[a0:a1], new, right[b0:b1]):
            _put(pieces, "=", _text(new, right, b0, b1))
            continue
        if _is_marker(old, left, a0, a1) and _is_marker(new, right, b0, b1):
            _put(pieces, "=", _text(new, right, b0, b1))
            continue
        _put(pieces, "-", _text(old, left, a0, a1))
        _put(pieces, "+", _text(new, right, b0, b1))
        hunks.append(_hunk(_Run(left, a0, a1, old_spans[-1][1]), _Run(right, b0, b1, new_spans[-1][1])))
    return WordDiff(pieces, hunks)


Block = tuple[str, int, int, int, int]


def _opcodes(left: list[Token], right: list[Token]) -> list[Block]:
    matcher = SequenceMatcher(
        lambda key: key == _PAUSE, [token.key for token in left], [token.key for token in right], autojunk=False
    )
    return [(tag, a0, a1, b0, b1) for tag, a0, a1, b0, b1 in matcher.get_opcodes()]


def _coalesced(blocks: list[Block], left: list[Token], right: list[Token]) -> list[Block]:
    """Neighbouring differences with next to nothing between them as one: 的 between two changed words helps no one."""
    found: list[Block] = []
    for at, block in enumerate(blocks):
        tag, _, a1, b0, b1 = block
        between = "".join(t.key for t in right[b0:b1] if t.key != _PAUSE)
        last = at + 1 == len(blocks)
        small = tag == "equal" and len(between) <= _SHORT and at > 0 and not last and not between.isdigit()
        if small and _worded(blocks[at - 1], left, right) and _worded(blocks[at + 1], left, right) and between:
            tag = "replace"
        if found and tag != "equal" and found[-1][0] != "equal":
            found[-1] = ("replace", found[-1][1], a1, found[-1][3], b1)
        else:
            found.append((tag, block[1], a1, b0, b1))
    return found


def _trimmed(blocks: list[Block], left: list[Token], right: list[Token]) -> Iterator[Block]:
    """Differences without the pauses and the words that both sides begin or end with."""
    for tag, a0, a1, b0, b1 in blocks:
        if tag == "equal":
            yield tag, a0, a1, b0, b1
            continue
        head = _shared(left[a0:a1], right[b0:b1])
        tail = _shared(left[a0 + head : a1][::-1], right[b0 + head : b1][::-1])
        yield "equal", a0, a0 + head, b0, b0 + head
        yield tag, a0 + head, a1 - tail, b0 + head, b1 - tail
        yield "equal", a1 - tail, a1, b1 - tail, b1


def _shared(left: Sequence[Token], right: Sequence[Token]) -> int:
    """How many tokens at the beginning are the same."""
    count = 0
    for one, two in zip(left, right, strict=False):
        if one.key != two.key:
            break
        count += 1
    return count


def _worded(block: Block, left: list[Token], right: list[Token]) -> bool:
    """True for a difference in words on both sides, not a pause."""
    _, a0, a1, b0, b1 = block
    return not _same(left[a0:a1], right[b0:b1])


def _same(left: Sequence[Token], right: Sequence[Token]) -> bool:
    return "".join(t.key for t in left if t.key != _PAUSE) == "".join(t.key for t in right if t.key != _PAUSE)


def _written_alike(old: TextView, left: Sequence[Token], new: TextView, right: Sequence[Token]) -> bool:
    """True where the same characters were read as a figure on one side only (“四个” in quotation marks)."""
    before = "".join(fold(old.text[t.start : t.end]) for t in left)
    return bool(before) and before == "".join(fold(new.text[t.start : t.end]) for t in right)


def _is_marker(view: TextView, tokens: Sequence[Token], first: int, last: int) -> bool:
    """True where the words are nothing, or a section's marker that was left in the text."""
    if first == last:
        return True
    start, end = tokens[first].start, tokens[last - 1].end
    while start and view.text[start - 1] in "（(":
        start -= 1
    marker = recognise(view.text[start : end + 8], True)
    if marker is None or marker.weak or (marker.style == "word" and not marker.text.endswith("是")):
        return False
    return start + marker.end >= end > start


def _text(view: TextView, tokens: Sequence[Token], first: int, last: int) -> str:
    """The stretch that the tokens cover, up to the next token where nothing but white space lies between."""
    if first == last:
        return ""
    start, end = tokens[first].start, tokens[last - 1].end
    if tokens[first].key == _PAUSE or not first:
        return view.text[start:end]
    return view.text[start:end]


def _put(pieces: list[Piece], op: str, text: str) -> None:
    if not text:
        return
    if pieces and pieces[-1][0] == op:
        pieces[-1] = (pieces[-1][0], pieces[-1][1] + text)
    else:
        pieces.append((op, text))  # type: ignore[arg-type]


def _hunk(left: _Run, right: _Run) -> Hunk:
    """The hunk of two runs of tokens; an empty run stands where it would have been."""
    return Hunk(
        *_bounds(left), *_bounds(right), _key(left.tokens), _key(right.tokens),
        [t.quantity for t in left.tokens if t.quantity], [t.quantity for t in right.tokens if t.quantity],
        [t.key for t in left.tokens if t.key != _PAUSE], [t.key for t in right.tokens if t.key != _PAUSE],
    )  # fmt: skip


@dataclass(slots=True)
class _Run:
    """Tokens ``first`` to ``last`` of a side, whose stretches end at ``end``."""

    all: list[Token]
    first: int
    last: int
    end: int

    @property
    def tokens(self) -> list[Token]:
        """The tokens of the run."""
        return self.all[self.first : self.last]


def _bounds(run: _Run) -> tuple[int, int]:
    if run.first < run.last:
        return run.all[run.first].start, run.all[run.last - 1].end
    if run.first < len(run.all):
        return run.all[run.first].start, run.all[run.first].start
    at = run.all[-1].end if run.all else run.end
    return at, at


def _key(tokens: Sequence[Token]) -> str:
    return "".join(token.key for token in tokens if token.key != _PAUSE)
