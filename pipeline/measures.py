"""What makes two facts of a kind, or two items, the same one, and what else of them is compared (see
``pipeline.evaluate``)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from tiaokuan.gazetteer.deferred import deferred

Json = Mapping[str, Any]

#: Two names are the same item's, two texts the same condition, from this likeness on.
ALIKE = 0.6
#: A free-text attribute is right from this likeness on.
HALF_ALIKE = 0.5

_SPACE = deferred(r"\s+")
_PUNCTUATION = str.maketrans("“”‘’〔〕【】、；，。：", "\"\"''[][],;,.:")


def likeness(a: str, b: str) -> float:
    """Ratcliff–Obershelp likeness of two strings, 0 to 1."""
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def plain(text: object) -> str:
    """A text for comparing: NFKC, no white space, one form of quotes and brackets, no punctuation at the ends."""
    compact = _SPACE.sub("", unicodedata.normalize("NFKC", str(text or ""))).translate(_PUNCTUATION)
    return compact.strip(".,;:!?-—·*")


@dataclass(frozen=True, slots=True)
class Measure:
    """How facts of one kind are compared: ``key`` makes two facts the same one, ``attributes`` are asked of each pair,
    ``texts`` are free-text attributes, asked where gold gives them."""

    key: Callable[[Json], tuple[Hashable, ...]]
    attributes: Callable[[Json], Mapping[str, Hashable]]
    texts: tuple[str, ...] = ()


def interval_key(value: Json | None) -> Hashable:
    """The ends of an interval, numbers rounded; None where there is none."""
    if not value:
        return None
    if value.get("ratio"):
        return ("ratio", tuple(value["ratio"]))
    return (_end(value.get("min")), _end(value.get("max")))


def _end(value: object) -> Hashable:
    return round(float(value), 6) if isinstance(value, int | float) else value if isinstance(value, str) else None


def _open(value: Json | None) -> Hashable:
    """Which ends an interval excludes: (lower, upper)."""
    value = value or {}
    return tuple(value.get(end) is not None and value.get(f"{end}_inclusive") is False for end in ("min", "max"))


def metric_value(fact: Json) -> Hashable:
    """The ends of a fact's metric; None where it has none."""
    return interval_key((fact.get("metric") or {}).get("value"))


def _of(fact: Json, key: str, inner: str) -> Any:
    return (fact.get(key) or {}).get(inner)


def _amount_attributes(fact: Json) -> Mapping[str, Hashable]:
    tier = _of(fact, "tier", "interval")
    return {
        "mode": fact.get("mode"),
        "kind": fact.get("kind"),
        "per": _of(fact, "per", "unit"),
        "label": plain(fact.get("label")) or None,
        "frequency": fact.get("frequency"),
        "tier": interval_key(tier),
        "currency": _of(fact, "tier", "currency"),
        "open": _open(tier),
    }


MEASURES: Mapping[str, Measure] = {
    "applicants": Measure(
        key=lambda f: (plain(f.get("label")),),
        attributes=lambda f: {"role": f.get("role"), "region": _of(f, "region", "code"), "joint": f.get("joint")},
        texts=("qualifiers",),
    ),
    "materials": Measure(
        key=lambda f: (plain(f.get("name")),),
        attributes=lambda f: {
            "form": f.get("form"),
            "attachment": f.get("attachment"),
            "lookback": f.get("lookback"),
            "sealed": bool(f.get("sealed")),
            "parts": len(f.get("parts") or []),
        },
        texts=("condition",),
    ),
    "periods": Measure(
        key=lambda f: (f.get("role"), f.get("duration"), f.get("start"), f.get("end")),
        attributes=lambda f: {"bound": f.get("bound")},
    ),
    "amounts": Measure(
        key=lambda f: (interval_key(f.get("value")), interval_key(f.get("rate"))),
        attributes=_amount_attributes,
        texts=("trigger", "rate_base"),
    ),
    "caps": Measure(
        key=lambda f: (f.get("measure"), _end(f.get("value") or 0)),
        attributes=lambda f: {
            "scope": plain(f.get("scope")) or None,
            "unit": f.get("unit"),
            "per_period": f.get("per_period"),
        },
    ),
    "conditions": Measure(
        key=lambda f: (),
        attributes=lambda f: {
            "polarity": f.get("polarity"),
            "metric": metric_value(f),
            "open": _open(_of(f, "metric", "value")),
        },
    ),
    "targets": Measure(key=lambda f: (metric_value(f),), attributes=lambda f: {"unit": _of(f, "metric", "unit")}),
}


def compare(measure: Measure, gold: Json, found: Json) -> Iterator[tuple[str, bool]]:
    """Each attribute that is asked of a matched pair, and whether it is right."""
    wanted, got = measure.attributes(gold), measure.attributes(found)
    yield from ((name, value == got[name]) for name, value in wanted.items())
    for name in measure.texts:
        if gold.get(name):
            a, b = (plain("".join(fact.get(name) or "")) for fact in (gold, found))
            yield name, likeness(a, b) >= HALF_ALIKE or bool(b and (a in b or b in a))


def pair_names(wanted: Sequence[str], got: Sequence[str]) -> dict[str, str]:
    """Each found name with the gold name most like it (at least ``ALIKE``), best first, one to one."""
    ranked = sorted(((likeness(plain(w), plain(g)), w, g) for w in wanted for g in got), reverse=True)
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for ratio, want, have in ranked:
        if ratio >= ALIKE and want not in taken and have not in pairs:
            pairs[have] = want
            taken.add(want)
    return pairs


def pair_texts(wanted: Sequence[Json], got: Sequence[Json]) -> list[tuple[Json, Json]]:
    """Facts whose texts are alike (at least ``ALIKE``), those with the same metric first, then the most alike."""
    ranked = sorted(
        (
            (metric_value(w) == metric_value(g), likeness(plain(w.get("text")), plain(g.get("text"))), i, j)
            for i, w in enumerate(wanted)
            for j, g in enumerate(got)
        ),
        reverse=True,
    )
    left: set[int] = set()
    right: set[int] = set()
    pairs = []
    for _, ratio, i, j in ranked:
        if ratio >= ALIKE and i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((wanted[i], got[j]))
    return pairs
