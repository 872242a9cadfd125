"""Which differences of wording the changes of facts, items and document fields explain.

A difference is explained word by word: by the figures and texts of the values that changed, by a clause that came or
went with its fact, by an item's new name. Whatever is left is text that no fact explains, and is reported as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tiaokuan.extractors.base import Kind, Quantity
from tiaokuan.pipeline.diff_changes import Judged
from tiaokuan.pipeline.diff_context import Comparison
from tiaokuan.pipeline.diff_facts import FactRef
from tiaokuan.pipeline.diff_fold import fold
from tiaokuan.pipeline.diff_items import ItemPairs
from tiaokuan.pipeline.diff_words import Hunk
from tiaokuan.pipeline.report_model import AttributeChange, DocumentChange

_SLACK = 1  # folded characters of a difference that need no explanation
_UNIT_SLACK = 0.3  # share of a sentence that may be left when its facts came or went
_BOUNDS = re.compile(
    "最高|至多|最多|最长|最短|不超过|不高于|不低于|不少于|超过|低于|少于|高于|以上|以下|以内|至少|达到|达|满|不|一次性|每年|"
    "每|年度|年|元|万元|的|按照|按|给予|予以|单个|标准|为|于|截至|截止|起|至|到|前|内|日|月|间|之|分别|和|与|及|并|或|且"
)
_BOUND_PATHS = ("value", "rate", "mode", "per", "frequency", "bound", "duration", "start", "end", "metric", "tier")


@dataclass
class Explained:
    """What is explained: per difference the words left on each side, per side the sentences' parts covered by facts."""

    left: dict[int, tuple[list[str], list[str]]] = field(default_factory=dict)
    covered: dict[tuple[bool, int], list[tuple[int, int]]] = field(default_factory=dict)

    def hunk(self, hunk: Hunk) -> bool:
        """True where next to nothing of the difference is left to explain."""
        old, new = self.left.get(id(hunk), (hunk.old_words, hunk.new_words))
        return max(_size(old), _size(new)) <= _SLACK and self.touched(hunk)

    def touched(self, hunk: Hunk) -> bool:
        """True where any change took a word of it."""
        return id(hunk) in self.left

    def words(self, hunk: Hunk) -> tuple[list[str], list[str]]:
        """The words of the hunk that are left, to be taken from in place."""
        return self.left.setdefault(id(hunk), (list(hunk.old_words), list(hunk.new_words)))


def _size(words: Iterable[str]) -> int:
    return len(_BOUNDS.sub("", "".join(words)))


def explain(
    found: Comparison, judged: Iterable[Judged], items: ItemPairs, changes: Iterable[DocumentChange]
) -> Explained:
    """Let every change take what it explains. Changes that are only to be confirmed explain nothing."""
    done = Explained()
    for one in judged:
        if one.change.severity == "to_confirm" and one.change.reason != "ocr":
            continue
        old, new = one.pair.old, one.pair.new
        if one.change.op == "changed" and old is not None and new is not None:
            _by_values(found, done, old, new, one.change.attributes)
        for ref, is_old in ((old, True), (new, False)):
            if ref is not None and one.change.op != "changed":
                _by_clause(found, done, ref, is_old)
            elif ref is not None:
                _cover(found, done, ref.start, ref.end, is_old)
    _by_names(found, done, items)
    for change in changes:
        for source, is_old in ((change.old_source, True), (change.new_source, False)):
            if source is not None:
                _take_all(found, done, source.start, source.end, is_old)
                _cover(found, done, source.start, source.end, is_old)
    return done


def _by_values(
    found: Comparison, done: Explained, old: FactRef, new: FactRef, attributes: list[AttributeChange]
) -> None:
    hunks = {id(h): h for h in found.around(old.start, old.end, old=True)}
    hunks.update({id(h): h for h in found.around(new.start, new.end, old=False)})
    roots = {a.path.split(".")[0] for a in attributes}
    bounds = not roots.isdisjoint(_BOUND_PATHS)
    if "per" in roots:  # 每名队员 is how the text says /名
        for hunk in hunks.values():
            for words in done.words(hunk):
                words[:] = [word for word in words if word[:1] not in "每单/"]
    befores, afters = _Values(a.before for a in attributes), _Values(a.after for a in attributes)
    for hunk in hunks.values():
        left, right = done.words(hunk)
        _take(left, hunk.old_figures, befores, bounds)
        _take(right, hunk.new_figures, afters, bounds)
        if left == hunk.old_words and right == hunk.new_words:
            del done.left[id(hunk)]


