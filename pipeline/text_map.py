"""Where the characters of a normalised text stand in the text that it was made from."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

_LARGE = 2_000_000_000  # cells of a matrix of bits: 250 MB


@dataclass(frozen=True, slots=True)
class _Skeleton:
    """The letters and digits of a stretch in compatibility form, each with its place in the text."""

    chars: str
    places: list[int]


class TextMap:
    """Maps offsets of ``new`` back to ``old``. Normalising drops, joins and moves no character across others, so lines
    are paired first and letters within paired lines after; what stands for nothing in ``old`` maps to its neighbour."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self._places: list[int] | None = None if old == new else _places(old, new)

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The half-open stretch of ``old`` for ``new[start:end]``; None where none of its letters is in ``old``."""
        if self._places is None:
            return start, end
        known = [place for place in self._places[start:end] if place >= 0]
        return (known[0], known[-1] + 1) if known else None


def _places(old: str, new: str) -> list[int]:
    result = [-1] * len(new)
    old_lines, new_lines = _lines(old), _lines(new)
    matcher = SequenceMatcher(None, [x.chars for x in old_lines], [x.chars for x in new_lines], autojunk=False)
    for _, a, b, c, d in matcher.get_opcodes():
        _pair(_merged(old_lines[a:b]), _merged(new_lines[c:d]), result)
    return result


def _pair(old: _Skeleton, new: _Skeleton, result: list[int]) -> None:
    if old.chars == new.chars:
        for place, target in zip(new.places, old.places, strict=True):
            result[place] = target
        return
    for a, b, size in _matches(old.chars, new.chars):
        for k in range(size):
            result[new.places[b + k]] = old.places[a + k]


def _matches(old: str, new: str) -> list[tuple[int, int, int]]:
    """Stretches that both have, in order, as (place in old, place in new, length)."""
    if len(old) * len(new) > _LARGE:
        return [(b.a, b.b, b.size) for b in SequenceMatcher(None, old, new).get_matching_blocks()]
    from rapidfuzz.distance import Indel

    return [
        (op.src_start, op.dest_start, op.src_end - op.src_start) for op in Indel.opcodes(old, new) if op.tag == "equal"
    ]


def _merged(lines: list[_Skeleton]) -> _Skeleton:
    return _Skeleton("".join(x.chars for x in lines), [place for x in lines for place in x.places])


def _lines(text: str) -> list[_Skeleton]:
    lines = []
    at = 0
    for line in text.split("\n"):
        chars, places = [], []
        for place, char in enumerate(line, at):
            for letter in unicodedata.normalize("NFKC", char) if ord(char) > 0x7F else char:
                if not letter.isspace():
                    chars.append(letter)
                    places.append(place)
        if chars:
            lines.append(_Skeleton("".join(chars), places))
        at += len(line) + 1
    return lines
