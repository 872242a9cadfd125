"""Which section and which sentence of the new document answers to which of the old one.

By likeness of names, contents and place together, never by number alone. Sections are matched by one optimal assignment
over title, contents (character pairs, figures left out) and place, then once more with their parents' matches known.
Sentences are matched where they are equal first, then by likeness, then joined where one was split or several merged.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tiaokuan.pipeline.align_scores import (
    Matrix,
    assign,
    bag_likeness,
    bigram_bags,
    place_likeness,
    rare_first,
    rising,
    string_likeness,
)
from tiaokuan.pipeline.diff_view import TextView, Unit, view
from tiaokuan.pipeline.schema import Document

_SECTION_FLOOR = 0.33
_ROUNDS = ((2, 0.6), (0, 0.88), (2, 0.45), (1, 0.55), (0, 0.78))  # (nearness, likeness) that two sentences need
_CANDIDATE = 0.25
_REACH = 3  # sentences to either side that count as neighbours
_LONG = 8  # folded characters from which an equal sentence is no coincidence


@dataclass(slots=True)
class Group:
    """Sentences that answer to each other: one to one, or several where one was split. ``similarity`` 0–1 of the
    skeletons; ``identical``: nothing but typography differs; ``moved``: out of the order of the others."""

    old: list[int]
    new: list[int]
    similarity: float
    identical: bool
    moved: bool = False


@dataclass
class Alignment:
    """Two documents side by side. ``parts``: old section → new section; ``contents``:
    likeness of all sections' texts with all, rare words weighing most; ``groups`` in the new document's order."""

    old: TextView
    new: TextView
    parts: dict[int, int] = field(default_factory=dict)
    part_scores: dict[int, float] = field(default_factory=dict)
    contents: Matrix | None = None
    groups: list[Group] = field(default_factory=list)
    group_of_old: dict[int, int] = field(default_factory=dict)
    group_of_new: dict[int, int] = field(default_factory=dict)

    @property
    def removed(self) -> list[int]:
        """Sentences of the old document without a counterpart."""
        return [u.index for u in self.old.units if u.index not in self.group_of_old]

    @property
    def added(self) -> list[int]:
        """Sentences of the new document without a counterpart."""
        return [u.index for u in self.new.units if u.index not in self.group_of_new]


def align(old: Document, new: Document) -> Alignment:
    """Align two structured documents."""
    found = Alignment(view(old), view(new))
    _align_parts(found)
    _set_groups(found, _align_units(found))
    _mark_moved(found)
    return found


# ------------------------------------------------------------------------------------------------------- sections


def _align_parts(found: Alignment) -> None:
    import numpy as np

    old, new = found.old, found.new
    if not old.parts or not new.parts:
        return
    contents = bag_likeness(*_part_bags(old, new))
    found.contents = contents
    titles = string_likeness([p.title_key for p in old.parts], [p.title_key for p in new.parts])
    places = place_likeness(len(old.parts), len(new.parts))
    scores = _part_scores(old, new, contents, titles, places)
    scores[scores < _SECTION_FLOOR] = 0.0
    pairs = assign(scores, _SECTION_FLOOR)
    for _ in range(2):
        bonus = np.where(scores > 0, _parent_bonus(old, new, dict(pairs)), 0)
        pairs = assign(scores + bonus, _SECTION_FLOOR)
    found.parts = _with_kin(dict(pairs), old, new, contents)
    found.part_scores = {i: float(min(1.0, scores[i, j])) for i, j in found.parts.items()}


def _with_kin(pairs: dict[int, int], old: TextView, new: TextView, contents: Matrix) -> dict[int, int]:
    """The pairs whose parents answer to each other, too; others only where their contents leave no doubt. A 支持对象
    under a programme that is gone does not answer to the 支持对象 under one that is new."""
    kept: dict[int, int] = {}
    for i in sorted(pairs):
        j = pairs[i]
        above, above_new = old.parts[i].parent, new.parts[j].parent
        kin = above is None or above_new is None or kept.get(above) == above_new
        if kin or contents[i, j] >= 0.6:
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


# ------------------------------------------------------------------------------------------------------ sentences


class _Nearness:
    """How near two sentences' sections are: 2 the same section, 1 a section above is the same, 0 elsewhere."""

    def __init__(self, found: Alignment) -> None:
        self._old = [tuple(found.old.ancestors(u.part)) for u in found.old.units]
        self._new = [tuple(found.new.ancestors(u.part)) for u in found.new.units]
        self._parts = found.parts

    def of(self, i: int, j: int) -> int:
        """The nearness of the old sentence ``i`` and the new one ``j``."""
        old, new = self._old[i], self._new[j]
        if not old or not new:
            return 2 if not old and not new else 0
        if self._parts.get(old[0]) == new[0]:
            return 2
        above = set(new)
        return 1 if any(self._parts.get(part) in above for part in old) else 0


