"""Likeness in bulk: matrices of scores, optimal assignment over them, the heaviest rising sequence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float32]
else:
    Matrix = Any


def bigram_bags(old: Sequence[str], new: Sequence[str]) -> tuple[Any, Any]:
    """Two sparse matrices, one row a text, one column a pair of characters (text ends included), values counts."""
    import numpy as np
    from scipy.sparse import csr_matrix

    columns: dict[str, int] = {}
    bags = []
    for texts in (old, new):
        indices: list[int] = []
        ends = [0]
        for text in texts:
            padded = f"\x02{text}\x03"
            indices += [columns.setdefault(padded[i : i + 2], len(columns)) for i in range(len(padded) - 1)]
            ends.append(len(indices))
        bags.append((indices, ends))
    made = []
    for indices, ends in bags:
        ones = np.ones(len(indices), dtype=np.float32)
        made.append(csr_matrix((ones, indices, ends), shape=(len(ends) - 1, max(1, len(columns)))))
    return made[0], made[1]


def rare_first(old: Any, new: Any) -> tuple[Any, Any]:
    """The bags with every pair of characters weighed by how rare it is over the rows of both (idf)."""
    import numpy as np
    from scipy.sparse import diags

    rows = old.shape[0] + new.shape[0]
    found = np.asarray((old > 0).sum(axis=0)).ravel() + np.asarray((new > 0).sum(axis=0)).ravel()
    weights = diags(np.log((1 + rows) / np.maximum(found, 1)).astype(np.float32))
    return old @ weights, new @ weights


def bag_likeness(old: Any, new: Any) -> Matrix:
    """Cosines of all rows with all rows, 0–1, shape (rows of ``old``, rows of ``new``)."""
    import numpy as np
    from scipy.sparse import diags

    scaled = []
    for bags in (old, new):
        bags.sum_duplicates()
        norms = np.sqrt(np.asarray(bags.multiply(bags).sum(axis=1)).ravel())
        norms[norms == 0] = 1.0
        scaled.append(diags(1.0 / norms) @ bags)
    product: Matrix = np.asarray((scaled[0] @ scaled[1].T).todense(), dtype=np.float32)
    return product


def string_likeness(old: Sequence[str], new: Sequence[str]) -> Matrix:
    """Normalised similarity (insertions and deletions) of all strings with all strings, 0–1; 0 where one is empty."""
    import numpy as np
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist

    matrix: Matrix = cdist(old, new, scorer=Indel.normalized_similarity, dtype=np.float32)
    matrix[[not text for text in old], :] = 0.0
    matrix[:, [not text for text in new]] = 0.0
    return matrix


def place_likeness(rows: int, columns: int) -> Matrix:
    """1 for the same relative place, 0 for first against last."""
    import numpy as np

    left = np.linspace(0, 1, rows, dtype=np.float32) if rows > 1 else np.zeros(rows, dtype=np.float32)
    right = np.linspace(0, 1, columns, dtype=np.float32) if columns > 1 else np.zeros(columns, dtype=np.float32)
    places: Matrix = 1 - np.abs(np.subtract.outer(left, right))
    return places


def assign(scores: Matrix, floor: float) -> list[tuple[int, int]]:
    """The pairing of rows with columns that gains most, of pairs that reach ``floor``. A pair's gain is what it has
    above ``floor``, so that one sure pair outweighs two doubtful ones. Solved by connected components, so that a large
    sparse problem stays small."""
    import numpy as np
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    rows, columns = np.nonzero(scores >= floor)
    if not len(rows):
        return []
    height, width = scores.shape
    size = height + width
    graph = coo_matrix((np.ones(len(rows), dtype=np.int8), (rows, columns + height)), shape=(size, size))
    _, labels = connected_components(graph, directed=False)
    groups: dict[int, tuple[list[int], list[int]]] = {}
    for row in np.unique(rows).tolist():
        groups.setdefault(int(labels[row]), ([], []))[0].append(row)
    for column in np.unique(columns).tolist():
        groups[int(labels[column + height])][1].append(column)
    pairs: list[tuple[int, int]] = []
    for left, right in groups.values():
        pairs += _solve(scores, left, right, floor)
    return sorted(pairs)


def _solve(scores: Matrix, left: list[int], right: list[int], floor: float) -> list[tuple[int, int]]:
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    if len(left) == 1 and len(right) == 1:
        return [(left[0], right[0])]
    block = scores[np.ix_(left, right)]
    gains = np.where(block >= floor, block - floor + 0.001, 0.0)
    chosen = zip(*linear_sum_assignment(gains, maximize=True), strict=True)
    return [(left[int(a)], right[int(b)]) for a, b in chosen if gains[a, b] > 0]


def rising(values: Sequence[int], weights: Sequence[int]) -> set[int]:
    """Indices of the heaviest strictly rising subsequence of ``values`` (distinct numbers)."""
    tails: list[tuple[int, int, int]] = []  # (value, total weight, index), values and totals both rising
    back: list[int] = [-1] * len(values)
    for index, (value, weight) in enumerate(zip(values, weights, strict=True)):
        at = bisect_left(tails, (value, -1, -1))
        total = weight + (tails[at - 1][1] if at else 0)
        back[index] = tails[at - 1][2] if at else -1
        stop = at
        while stop < len(tails) and tails[stop][1] <= total:
            stop += 1
        tails[at:stop] = [(value, total, index)]
    if not tails:
        return set()
    best = max(tails, key=lambda tail: tail[1])[2]
    kept: set[int] = set()
    while best >= 0:
        kept.add(best)
        best = back[best]
    return kept
