"""Which sentence of the new document answers to which of the old one.

Equal ones first (by section, neighbours and place where a text recurs), then runs that are only cut otherwise, then
like ones by optimal assignment, the surest kinds first; at last short equal ones between matched neighbours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tiaokuan.pipeline.align_scores import Matrix, assign, bag_likeness, bigram_bags
from tiaokuan.pipeline.diff_view import TextView, Unit

_ROUNDS = ((2, 0.6), (0, 0.88), (2, 0.45), (1, 0.55), (0, 0.78))  # (nearness, likeness) that two sentences need
_CANDIDATE = 0.25  # cosine of character pairs from which two sentences are compared
_REACH = 3  # sentences to either side that count as neighbours
_LONG = 8  # folded characters from which an equal sentence is no coincidence
_MANY = 40_000  # pairs of one recurring text from which order alone decides

Sets = list[tuple[list[int], list[int]]]  # old and new sentences that answer to each other


def align_units(old_view: TextView, new_view: TextView, parts: dict[int, int]) -> Sets:
    """Old and new sentences that answer to each other, by the sections that do (``parts``)."""
    old, new = old_view.units, new_view.units
    near = _Nearness(old_view, new_view, parts)
    pairs = _equal_pairs(old, new, near)
    runs = _equal_runs(pairs, old, new)
    settled = {i for run, _ in runs for i in run}, {j for _, run in runs for j in run} | set(pairs.values())
    left = [u for u in old if u.index not in pairs and u.index not in settled[0]]
    right = [u for u in new if u.index not in settled[1]]
    pairs.update(_like_pairs(left, right, near, pairs))
    pairs.update(_between(left, right, pairs))
    return [([i], [j]) for i, j in pairs.items()] + runs


class _Nearness:
    """How near two sentences' sections are: 2 the same section, 1 a section above is the same, 0 elsewhere."""

    def __init__(self, old: TextView, new: TextView, parts: dict[int, int]) -> None:
        self._old = [tuple(old.ancestors(u.part)) for u in old.units]
        self._new = [tuple(new.ancestors(u.part)) for u in new.units]
        self._parts = parts

    def of(self, i: int, j: int) -> int:
        """The nearness of the old sentence ``i`` and the new one ``j``."""
        old, new = self._old[i], self._new[j]
        if not old or not new:
            return 2 if not old and not new else 0
        if self._parts.get(old[0]) == new[0]:
            return 2
        above = set(new)
        return 1 if any(self._parts.get(part) in above for part in old) else 0


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
        if len(left) * len(right) > _MANY:
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


def _equal_runs(pairs: dict[int, int], old: Sequence[Unit], new: Sequence[Unit]) -> Sets:
    """Runs of sentences between the same neighbours whose texts are equal, but cut otherwise."""
    taken = set(pairs.values())
    found: Sets = []
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