_Sets = list[tuple[list[int], list[int]]]


def _align_units(found: Alignment) -> _Sets:
    """Old and new sentences that answer to each other: equal ones, runs cut otherwise, like ones, what stands between."""
    old, new = found.old.units, found.new.units
    near = _Nearness(found)
    pairs = _equal_pairs(old, new, near)
    runs = _equal_runs(pairs, old, new)
    settled = {i for run, _ in runs for i in run}, {j for _, run in runs for j in run} | set(pairs.values())
    left = [u for u in old if u.index not in pairs and u.index not in settled[0]]
    right = [u for u in new if u.index not in settled[1]]
    pairs.update(_like_pairs(left, right, near, pairs))
    pairs.update(_between(left, right, pairs))
    return [([i], [j]) for i, j in pairs.items()] + runs


def _between(left: Sequence[Unit], right: Sequence[Unit], pairs: dict[int, int]) -> dict[int, int]:
    """Short sentences that are equal and stand beside the same neighbours, in whatever sections they were put."""
    taken = set(pairs.values())
    open_new: dict[str, list[int]] = defaultdict(list)
    for unit in right:
        if unit.index not in taken:
            open_new[unit.key].append(unit.index)
    found: dict[int, int] = {}
    known = dict(pairs)
    for unit in left:
        if unit.index in pairs:
            continue
        for j in open_new.get(unit.key, ()):
            if _beside_matched(unit.index, j, known):
                found[unit.index] = known[unit.index] = j
                open_new[unit.key].remove(j)
                break
    return found


def _beside_matched(i: int, j: int, pairs: dict[int, int]) -> bool:
    """True where a sentence near ``i`` answers to one near ``j`` on the same side."""
    before = any(0 < j - pairs.get(i - step, j) <= _REACH for step in range(1, _REACH + 1))
    return before or any(0 < pairs.get(i + step, j) - j <= _REACH for step in range(1, _REACH + 1))


def _equal_pairs(old: Sequence[Unit], new: Sequence[Unit], near: _Nearness) -> dict[int, int]:
    """Sentences with the same folded text; where a text recurs, by section, neighbours and place."""
    places: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, units in enumerate((old, new)):
        for unit in units:
            places[unit.key][side].append(unit.index)
    pairs: dict[int, int] = {}
    for left, right in places.values():
        if not left or not right:
            continue
        if len(left) * len(right) > 40_000:
            pairs.update(zip(left, right, strict=False))
            continue
        pairs.update(_equal_of(left, right, old, new, near))
    return pairs


def _equal_of(
    left: list[int], right: list[int], old: Sequence[Unit], new: Sequence[Unit], near: _Nearness
) -> list[tuple[int, int]]:
    import numpy as np

    key = old[left[0]].key
    floor = 0.5 if len(key) >= _LONG else 1.0
    scores: Matrix = np.zeros((len(left), len(right)), dtype=np.float32)
    for a, i in enumerate(left):
        for b, j in enumerate(right):
            beside = _beside(i, j, old, new)
            place = 1 - abs(i / len(old) - j / len(new))
            scores[a, b] = 0.5 + near.of(i, j) + 0.5 * beside + 0.3 * place - (0.31 if len(key) < _LONG else 0)
    return [(left[a], right[b]) for a, b in assign(scores, floor)]


