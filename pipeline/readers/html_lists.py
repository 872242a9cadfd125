"""The numbers that a browser shows before the entries of an ordered list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tiaokuan.pipeline.readers.numbers import format_number

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STYLES = {
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "none": "none",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand",
    "simp-chinese-formal": "chineseLegalSimplified",
    "cjk-decimal": "ideographDigital",
    "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
}
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z -]+)", re.I)
# Classes of UEditor, the editor of most Chinese content systems: the number is drawn as a picture by its style sheet.
_UEDITOR = {
    "custom_cn": ("chineseCountingThousand", "%s、"),
    "custom_cn1": ("chineseCountingThousand", "%s）"),
    "custom_cn2": ("chineseCountingThousand", "（%s）"),
    "custom_num": ("decimal", "%s、"),
    "custom_num1": ("decimal", "%s）"),
    "custom_num2": ("decimal", "（%s）"),
}
_PRINTED = re.compile(
    r"[（(]?(?:\d{1,3}|[一二三四五六七八九十百]{1,5})[）)、.．]|第[一二三四五六七八九十百\d]{1,5}[章节条]|[\u2460-\u249b]"
)


@dataclass(slots=True)
class Numbers:
    """The numbers of a page's ordered lists, each list counted once."""

    counted: dict[_Element, dict[_Element, int]] = field(default_factory=dict)

    def marker_of(self, entry: _Element, text: str) -> str | None:
        """The number shown before ``entry`` (an ``li``) of an ordered list (``1.``, ``（一）``), or None.

        ``text`` is the entry's text: one that begins with a number of its own shows no second one (its site hides the
        list's by style sheet).
        """
        parent = entry.getparent()
        if parent is None or parent.tag != "ol" or _PRINTED.match(text):
            return None
        form, pattern = _form(parent, entry)
        if form == "none":
            return None
        if parent not in self.counted:
            self.counted[parent] = _count(parent)
        return pattern % format_number(self.counted[parent][entry], form)


def _form(parent: _Element, entry: _Element) -> tuple[str, str]:
    """The format and the pattern of an entry's number."""
    for name in parent.get("class", "").split():
        if name in _UEDITOR:
            return _UEDITOR[name]
    for element in (entry, parent):
        style = _STYLE.search(element.get("style", ""))
        for word in style[1].lower().split() if style else ():
            if word in _STYLES:
                form = _STYLES[word]
                return form, "%s、" if form.startswith(("chinese", "ideograph")) else "%s."
    kind = entry.get("type") or parent.get("type") or "1"
    return _TYPES.get(kind, "decimal"), "%s."


def _count(parent: _Element) -> dict[_Element, int]:
    """The entries' numbers: counted from ``start`` (or down, ``reversed``), set anew by ``value``."""
    entries = [e for e in parent if e.tag == "li"]
    step = -1 if parent.get("reversed") is not None else 1
    number = _integer(parent.get("start"), len(entries) if step < 0 else 1)
    numbers = {}
    for entry in entries:
        numbers[entry] = number = _integer(entry.get("value"), number)
        number += step
    return numbers


def _integer(text: str | None, default: int) -> int:
    match = re.fullmatch(r"\s*([+-]?\d{1,9})\s*", text or "")
    return int(match[1]) if match else default
