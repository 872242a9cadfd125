"""Which section of the new document answers to which of the old one.

One optimal assignment over title, contents (character pairs, rare ones weighing most, figures left out) and place; then
again with the parents' matches known. Numbers and marker styles play no part.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tiaokuan.pipeline.align_scores import (
    Matrix,
    assign,
    bag_likeness,
    bigram_bags,
    place_likeness,
    rare_first,
    string_likeness,
)
from tiaokuan.pipeline.diff_view import TextView

_FLOOR = 0.33
_ALIKE = 0.6  # likeness of contents that needs no matching parents


@dataclass
class PartPairs:
    """``pairs``: old section → new section (indices); ``scores``: by old section, 0–1; ``contents``: likeness of all
    sections' texts with all, None where a document has no sections."""

    pairs: dict[int, int] = field(default_factory=dict)
    scores: dict[int, float] = field(default_factory=dict)
    contents: Matrix | None = None


def align_parts(old: TextView, new: TextView) -> PartPairs:
    """Pair the sections of both documents."""
    import numpy as np

    if not old.parts or not new.parts:
        return PartPairs()
    contents = bag_likeness(*_part_bags(old, new))
    titles = string_likeness([p.title_key for p in old.parts], [p.title_key for p in new.parts])
    places = place_likeness(len(old.parts), len(new.parts))
    scores = _part_scores(old, new, contents, titles, places)
    scores[scores < _FLOOR] = 0.0
    pairs = assign(scores, _FLOOR)
    for _ in range(2):
        bonus = np.where(scores > 0, _parent_bonus(old, new, dict(pairs)), 0)
        pairs = assign(scores + bonus, _FLOOR)
    kept = _with_kin(dict(pairs), old, new, contents)
    return PartPairs(kept, {i: float(min(1.0, scores[i, j])) for i, j in kept.items()}, contents)


def _with_kin(pairs: dict[int, int], old: TextView, new: TextView, contents: Matrix) -> dict[int, int]:
    """The pairs whose parents answer to each other, too; others only where their contents leave no doubt. A 支持对象
    under a programme that is gone does not answer to the 支持对象 under one that is new."""
    kept: dict[int, int] = {}
    for i in sorted(pairs):
        j = pairs[i]
        above, above_new = old.parts[i].parent, new.parts[j].parent
        kin = above is None or above_new is None or kept.get(above) == above_new
        if kin or contents[i, j] >= _ALIKE:
            kept[i] = j
    return kept


def _part_bags(old: TextView, new: TextView) -> tuple[Any, Any]:
    """Character pairs of each section with all below it, as rows of two sparse matrices."""
    import numpy as np
    from scipy.sparse import csr_matrix

    units = rare_first(*bigram_bags([u.skeleton for u in old.units], [u.skeleton for u in new.units]))
    sums = []
    for text_view, bags in zip((old, new), units, strict=True):
        rows = [(p.index, u) for p in text_view.parts for u in range(p.first, p.last)]
        ones = np.ones(len(rows), dtype=np.float32)
        places = ([r for r, _ in rows], [u for _, u in rows])
        inside = csr_matrix((ones, places), shape=(len(text_view.parts), len(text_view.units)))
        sums.append(inside @ bags)
    return sums[0], sums[1]


def _part_scores(old: TextView, new: TextView, contents: Matrix, titles: Matrix, places: Matrix) -> Matrix:
    """Titled sections by title, contents and place; where a title is missing, by contents and place."""
    import numpy as np

    titled = np.outer([bool(p.title_key) for p in old.parts], [bool(p.title_key) for p in new.parts])
    both = 0.35 * titles + 0.45 * contents + 0.2 * places
    bare = 0.8 * contents + 0.2 * places
    half = np.not_equal.outer([bool(p.title_key) for p in old.parts], [bool(p.title_key) for p in new.parts])
    bare = np.where(half, np.where(contents < 0.5, 0.0, 0.75 * bare), bare)
    depth = np.abs(np.subtract.outer([p.depth for p in old.parts], [p.depth for p in new.parts]))
    scores: Matrix = (np.where(titled, both, bare) - 0.04 * depth).astype(np.float32)
    scores[(contents < 0.15) & ~(titled & (titles > 0.8))] = 0.0
    return scores


def _parent_bonus(old: TextView, new: TextView, pairs: dict[int, int]) -> Matrix:
    """0.15 where the parents answer to each other, or neither has one."""
    import numpy as np

    parents_old = np.array([-1 if p.parent is None else pairs.get(p.parent, -2) for p in old.parts])
    parents_new = np.array([-1 if p.parent is None else p.parent for p in new.parts])
    bonus: Matrix = 0.15 * np.equal.outer(parents_old, parents_new).astype(np.float32)
    return bonus