def _beside(i: int, j: int, old: Sequence[Unit], new: Sequence[Unit]) -> int:
    """How many of the two neighbours are equal, too."""
    before = i > 0 and j > 0 and old[i - 1].key == new[j - 1].key
    after = i + 1 < len(old) and j + 1 < len(new) and old[i + 1].key == new[j + 1].key
    return int(before) + int(after)


def _like_pairs(left: list[Unit], right: list[Unit], near: _Nearness, pairs: dict[int, int]) -> dict[int, int]:
    """Pairs of sentences that are alike. Candidates have character pairs in common; the surest kinds are settled first:
    much alike in the same section, then nearly equal anywhere, then less alike in the same section, and so on."""
    import numpy as np

    if not left or not right:
        return {}
    likeness, nearness = _candidates(left, right, near)
    bonus = _context_bonus(left, right, likeness, pairs)
    found: dict[int, int] = {}
    for nearest, floor in _ROUNDS:
        open_rows = np.array([u.index not in found for u in left])
        taken = set(found.values())
        open_columns = np.array([u.index not in taken for u in right])
        fit = (likeness >= floor) & (nearness >= nearest) & np.outer(open_rows, open_columns)
        scores = np.where(fit, likeness + bonus + 0.05 * nearness, 0.0)
        found.update({left[a].index: right[b].index for a, b in assign(scores, floor)})
    return found


def _candidates(left: list[Unit], right: list[Unit], near: _Nearness) -> tuple[Matrix, Matrix]:
    """Likeness of the skeletons (0 where too few character pairs are common) and nearness of all with all."""
    import numpy as np
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Indel

    common = bag_likeness(*bigram_bags([u.skeleton for u in left], [u.skeleton for u in right]))
    likeness: Matrix = np.zeros_like(common)
    nearness: Matrix = np.zeros_like(common)
    rows, columns = np.nonzero(common >= _CANDIDATE)
    for a, b in zip(rows.tolist(), columns.tolist(), strict=True):
        one, two = left[a], right[b]
        like = float(Indel.normalized_similarity(one.skeleton, two.skeleton))
        if like < 0.6 and min(len(one.skeleton), len(two.skeleton)) >= 6:
            like = max(like, 0.6 if fuzz.partial_ratio(one.skeleton, two.skeleton) >= 95 else 0.0)
        if one.heading == two.heading or like >= 0.8:
            likeness[a, b] = like
            nearness[a, b] = near.of(one.index, two.index)
    return likeness, nearness


def _context_bonus(left: list[Unit], right: list[Unit], likeness: Matrix, pairs: dict[int, int]) -> Matrix:
    """Up to 0.18 for a neighbour that is matched, a figure in common, and the same relative place."""
    import numpy as np

    bonus: Matrix = np.zeros_like(likeness)
    sizes = (left[-1].index + 1, right[-1].index + 1)
    rows, columns = np.nonzero(likeness)
    for a, b in zip(rows.tolist(), columns.tolist(), strict=True):
        one, two = left[a], right[b]
        neighbour = pairs.get(one.index - 1) == two.index - 1 or pairs.get(one.index + 1) == two.index + 1
        same = not set(one.figures).isdisjoint(two.figures)
        place = 1 - abs(one.index / sizes[0] - two.index / sizes[1])
        bonus[a, b] = 0.08 * neighbour + 0.05 * same + 0.05 * place
    return bonus


# --------------------------------------------------------------------------------------------------------- groups


def _set_groups(found: Alignment, sets: _Sets) -> None:
    """Groups out of what answers to each other, joined with the parts of split and merged sentences."""
    old, new = found.old.units, found.new.units
    _extend(sets, old, new, side=0)
    _extend(sets, new, old, side=1)
    for left, right in sorted(sets, key=lambda s: s[1][0]):
        key_old, key_new = "".join(old[i].key for i in left), "".join(new[j].key for j in right)
        like = 1.0 if key_old == key_new else _joined_likeness(old, new, left, right)
        number = len(found.groups)
        found.groups.append(Group(left, right, like, key_old == key_new))
        found.group_of_old.update(dict.fromkeys(left, number))
        found.group_of_new.update(dict.fromkeys(right, number))


