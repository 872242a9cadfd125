"""One side of a redline: the clause exactly as that document prints it, with the words marked that the other lacks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Literal

from tiaokuan.pipeline.report_model import Piece

Mark = Literal["-", "+"]


def side_pieces(redline: Sequence[Piece], own: Mark, text: str) -> tuple[Piece, ...]:
    """``text`` as ``=`` and ``own`` pieces that join to it again.

    A redline shows what is alike as the new document prints it, and may hold sentences that the old one has elsewhere;
    so its marks are carried over to ``text``, and one that does not stand there whole is left out. An empty ``text``
    is taken from the redline itself.
    """
    pieces = [(op, words) for op, words in redline if op in ("=", own) and words]
    shown = "".join(words for _, words in pieces)
    if shown == text or not text:
        return _joined(pieces)
    marks: list[Literal["=", "-", "+"]] = ["="] * len(text)
    at = _carry(shown, text)
    start = 0
    for op, words in pieces:
        end = start + len(words)
        if op == own and (place := _whole(at, start, end)) is not None:
            marks[place : place + len(words)] = [own] * len(words)
        start = end
    return _joined(list(zip(marks, text, strict=True)))


def _carry(shown: str, text: str) -> dict[int, int]:
    """Where characters of ``shown`` stand in ``text``."""
    from rapidfuzz.distance import Indel

    found: dict[int, int] = {}
    for step in Indel.opcodes(shown, text):
        if step.tag == "equal":
            found |= {i: step.dest_start + i - step.src_start for i in range(step.src_start, step.src_end)}
    return found


def _whole(at: dict[int, int], start: int, end: int) -> int | None:
    """Where ``shown[start:end]`` begins in the text, if it stands there in one piece."""
    places = [at.get(i) for i in range(start, end)]
    first = places[0]
    if first is None or places != list(range(first, first + len(places))):
        return None
    return first


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Neighbours with the same mark as one piece."""
    return tuple((op, "".join(words for _, words in run)) for op, run in groupby(pieces, key=lambda piece: piece[0]))
