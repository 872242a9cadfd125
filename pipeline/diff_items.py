"""Which item of the new document answers to which of the old one: by name, by the sentences they share, by place.

An item that only one of the documents yielded, though the other has its words, is no item added or removed: it gets the
section (or item) that holds those words on the other side. That is also how a split or merged item is told.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from tiaokuan.pipeline.align_scores import Matrix, assign, rising
from tiaokuan.pipeline.diff_context import Comparison
from tiaokuan.pipeline.diff_fold import fold
from tiaokuan.pipeline.diff_view import TextView

_FLOOR = 0.34
_SOME_TEXT, _SAME_NAME = 0.2, 0.75  # one of them two items must have to be paired
_SHARE = 0.5  # of an item's text that must be in the other document for it not to be added or removed


@dataclass(slots=True)
class Entry:
    """One line of the report's items: indices of the items (None where that side has none), the names to show (an
    item's, or the title of the section that holds its words), similarity, relation."""

    old: int | None
    new: int | None
    old_name: str | None
    new_name: str | None
    similarity: float | None = None
    moved: bool = False
    relation: str | None = None
    old_part: int | None = None
    new_part: int | None = None


@dataclass
class ItemPairs:
    """The entries in the order to show them, and which entry each item is in."""

    entries: list[Entry] = field(default_factory=list)
    of_old: dict[int, int] = field(default_factory=dict)
    of_new: dict[int, int] = field(default_factory=dict)
    kin: set[tuple[int, int]] = field(default_factory=set)

    def related(self, old: int | None, new: int | None) -> bool:
        """True where facts of the two may answer to each other: paired, split, merged, or one is the whole
        document's."""
        return old is None or new is None or (old, new) in self.kin

    def apart(self, old: int | None, new: int | None) -> bool:
        """True where each of the two surely answers to another item: what stood in one does not stand in the other."""
        if old is None or new is None or (old, new) in self.kin:
            return False
        one, two = self.entries[self.of_old[old]], self.entries[self.of_new[new]]
        return one.old is not None and one.new is not None and two.old is not None and two.new is not None

    def similarity(self, old: int | None, new: int | None) -> float | None:
        """The likeness of two paired items; None where they are no pair."""
        if old is None or new is None or self.of_old.get(old) != self.of_new.get(new):
            return None
        return self.entries[self.of_new[new]].similarity


class _Extents:
    """Which units each item has: its section with all below it, the whole text where it has no section."""

    def __init__(self, view: TextView) -> None:
        self.items = view.document.items
        self.parts = [view.by_id.get(item.section_id or "") for item in self.items]
        self.ranges = [self._range(view, part) for part in self.parts]
        self.weights = [sum(len(view.units[u].key) for u in range(*r)) for r in self.ranges]
        self.owner = self._owners(len(view.units))
        self.owned = [0] * len(self.items)
        for unit, owner in zip(view.units, self.owner, strict=True):
            if owner is not None:
                self.owned[owner] += len(unit.key)

    @staticmethod
    def _range(view: TextView, part: int | None) -> tuple[int, int]:
        if part is None:
            return 0, len(view.units)
        return view.parts[part].first, view.parts[part].last

    def _owners(self, units: int) -> list[int | None]:
        """The innermost item of each unit."""
        owner: list[int | None] = [None] * units
        for index in sorted(range(len(self.items)), key=lambda i: self.ranges[i][0] - self.ranges[i][1]):
            first, last = self.ranges[index]
            owner[first:last] = [index] * (last - first)
        return owner


def pair_items(found: Comparison) -> ItemPairs:
    """Pair the items of both documents."""
    scorer = _Scorer(found)
    old, new = scorer.old, scorer.new
    pairs = ItemPairs()
    matched = scorer.assigned()
    pairs.kin.update(matched.items())
    reverse = {j: i for i, j in matched.items()}
    for j, item in enumerate(new.items):
        pairs.of_new[j] = len(pairs.entries)
        if j in reverse:
            i = reverse[j]
            pairs.of_old[i] = len(pairs.entries)
            entry = Entry(i, j, old.items[i].name, item.name, scorer.similarity(i, j))
            entry.old_part, entry.new_part = old.parts[i], new.parts[j]
            pairs.entries.append(entry)
        else:
            pairs.entries.append(_lone(found, new, old, j, pairs, new_side=True))
    _insert_old(found, old, new, pairs)
    _set_moved(old, new, pairs)
    return pairs


class _Scorer:
    """How well items of both documents answer to each other."""

    def __init__(self, found: Comparison) -> None:
        self.found = found
        self.old, self.new = _Extents(found.old), _Extents(found.new)
        self.shared = self._shared()

    def _shared(self) -> Counter[tuple[int | None, int | None]]:
        """How much text (folded characters, by likeness) each old item has in common with each new one."""
        counts: Counter[tuple[int | None, int | None]] = Counter()
        for group in self.found.aligned.groups:
            weight = sum(len(self.found.new.units[u].key) for u in group.new) * group.similarity
            counts[self.old.owner[group.old[0]], self.new.owner[group.new[0]]] += int(weight)
        return counts

    def assigned(self) -> dict[int, int]:
        """The best pairing."""
        import numpy as np

        if not self.old.items or not self.new.items:
            return {}
        scores: Matrix = np.zeros((len(self.old.items), len(self.new.items)), dtype=np.float32)
        for i in range(len(self.old.items)):
            for j in range(len(self.new.items)):
                scores[i, j] = self._score(i, j)
        return dict(assign(scores, _FLOOR))

    def _score(self, i: int, j: int) -> float:
        name, text = self._name(i, j), self._text(i, j)
        if text < _SOME_TEXT and name < _SAME_NAME:
            return 0.0
        part = self.old.parts[i]
        sections = part is not None and self.found.aligned.parts.get(part) == self.new.parts[j]
        place = 1 - abs(i / max(1, len(self.old.items)) - j / max(1, len(self.new.items)))
        return 0.35 * name + 0.45 * text + 0.12 * sections + 0.08 * place

    def similarity(self, i: int, j: int) -> float:
        """Name and text alike, 0–1, for the report."""
        return round(min(1.0, 0.4 * self._name(i, j) + 0.6 * self._text(i, j)), 3)

    def _text(self, i: int, j: int) -> float:
        """The share of text in common, or the likeness of the words where few sentences answer to each other."""
        part, other, contents = self.old.parts[i], self.new.parts[j], self.found.aligned.contents
        words = float(contents[part, other]) if part is not None and other is not None and contents is not None else 0.0
        share = self.shared[i, j] / max(1, (self.old.owned[i] + self.new.owned[j]) / 2)
        return max(min(1.0, share), words)

    def _name(self, i: int, j: int) -> float:
        from rapidfuzz.distance import Indel

        before, after = fold(self.old.items[i].name), fold(self.new.items[j].name)
        if self.found.edition.reason(before, after) is not None:
            return 1.0
        return float(Indel.normalized_similarity(before, after))