def _equal_runs(pairs: dict[int, int], old: Sequence[Unit], new: Sequence[Unit]) -> _Sets:
    """Runs of sentences between the same neighbours whose texts are equal, but cut otherwise."""
    taken = set(pairs.values())
    found: _Sets = []
    for run in _runs([u.index for u in old if u.index not in pairs]):
        whole = "".join(old[i].key for i in run)
        after, before = pairs.get(run[0] - 1, -1) + 1, pairs.get(run[-1] + 1, len(new)) - 1
        for start, step in ((after, 1), (before, -1)):
            reach = _open_run(start, step, taken, len(new))
            if reach and "".join(new[j].key for j in reach) == whole:
                found.append((run, reach))
                taken |= set(reach)
                break
    return found


def _runs(indices: list[int]) -> list[list[int]]:
    """Indices in a row together."""
    runs: list[list[int]] = []
    for index in indices:
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _open_run(start: int, step: int, taken: set[int], size: int) -> list[int]:
    """The indices from ``start`` on, up or down, that are not taken."""
    run = []
    while 0 <= start < size and start not in taken:
        run.append(start)
        start += step
    return sorted(run)


def _joined_likeness(old: Sequence[Unit], new: Sequence[Unit], left: Iterable[int], right: Iterable[int]) -> float:
    from rapidfuzz.distance import Indel

    one, two = "".join(old[i].skeleton for i in left), "".join(new[j].skeleton for j in right)
    return float(Indel.normalized_similarity(one, two))


def _extend(sets: _Sets, mine: Sequence[Unit], other: Sequence[Unit], side: int) -> None:
    """Take unmatched neighbours into a group where that makes its two sides more alike (a sentence cut in two)."""
    owner = {index: group for group in sets for index in group[side]}
    for unit in mine:
        if unit.index in owner or len(unit.skeleton) < 2:
            continue
        for beside in (unit.index - 1, unit.index + 1):
            group = owner.get(beside)
            if group is not None and _belongs(unit, group, mine, other, side):
                group[side].append(unit.index)
                group[side].sort()
                owner[unit.index] = group
                break


def _belongs(
    unit: Unit, group: tuple[list[int], list[int]], mine: Sequence[Unit], other: Sequence[Unit], side: int
) -> bool:
    from rapidfuzz import fuzz

    here, there = group[side], group[1 - side]
    whole = "".join(other[j].skeleton for j in there)
    if len(whole) <= sum(len(mine[i].skeleton) for i in here):
        return False
    inside = fuzz.partial_ratio(unit.skeleton, whole)
    if len(unit.skeleton) < len(whole) and inside < 75:
        return False
    pair = (here, there) if side == 0 else (there, here)
    grown = sorted([*here, unit.index])
    larger = (grown, there) if side == 0 else (there, grown)
    left, right = (mine, other) if side == 0 else (other, mine)
    return _joined_likeness(left, right, *larger) > _joined_likeness(left, right, *pair) + (
        0.0 if inside > 95 else 0.03
    )


def _mark_moved(found: Alignment) -> None:
    """Groups outside of the heaviest rising sequence have moved."""
    order = sorted(range(len(found.groups)), key=lambda g: found.groups[g].old[0])
    positions = [found.groups[g].new[0] for g in order]
    weights = [sum(len(found.old.units[i].key) for i in found.groups[g].old) for g in order]
    staying = rising(positions, weights)
    for at, number in enumerate(order):
        found.groups[number].moved = at not in staying


def owners(found: Alignment, units: Iterable[int], *, old: bool) -> Counter[int | None]:
    """For units of one side: the sections of the other side that their counterparts stand in, weighted by length;
    None counts those without a counterpart."""
    counts: Counter[int | None] = Counter()
    mine, other = (found.old, found.new) if old else (found.new, found.old)
    groups = found.group_of_old if old else found.group_of_new
    for index in units:
        number = groups.get(index)
        weight = len(mine.units[index].key)
        if number is None:
            counts[None] += weight
            continue
        group = found.groups[number]
        target = other.units[(group.new if old else group.old)[0]].part
        counts[-1 if target is None else target] += weight
    return counts
