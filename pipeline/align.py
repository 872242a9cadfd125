"""Two documents side by side: which section and which sentence of the new one answers to which of the old one.

By likeness of names, contents and place together, never by number alone: renumbered, renamed, split, merged and moved
clauses are found whatever their markers look like.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tiaokuan.pipeline.align_parts import PartPairs, align_parts
from tiaokuan.pipeline.align_scores import Matrix, rising
from tiaokuan.pipeline.align_units import Sets, align_units
from tiaokuan.pipeline.diff_view import TextView, Unit, view
from tiaokuan.pipeline.schema import Document


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
    """Two documents side by side. ``sections``: which sections answer to each other; ``groups``: which sentences do, in
    the new document's order, and by sentence the number of its group."""

    old: TextView
    new: TextView
    sections: PartPairs
    groups: list[Group] = field(default_factory=list)
    group_of_old: dict[int, int] = field(default_factory=dict)
    group_of_new: dict[int, int] = field(default_factory=dict)

    @property
    def parts(self) -> dict[int, int]:
        """Old section → new section, by index."""
        return self.sections.pairs

    @property
    def contents(self) -> Matrix | None:
        """Likeness of all sections' texts with all, rare words weighing most."""
        return self.sections.contents

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
    one, two = view(old), view(new)
    found = Alignment(one, two, align_parts(one, two))
    _set_groups(found, align_units(one, two, found.parts))
    _mark_moved(found)
    return found


def _set_groups(found: Alignment, sets: Sets) -> None:
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


def _joined_likeness(old: Sequence[Unit], new: Sequence[Unit], left: Iterable[int], right: Iterable[int]) -> float:
    from rapidfuzz.distance import Indel

    one, two = "".join(old[i].skeleton for i in left), "".join(new[j].skeleton for j in right)
    return float(Indel.normalized_similarity(one, two))


def _extend(sets: Sets, mine: Sequence[Unit], other: Sequence[Unit], side: int) -> None:
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