def _lone(found: Comparison, mine: _Extents, other: _Extents, index: int, pairs: ItemPairs, *, new_side: bool) -> Entry:
    """The entry of an item without a partner: added or removed, or a part of another one, or one side's reading of
    words that both have."""
    overlap = _overlap(found, mine, other, index, old=not new_side)
    total = sum(overlap.values())
    name, part = mine.items[index].name, mine.parts[index]
    if total < _SHARE * mine.weights[index]:
        return (
            Entry(None, index, None, name, new_part=part) if new_side else Entry(index, None, name, None, old_part=part)
        )
    best = max(overlap, key=lambda owner: overlap[owner])
    relation, counterpart = None, name
    still = part is not None and part in (set(found.aligned.parts.values()) if new_side else found.aligned.parts)
    if best >= 0 and overlap[best] >= 0.5 * total and other.parts[best] is not None and not still:
        relation = "split" if new_side else "merged"
        counterpart, counterpart_part = other.items[best].name, other.parts[best]
    else:
        counterpart_part = _section_of(found, mine.ranges[index], old=not new_side)
        title = _title(found.side(old=new_side), counterpart_part)
        counterpart = title if _like_names(found, name, title) else name
    if best >= 0:
        pairs.kin.add((best, index) if new_side else (index, best))
    score = round(min(1.0, total / max(1, mine.weights[index])), 3)
    if new_side:
        return Entry(None, index, counterpart, name, score, False, relation, counterpart_part, part)
    return Entry(index, None, name, counterpart, score, False, relation, part, counterpart_part)


def _overlap(found: Comparison, mine: _Extents, other: _Extents, index: int, *, old: bool) -> Counter[int]:
    """The text of an item that the other side has, by the item that has it there (-1: none)."""
    view, counts = found.side(old=old), Counter[int]()
    for unit in range(*mine.ranges[index]):
        number = found.group_at(unit, old=old)
        if number is not None:
            group = found.aligned.groups[number]
            owner = other.owner[(group.new if old else group.old)[0]]
            counts[-1 if owner is None else owner] += int(len(view.units[unit].key) * group.similarity)
    return counts


def _like_names(found: Comparison, one: str, two: str) -> bool:
    from rapidfuzz.distance import Indel

    before, after = fold(one), fold(two)
    return found.edition.reason(before, after) is not None or Indel.normalized_similarity(before, after) >= 0.6


def _section_of(found: Comparison, units: tuple[int, int], *, old: bool) -> int | None:
    """The section of the other side that most of the units' counterparts stand in, or above them."""
    other = found.side(old=not old)
    counts: Counter[int] = Counter()
    for unit in range(*units):
        number = found.group_at(unit, old=old)
        if number is None:
            continue
        group = found.aligned.groups[number]
        target = other.units[(group.new if old else group.old)[0]].part
        counts.update(other.ancestors(target))
    if not counts:
        return None
    most = max(counts.values())
    return max((p for p, n in counts.items() if n >= 0.8 * most), key=lambda p: other.parts[p].depth)


def _title(view: TextView, part: int | None) -> str:
    """The title of the section or the nearest titled one above it, else of the document."""
    for above in view.ancestors(part):
        if title := view.parts[above].section.title:
            return title
    info = view.document.document
    return info.title or info.notice_title or "全文"


def _insert_old(found: Comparison, old: _Extents, new: _Extents, pairs: ItemPairs) -> None:
    """Put the old items without a partner after the entry of the old item before them."""
    for i in range(len(old.items)):
        if i in pairs.of_old:
            continue
        entry = _lone(found, old, new, i, pairs, new_side=False)
        at = pairs.of_old[i - 1] + 1 if i else 0
        pairs.entries.insert(at, entry)
        pairs.of_old = {k: v + (v >= at) for k, v in pairs.of_old.items()} | {i: at}
        pairs.of_new = {k: v + (v >= at) for k, v in pairs.of_new.items()}


def _set_moved(old: _Extents, new: _Extents, pairs: ItemPairs) -> None:
    """Paired items outside of the heaviest rising sequence of places have moved."""
    paired = [e for e in pairs.entries if e.old is not None and e.new is not None]
    paired.sort(key=lambda e: old.ranges[e.old or 0])
    order = sorted(paired, key=lambda e: new.ranges[e.new or 0])
    place = {id(entry): at for at, entry in enumerate(order)}
    staying = rising([place[id(e)] for e in paired], [max(1, old.weights[e.old or 0]) for e in paired])
    for at, entry in enumerate(paired):
        entry.moved = at not in staying