class _Values:
    """The values of one side: numbers, and all texts folded into one."""

    def __init__(self, values: Iterable[Any]) -> None:
        kept = [value for value in values if value is not None]
        flat = [entry for value in kept for entry in (value if isinstance(value, list) else [value])]
        self.numbers = {float(v) for v in flat if isinstance(v, int | float) and not isinstance(v, bool)}
        self.codes = {v for v in flat if isinstance(v, str)}
        self.text = "|".join(fold(v) for v in flat if isinstance(v, str))

    def has(self, quantity: Quantity) -> bool:
        """True where the figure is one of the values."""
        value = quantity.value
        ends = {end for end in (value.min, value.max) if end is not None}
        if quantity.number is not None:
            ends |= {end for end in (quantity.number.min, quantity.number.max) if end is not None}
        if quantity.kind == Kind.RATIO and value.ratio is not None:
            return True
        return any(end in self.codes if isinstance(end, str) else float(end) in self.numbers for end in ends)


def _take(words: list[str], figures: list[Quantity], values: _Values, bounds: bool) -> None:
    """Take from ``words`` what the values explain: their figures, words that stand in their texts, words that bound."""
    from tiaokuan.pipeline.diff_fold import quantity_key

    keys = {quantity_key(q) for q in figures if values.has(q)}
    words[:] = [
        word
        for word in words
        if word not in keys and not (values.text and word in values.text) and not (bounds and not _BOUNDS.sub("", word))
    ]


def _by_clause(found: Comparison, done: Explained, ref: FactRef, is_old: bool) -> None:
    """A fact that came or went takes all words of its clause."""
    for hunk in found.touching(ref.start, ref.end, old=is_old):
        start, end = (hunk.old_start, hunk.old_end) if is_old else (hunk.new_start, hunk.new_end)
        inside = min(end, ref.end) - max(start, ref.start)
        if inside >= 0.7 * (end - start):
            done.words(hunk)[0 if is_old else 1].clear()
        elif inside > 0:
            words, quote = done.words(hunk)[0 if is_old else 1], fold(ref.fact.source.quote)
            words[:] = [word for word in words if word not in quote]
    _cover(found, done, ref.start, ref.end, is_old)


def _by_names(found: Comparison, done: Explained, items: ItemPairs) -> None:
    """Names of items are told by the items' own entries."""
    for entry in items.entries:
        for part, is_old in ((entry.old_part, True), (entry.new_part, False)):
            view = found.side(old=is_old)
            if part is None or (entry.old if is_old else entry.new) is None:
                continue
            units = view.units[view.parts[part].first : view.parts[part].first + 1]
            for unit in units:
                if unit.heading:
                    _take_all(found, done, unit.start, unit.end, is_old)
                    _cover(found, done, unit.start, unit.end, is_old)


def _take_all(found: Comparison, done: Explained, start: int, end: int, is_old: bool) -> None:
    for hunk in found.touching(start, end, old=is_old):
        old, new = done.words(hunk)
        old.clear()
        new.clear()


def _cover(found: Comparison, done: Explained, start: int, end: int, is_old: bool) -> None:
    for unit in found.side(old=is_old).units_in(start, end):
        done.covered.setdefault((is_old, unit), []).append((start, end))


def unit_explained(found: Comparison, done: Explained, unit: int, *, old: bool) -> bool:
    """True where facts (or a name) that came or went cover nearly all of a sentence without a counterpart."""
    view = found.side(old=old)
    place = view.units[unit]
    if place.heading and place.part is not None and _with_its_section(found, done, place.part, unit, old=old):
        return True
    spans = sorted(done.covered.get((old, unit), []))
    if not spans:
        return False
    at, rest = place.start, ""
    for start, end in spans:
        if start > at:
            rest += view.text[at : min(start, place.end)]
        at = max(at, min(end, place.end))
    rest += view.text[at : place.end]
    left = _size([fold(rest)])
    return left <= 2 or left <= _UNIT_SLACK * len(place.key)


def _with_its_section(found: Comparison, done: Explained, part: int, heading: int, *, old: bool) -> bool:
    """A heading (申报材料) comes and goes with what stands under it: told where all of that is told."""
    view = found.side(old=old)
    units = [u for u in range(view.parts[part].first, view.parts[part].last) if u != heading]
    if not units or any(found.group_at(u, old=old) is not None for u in units):
        return False
    return all(unit_explained(found, done, u, old=old) for u in units)
