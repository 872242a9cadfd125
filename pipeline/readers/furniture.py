"""What web pages print around a document: navigation, buttons, and the lines of the page's own metadata.

Used for html and for text that a crawler made of a page. Lines are judged whole: a line that holds anything besides
furniture stays.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

_CODE = re.compile(
    r"\$\(|function\s*\(|\bvar\s+\w+\s*=|document\.|window\.|\bwindow\[|=>\s*\{|\{[^{}]*:[^{}]*;|/\*.*?\*/|javascript:"
)
_CJK = re.compile(r"[\u4e00-\u9fff]")
_DATE = re.compile(
    r"(?<!\d)(\d{4})\s*[-年/.．]\s*(\d{1,2})\s*[-月/.．]\s*(\d{1,2})\s*日?(?:\s*[T ]?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
)
_EDGES = " \t\u3000\u00a0[]【】()（）|丨｜;；,，"
_REPRINT = re.compile(r"^[（(【\[]\s*转[载发]\s*[）)】\]]\s*")
_DATE_KEYS = frozenset({"issued_on", "published_on", "effective_from", "effective_to"})
_LABEL_GAP = re.compile(r"[\s\u3000\u00a0]")


@dataclass(frozen=True, slots=True)
class Label:
    """A label of page metadata: the key that it fills (None: noise) and where it may stand."""

    key: str | None
    card_only: bool = False
    short: bool = False


@dataclass(frozen=True, slots=True)
class Furniture:
    """The compiled table ``gazetteer/data/web_furniture.json``."""

    labels: dict[str, Label]
    label: re.Pattern[str]
    buttons: frozenset[str]
    lines: re.Pattern[str]
    related_link: re.Pattern[str]
    attachment_link: re.Pattern[str]
    names: re.Pattern[str]
    examples: list[tuple[str, str]] = field(default_factory=list)


@lru_cache(maxsize=1)
def furniture() -> Furniture:
    """The table, compiled once. Its examples are (pattern name, text) pairs that the pattern must match."""
    data = json.loads(files("tiaokuan.gazetteer").joinpath("data/web_furniture.json").read_text("utf-8"))
    labels = _labels(data["fields"])
    by_length = sorted(labels, key=len, reverse=True)
    names = "|".join(r"\s?".join(map(re.escape, name)) for name in by_length)
    lines = "|".join(f"(?:{entry['pattern']})" for entry in data["lines"])
    examples = [("lines", e) for entry in data["lines"] for e in entry["examples"]]
    examples += [(k, e) for k in ("related_link", "attachment_link") for e in data[k]["examples"]]
    examples += [("names", e) for e in data["furniture_names"]["examples"]]
    return Furniture(
        labels=labels,
        label=re.compile(rf"({names})\s*[:：]\s*"),
        buttons=frozenset(data["buttons"]),
        lines=re.compile(lines),
        related_link=re.compile(data["related_link"]["pattern"]),
        attachment_link=re.compile(data["attachment_link"]["pattern"], re.IGNORECASE),
        names=re.compile(data["furniture_names"]["pattern"], re.IGNORECASE),
        examples=examples,
    )


def _labels(entries: list[dict[str, Any]]) -> dict[str, Label]:
    table: dict[str, Label] = {}
    for entry in entries:
        for name in entry["labels"]:
            card = bool(entry.get("card_only") or entry.get("front_only")) or name in entry.get("card_only_labels", ())
            plain = _LABEL_GAP.sub("", name)
            table[plain] = Label(entry["key"], card, plain in entry.get("short_labels", ()))
    return table


def clean(text: str) -> str:
    """``text`` without the white space around it, ideographic and no-break spaces included."""
    return text.strip(" \t\r\n\f\v\u3000\u00a0\u2002\u2003\u200b\ufeff")


def is_code(text: str) -> bool:
    """Whether a line is script or style sheet that a converter left, not prose."""
    if not any(sign in text for sign in "{}();") or not _CODE.search(text):
        return False
    letters = sum(c.isascii() and not c.isspace() for c in text)
    return letters > 2 * len(_CJK.findall(text))


def is_furniture(text: str) -> bool:
    """Whether a whole line is a page's furniture: navigation, a button, a footer, script."""
    line = clean(text)
    if not line:
        return True
    table = furniture()
    if len(line) <= 300 and table.lines.fullmatch(line):
        return True
    if is_code(line):
        return True
    words = [w for w in re.split(r"[\s\u3000\u00a0|丨｜\[\]【】]+", line) if w]
    return len(words) > 1 and all(w in table.buttons for w in words)


def metadata_line(text: str) -> dict[str, str] | None:
    """The metadata of a line that holds nothing else (发布时间：2025-01-02 来源：某局 浏览次数：3); None for others.

    An empty dict: a metadata line without a value of use. Values of date keys are ISO 8601.
    """
    line = clean(text)
    if not line or len(line) > 300:
        return None
    table = furniture()
    hits = [(m.start(), m.end(), table.labels[_LABEL_GAP.sub("", m[1])]) for m in table.label.finditer(line)]
    if not hits or not _only_noise(line[: hits[0][0]]):
        return None
    ends = [start for start, _, _ in hits[1:]] + [len(line)]
    found: dict[str, str] = {}
    strong = len(hits) > 1
    for (_, begin, label), end in zip(hits, ends, strict=True):
        value = line[begin:end].strip(_EDGES)
        if not _value_fits(label, value, strong):
            return None
        if label.key and (tidy := tidy_value(label.key, value)):
            found.setdefault(label.key, tidy)
    return found


def _only_noise(text: str) -> bool:
    """Whether what stands before the first label is a date or buttons only."""
    rest = _DATE.sub("", text).strip(_EDGES)
    return not rest or all(w in furniture().buttons for w in re.split(r"[\s\u3000|]+", rest))


def _value_fits(label: Label, value: str, strong: bool) -> bool:
    if label.card_only or any(c in value for c in "。；"):
        return False
    if label.key in _DATE_KEYS:
        rest = _DATE.sub("", value).strip(_EDGES + "：:")
        return (bool(_DATE.search(value)) or not value) and _only_buttons(rest)
    if label.key is None:
        return len(value) <= 40 and (strong or not label.short)
    return len(value) <= 60


def _only_buttons(text: str) -> bool:
    table = furniture()
    return not text or is_furniture(text) or all(w in table.buttons for w in re.split(r"[\s\u3000|]+", text))


def tidy_value(key: str, value: str) -> str:
    """A metadata value as it is kept: dates as ISO 8601 (empty where there is none), others without edges."""
    value = clean(value)
    if key in _DATE_KEYS:
        return iso_date(value) or ""
    if key == "title":
        return _REPRINT.sub("", value)
    return "" if value in {"-", "--", "无", "暂无"} else value.strip(_EDGES)


def iso_date(text: str) -> str | None:
    """The first full date of ``text`` as ``YYYY-MM-DD``, or None."""
    found = _DATE.search(text)
    if not found:
        return None
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    if not (1949 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def card_label(text: str) -> Label | None:
    """The label that a cell of a page's information card holds (索引号：), or None."""
    plain = _LABEL_GAP.sub("", clean(text)).rstrip(":：").strip("[]【】")
    return furniture().labels.get(plain) if len(plain) <= 8 else None
