"""Which fact of the new document answers to which of the old one, and what differs between the two.

A fact is told by its identity (an amount by label, trigger, tier, kind and unit; a material by its name; a condition
by its text and metric …) together with the place of its words: facts of sentences that answer to each other, of items
that do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from tiaokuan.pipeline.align_scores import Matrix, assign
from tiaokuan.pipeline.diff_context import Comparison
from tiaokuan.pipeline.diff_fold import fold
from tiaokuan.pipeline.diff_items import ItemPairs
from tiaokuan.pipeline.diff_view import TextView
from tiaokuan.pipeline.report_model import AnyFact, FieldName
from tiaokuan.pipeline.schema import Amount, Applicant, Cap, Condition, Facts, Material, Metric, Period, Target

FIELDS: tuple[FieldName, ...] = ("amounts", "caps", "periods", "conditions", "targets", "materials", "applicants")
_FLOOR = 0.5
UNSURE = 0.5  # likeness below which it is uncertain whether two sentences answer to each other
_IGNORED = frozenset({"id", "source", "ordinal"})


@dataclass(slots=True)
class FactRef:
    """A fact with its place: the item it belongs to (None: common), the sentences that state it, its values."""

    fact: AnyFact
    field: FieldName
    item: int | None
    units: list[int]
    values: dict[str, Any]
    signature: str

    @property
    def start(self) -> int:
        """Where its source begins."""
        return self.fact.source.start

    @property
    def end(self) -> int:
        """Where its source ends."""
        return self.fact.source.end


@dataclass(slots=True)
class FactPair:
    """Two facts that answer to each other, or one alone; ``score`` says how surely. ``elsewhere``: one alone, but the
    other document states the same under another item."""

    field: FieldName
    old: FactRef | None
    new: FactRef | None
    score: float = 1.0
    elsewhere: bool = False


def fact_refs(view: TextView) -> dict[FieldName, list[FactRef]]:
    """All facts of a document by field, in the order of their sources."""
    found: dict[FieldName, list[FactRef]] = {name: [] for name in FIELDS}
    holders: list[tuple[int | None, Facts]] = [(None, view.document.common)]
    holders += list(enumerate(view.document.items))
    for item, holder in holders:
        for name in FIELDS:
            found[name] += [_ref(view, fact, name, item) for fact in getattr(holder, name)]
    for refs in found.values():
        refs.sort(key=lambda ref: (ref.start, ref.end))
    return found


def _ref(view: TextView, fact: AnyFact, name: FieldName, item: int | None) -> FactRef:
    values = dict(leaves(fact.model_dump(mode="json")))
    signature = "|".join(f"{path}={_plain(value)}" for path, value in sorted(values.items()) if value not in (None, []))
    return FactRef(fact, name, item, view.units_in(fact.source.start, fact.source.end), values, signature)


def leaves(value: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """The values of a fact by dotted path; lists whole, id, source and printed number left out."""
    for key, entry in value.items():
        if key in _IGNORED and not above:
            continue
        path = f"{above}.{key}" if above else key
        if isinstance(entry, dict):
            yield from leaves(entry, path)
        else:
            yield path, entry


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return fold(value)
    if isinstance(value, list):
        return "、".join(fold(str(entry)) for entry in value)
    return str(float(value)) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def same_value(before: Any, after: Any) -> bool:
    """Equal but for typography, order in a list, and the binary noise of numbers."""
    if isinstance(before, list) and isinstance(after, list):
        return sorted(map(_plain, before)) == sorted(map(_plain, after))
    return _plain(before) == _plain(after) or (_is_empty(before) and _is_empty(after))


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [])


# --------------------------------------------------------------------------------------------------------- pairing


def pair_facts(found: Comparison, items: ItemPairs) -> list[FactPair]:
    """Every fact of both documents, in a pair or alone."""
    old, new = fact_refs(found.old), fact_refs(found.new)
    pairs: list[FactPair] = []
    for name in FIELDS:
        pairs += _pair_field(found, items, name, old[name], new[name])
    return pairs


def _pair_field(
    found: Comparison, items: ItemPairs, name: FieldName, old: list[FactRef], new: list[FactRef]
) -> list[FactPair]:
    """Facts alike in every value in sentences that answer to each other first; then the best of the rest."""
    pairs: list[FactPair] = []
    for alike in (True, False):
        wanted = _alike(found, old, new) if alike else _candidates(found, items, old, new)
        chosen = _assigned(found, items, old, new, wanted)
        pairs += [FactPair(name, old[a], new[b], score) for a, b, score in chosen]
        left, right = {a for a, *_ in chosen}, {b for _, b, _ in chosen}
        old = [ref for a, ref in enumerate(old) if a not in left]
        new = [ref for b, ref in enumerate(new) if b not in right]
    both = {ref.signature for ref in old} & {ref.signature for ref in new}
    pairs += [FactPair(name, ref, None, elsewhere=ref.signature in both) for ref in old]
    pairs += [FactPair(name, None, ref, elsewhere=ref.signature in both) for ref in new]
    return pairs


def _assigned(
    found: Comparison, items: ItemPairs, old: list[FactRef], new: list[FactRef], wanted: Iterable[tuple[int, int]]
) -> list[tuple[int, int, float]]:
    import numpy as np

    if not old or not new:
        return []
    scores: Matrix = np.zeros((len(old), len(new)), dtype=np.float32)
    for a, b in wanted:
        scores[a, b] = _score(found, items, old[a], new[b])
    return [(a, b, float(scores[a, b])) for a, b in assign(scores, _FLOOR)]


def _alike(found: Comparison, old: list[FactRef], new: list[FactRef]) -> set[tuple[int, int]]:
    """Pairs with equal values in sentences that answer to each other."""
    by_place: dict[tuple[int, str], list[int]] = defaultdict(list)
    for b, ref in enumerate(new):
        for number in _groups(found, ref, old=False):
            by_place[number, ref.signature].append(b)
    return {
        (a, b)
        for a, ref in enumerate(old)
        for number in _groups(found, ref, old=True)
        for b in by_place[number, ref.signature]
    }


def _candidates(found: Comparison, items: ItemPairs, old: list[FactRef], new: list[FactRef]) -> set[tuple[int, int]]:
    """Pairs worth scoring: of sentences or items that answer to each other, or alike in every value."""
    by_group: dict[int, list[int]] = defaultdict(list)
    by_signature: dict[str, list[int]] = defaultdict(list)
    by_item: dict[int | None, list[int]] = defaultdict(list)
    for b, ref in enumerate(new):
        for number in _groups(found, ref, old=False):
            by_group[number].append(b)
        by_signature[ref.signature].append(b)
        by_item[ref.item].append(b)
    chosen: set[tuple[int, int]] = set()
    for a, ref in enumerate(old):
        near = [b for number in _groups(found, ref, old=True) for b in by_group[number]]
        near += by_signature[ref.signature]
        for i, j in items.kin:
            if i == ref.item:
                near += by_item[j]
        if ref.item is None:
            near += by_item[None]
        chosen |= {(a, b) for b in near}
    return chosen


def _groups(found: Comparison, ref: FactRef, *, old: bool) -> set[int]:
    numbers = {found.group_at(unit, old=old) for unit in ref.units}
    return {number for number in numbers if number is not None}


def _score(found: Comparison, items: ItemPairs, old: FactRef, new: FactRef) -> float:
    """Likeness of identity (half), nearness of the words (two fifths), equal values (a tenth)."""
    same = old.signature == new.signature
    likeness = 1.0 if same else IDENTITIES[old.field](old.fact, new.fact)
    near = _nearness(found, items, old, new)
    if near == 0.0 and (items.apart(old.item, new.item) or not (same and _quotes_alike(old, new))):
        return 0.0
    if likeness < (0.6 if near < 0.7 else 0.85 if _unsure(found, old, new) else 0.0):
        return 0.0
    return 0.5 * likeness + 0.4 * near + 0.1 * same + (0.1 if near == 0.0 else 0.0)


def _nearness(found: Comparison, items: ItemPairs, old: FactRef, new: FactRef) -> float:
    common = _groups(found, old, old=True) & _groups(found, new, old=False)
    if common and not items.apart(old.item, new.item):
        return 0.8 + 0.2 * (1 - abs(_place(found.old, old) - _place(found.new, new)))
    if not items.related(old.item, new.item):
        return 0.0
    return 0.45 if old.item is not None and new.item is not None else 0.3


def _unsure(found: Comparison, old: FactRef, new: FactRef) -> bool:
    """True where it is uncertain whether the sentences answer to each other at all."""
    common = _groups(found, old, old=True) & _groups(found, new, old=False)
    return bool(common) and max(found.aligned.groups[n].similarity for n in common) < UNSURE


def _place(view: TextView, ref: FactRef) -> float:
    """Where in its sentences the fact stands, 0–1."""
    if not ref.units:
        return 0.5
    start, end = view.units[ref.units[0]].start, view.units[ref.units[-1]].end
    return ((ref.start + ref.end) / 2 - start) / max(1, end - start)


def _quotes_alike(old: FactRef, new: FactRef) -> bool:
    return _like(old.fact.source.quote, new.fact.source.quote) >= 0.8


# -------------------------------------------------------------------------------------------------------- identity


def _like(before: str | None, after: str | None) -> float:
    """Likeness of two texts, 1 where both are missing, 0 where one is."""
    from rapidfuzz.distance import Indel

    if not before or not after:
        return 1.0 if not before and not after else 0.0
    return float(Indel.normalized_similarity(fold(before), fold(after)))


def _amounts(a: Amount, b: Amount) -> float:
    per = (a.per.unit if a.per else None) == (b.per.unit if b.per else None)
    tier = _tier(a) == _tier(b)
    sort = (a.value is None) == (b.value is None)
    value = a.value == b.value and a.rate == b.rate
    parts = (0.28 * _like(a.label, b.label), 0.27 * _like(a.trigger, b.trigger), 0.12 * tier, 0.1 * (a.kind == b.kind))
    return sum(parts) + 0.08 * per + 0.1 * sort + 0.05 * value


def _tier(amount: Amount) -> object:
    return amount.tier.model_dump() if amount.tier else None


def _caps(a: Cap, b: Cap) -> float:
    if (a.measure == "money") != (b.measure == "money"):
        return 0.2
    same = 0.25 * (a.measure == b.measure) + 0.15 * (a.unit == b.unit) + 0.1 * (a.per_period == b.per_period)
    return same + 0.4 * _like(a.scope, b.scope) + 0.1 * (a.value == b.value)


def _materials(a: Material, b: Material) -> float:
    return 0.9 * _like(a.name, b.name) + 0.1 * (a.condition == b.condition)


def _periods(a: Period, b: Period) -> float:
    form = (a.duration is None) == (b.duration is None) and (a.start is None) == (b.start is None)
    same = a.duration == b.duration and a.start == b.start and a.end == b.end
    return 0.5 * (a.role == b.role) + 0.2 * _like(a.milestone, b.milestone) + 0.2 * form + 0.1 * same


def _metric(a: Metric | None, b: Metric | None) -> float:
    if a is None or b is None:
        return 1.0 if a is b else 0.4
    return 0.8 * _like(a.name, b.name) + 0.2 * (a.unit == b.unit)


def _conditions(a: Condition, b: Condition) -> float:
    return 0.6 * _like(a.text, b.text) + 0.3 * _metric(a.metric, b.metric) + 0.1 * (a.polarity == b.polarity)


def _targets(a: Target, b: Target) -> float:
    return 0.6 * _like(a.text, b.text) + 0.4 * _metric(a.metric, b.metric)


def _applicants(a: Applicant, b: Applicant) -> float:
    same = 0.15 * (a.category == b.category) + 0.15 * (a.role == b.role)
    return 0.6 * _like(a.label, b.label) + same + 0.1 * _like("、".join(a.qualifiers), "、".join(b.qualifiers))


IDENTITIES = cast(
    "dict[FieldName, Callable[[Any, Any], float]]",
    {
        "amounts": _amounts,
        "caps": _caps,
        "materials": _materials,
        "periods": _periods,
        "conditions": _conditions,
        "targets": _targets,
        "applicants": _applicants,
    },
)
