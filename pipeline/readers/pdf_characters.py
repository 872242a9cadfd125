"""Single characters of PDF text: what a font's map wrote for another character, and kinds of characters."""

from __future__ import annotations

import json
import unicodedata
from functools import lru_cache
from importlib.resources import files

#: Code points that are printed as nothing.
SPACES = frozenset((0x20, 0x09, 0xA0, 0x3000, 0x200B, 0x2002, 0x2003, 0x2009, 0x202F, 0xFEFF, 0xAD))


@lru_cache(maxsize=1)
def replacements() -> dict[int, str]:
    """Code point → text: radicals and compatibility ideographs that stand for a character, ligatures, soft hyphens."""
    data = json.loads(files("tiaokuan.gazetteer").joinpath("data/pdf_characters.json").read_text("utf-8"))
    table = {
        code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA))
    }
    table.update({ord(char): text for key in ("radicals", "letters") for char, text in data[key].items()})
    return table


_WIDE = frozenset("—…“”‘’·①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳※★☆→←↑↓□■○●◎△▲√×÷±≥≤≠℃‰ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ")


def unreadable(char: str) -> bool:
    """Whether a character is what a font without a usable map gives: a control, a private-use or no character."""
    return (
        char < " "
        or "\x7f" <= char <= "\x9f"
        or "\ue000" <= char <= "\uf8ff"
        or char in ("\ufffd", "\uffff")
        or char >= "\U000f0000"
    )


def is_wide(char: str) -> bool:
    """Whether a character fills an em square: Chinese characters and their punctuation."""
    return char >= "\u2e80" or char in _WIDE


def space_between(before: str, after: str, gap: float, space: int = 0) -> str:
    """The space between two characters ``gap`` ems apart; ``space``: 1 where PDFium put one, 2 where the file has one.

    Between Chinese and figures there is none unless the gap is wide: what looks like one is the typesetter's quarter
    em. Between Latin letters a printed or guessed one counts, between those and Chinese a printed one, between Chinese
    characters one that can be seen. An em is an ideographic space; a gap that sets two things apart is four spaces.
    """
    if gap >= 2.5:
        return "    "
    wide = is_wide(before), is_wide(after)
    if gap >= 0.75 and any(wide):
        return "\u3000"
    if gap > 0.6 or (wide == (False, False) and ((space and gap > 0.08) or gap > 0.3)):
        return " "
    if wide == (True, True):
        return " " if space and gap > 0.22 else ""
    return " " if space == 2 and gap > 0.08 and not (before.isdigit() or after.isdigit()) else ""
