"""A finished result as rows: its facts with their figures in columns, and its text as clauses."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tiaokuan.pipeline.schema import Document, Fact, Facts, Section

Row = dict[str, Any]
KINDS: tuple[str, ...] = tuple(Facts.model_fields)
_FORBIDDEN = re.compile("[\x00\ud800-\udfff]")  # what PostgreSQL's text and UTF-8 cannot hold
_TITLE_LENGTH = 12


def pack(document: Document) -> bytes:
    """The whole result, small: zlib over the contract's JSON."""
    return zlib.compress(document.model_dump_json().encode("utf-8", "replace"), 6)


def unpack(payload: bytes) -> Document:
    """The result that ``pack`` packed."""
    return Document.model_validate_json(zlib.decompress(payload))


def fact_rows(document: Document) -> list[Row]:
    """Every fact as a row for ``catalogue_models.Fact``, in the document's order, without its extraction. ``data`` is
    the fact of the contract but for the quote, which has its own column."""
    places = section_places(document.sections)
    groups: list[tuple[str | None, str | None, Facts]] = [(item.id, item.name, item) for item in document.items]
    groups.append((None, None, document.common))
    return [
        {
            **_EMPTY,
            **_COLUMNS[kind](data := clean(fact.model_dump(mode="json", exclude={"source": {"quote"}}))),
            **_source(fact, places),
            "fact_id": fact.id,
            "position": position,
            "kind": kind,
            "item_id": item_id,
            "item": clean(item),
            "data": data,
        }
        for position, (item_id, item, kind, fact) in enumerate(_facts(groups))
    ]


def _facts(groups: Iterable[tuple[str | None, str | None, Facts]]) -> Iterator[tuple[str | None, str | None, str, Any]]:
    for item_id, name, facts in groups:
        for kind in KINDS:
            for fact in getattr(facts, kind):
                yield item_id, name, kind, fact


def _source(fact: Fact, places: Mapping[str, str]) -> Row:
    source = fact.source
    return {
        "section_id": source.section_id,
        "place": places.get(source.section_id or ""),
        "page": source.page,
        "start": source.start,
        "end": source.end,
        "quote": clean(source.quote),
    }


def clause_rows(document: Document) -> list[Row]:
    """The text as rows for ``catalogue_models.Clause``: each section's own text, and each paragraph that stands in none
    (titles, preambles, tails). Together they hold every character that is not white space."""
    places = section_places(document.sections)
    rows: list[Row] = []
    end = 0
    sections = sorted(_walk(document.sections), key=lambda section: section.source.start)
    for section in sections:
        source = section.source
        rows += _outside(document.text, end, source.start)
        end = max(end, source.end)
        row = _clause(source.start, document.text[source.start : source.end], source.page)
        heading = clean(section.title)
        rows.append({**row, "section_id": section.id, "place": places[section.id], "heading": heading})
    return [*rows, *_outside(document.text, end, len(document.text))]


def _outside(text: str, start: int, end: int) -> Iterator[Row]:
    for match in re.compile(r"[^\n]*\S[^\n]*").finditer(text, start, end):
        yield _clause(match.start(), match[0], None)


def _clause(start: int, text: str, page: int | None) -> Row:
    return {"start": start, "section_id": None, "place": None, "heading": None, "page": page, "text": clean(text)}


def section_places(sections: Iterable[Section], above: str = "") -> dict[str, str]:
    """Where each section stands, by id, as a clerk cites it: 三、（二）1."""
    places = {}
    for section in sections:
        title = clean(section.title)
        own = section.marker or (f"“{title[:_TITLE_LENGTH]}”" if title else "")
        places[section.id] = above + own
        places |= section_places(section.children, above + own)
    return places


def _walk(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _walk(section.children)


def clean(value: Any) -> Any:
    """``value`` with what no database text can hold (NUL, lone surrogates) as U+FFFD, in strings at any depth."""
    if isinstance(value, str):
        return _FORBIDDEN.sub("\ufffd", value) if _FORBIDDEN.search(value) else value
    if isinstance(value, dict):
        return {key: clean(inner) for key, inner in value.items()}
    return [clean(inner) for inner in value] if isinstance(value, list) else value


_EMPTY: Row = dict.fromkeys(
    ("label", "code", "mode", "value_min", "value_max", "rate_min", "rate_max", "unit", "currency", "starts", "ends",
     "duration")
)  # fmt: skip


def _applicant(data: Row) -> Row:
    return {"label": data["label"], "code": data["category"], "mode": data["role"]}


def _material(data: Row) -> Row:
    return {"label": data["name"], "code": data["form"], "duration": data["lookback"]}


def _period(data: Row) -> Row:
    return {
        "label": data["milestone"], "code": data["role"], "mode": data["bound"], "starts": data["start"],
        "ends": data["end"], "duration": data["duration"],
    }  # fmt: skip


def _amount(data: Row) -> Row:
    return {
        "label": data["label"] or data["trigger"], "code": data["kind"], "mode": data["mode"],
        "unit": (data["per"] or {}).get("unit"), "currency": data["currency"],
        **_ends(data["value"], "value"), **_ends(data["rate"], "rate"),
    }  # fmt: skip


def _cap(data: Row) -> Row:
    column = "rate_max" if data["measure"] == "rate" else "value_max"
    return {
        "label": data["scope"], "code": data["measure"], "mode": data["per_period"], "unit": data["unit"],
        "currency": data["currency"] if data["measure"] == "money" else None, column: float(data["value"]),
    }  # fmt: skip


def _condition(data: Row) -> Row:
    return {"label": data["text"], "code": data["polarity"], **_metric(data["metric"])}


def _target(data: Row) -> Row:
    return {"label": data["text"], **_metric(data["metric"])}


def _metric(metric: Row | None) -> Row:
    if metric is None:
        return {}
    same = {"unit": metric["unit"], "currency": metric["currency"], "duration": metric["lookback"]}
    return {**same, **_ends(metric["value"], "value")}


def _ends(value: Row | None, column: str) -> Row:
    """An interval's ends: numbers in ``<column>_min`` and ``_max``, dates in ``starts`` and ``ends``."""
    found: Row = {}
    for end, day in (("min", "starts"), ("max", "ends")):
        bound = (value or {}).get(end)
        if isinstance(bound, str):
            found[day] = bound
        elif bound is not None:
            found[f"{column}_{end}"] = float(bound)
    return found


_COLUMNS = {
    "applicants": _applicant,
    "materials": _material,
    "periods": _period,
    "amounts": _amount,
    "caps": _cap,
    "conditions": _condition,
    "targets": _target,
}
