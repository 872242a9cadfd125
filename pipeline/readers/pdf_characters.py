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


def unreadable(code: int) -> bool:
    """Whether a code point is what a font without a usable map gives: none, a control, a private-use character."""
    return (
        code < 0x20 or 0x7F <= code <= 0x9F or 0xE000 <= code <= 0xF8FF or code in (0xFFFD, 0xFFFF) or code >= 0xF0000
    )


def is_wide(char: str) -> bool:
    """Whether a character fills an em square: Chinese characters and their punctuation."""
    return char >= "\u2e80" or char in "—…“”‘’·①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳※★☆→←↑↓□■○●◎△▲√×÷±≥≤≠℃‰Ⅰ Ⅱ Ⅲ Ⅳ Ⅴ".replace(" ", "")
