"""Characters of Word's symbol fonts (Symbol, Wingdings …) as Unicode, and enclosed characters that Word composes.

The characters stand in ``gazetteer/data/symbol_fonts.json``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_PRIVATE = re.compile(r"[\uf000-\uf0ff]")
_CIRCLE = re.compile(
    r"EQ\s*\\o\s*(?:\\a[clr]\s*)?[（(]\s*([○〇◯□△◇◎])\s*[,，;；]\s*([^\s,，;；()（）]{1,4})\s*[)）]", re.I
)
_SUPERSCRIPTS = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_RINGED = ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))  # ① … ㊿: first number, last, code point


@dataclass(frozen=True, slots=True)
class Symbols:
    """The fonts' characters by low byte, and what stands in ㊀ and its kin."""

    fonts: dict[str, dict[int, str]]
    rings: dict[str, str]


@lru_cache(maxsize=1)
def _symbols() -> Symbols:
    data = json.loads(files("tiaokuan.gazetteer").joinpath("data/symbol_fonts.json").read_text("utf-8"))
    fonts = {
        name: {int(code, 16): char for code, char in data[name].items()}
        for name in ("wingdings", "wingdings 2", "symbol")
    }
    return Symbols(fonts, {inner: chr(0x3280 + i) for i, inner in enumerate(data["rings"])})


def superscript(text: str) -> str:
    """Digits as superscript characters, so that m² stays one and a note's mark is never read as part of a figure."""
    return text.translate(_SUPERSCRIPTS)


def symbol_text(text: str, font: str = "", unknown: str = "") -> str:
    """``text`` with characters of symbol fonts as Unicode; ``unknown`` for those that have none.

    Characters in the private area are always of such a font; others are where ``font`` is one and they stand alone.
    """
    if not _PRIVATE.search(text) and not (len(text) == 1 and _table(font)):
        return text
    table, usual = _table(font), _symbols().fonts["wingdings"]

    def one(char: str) -> str:
        code = ord(char)
        private = 0xF000 <= code <= 0xF0FF
        if not private and not table:
            return char
        return table.get(code & 0xFF) or (usual.get(code & 0xFF, unknown) if private else char)

    return "".join(map(one, text))


def _table(font: str) -> dict[int, str]:
    """The characters of a font by its name; empty for fonts of letters."""
    name = font.lower()
    if not name.startswith(("wingdings", "webdings", "symbol")):
        return {}
    fonts = _symbols().fonts
    return fonts.get(name) or (fonts["wingdings"] if name != "symbol" else {})


def composed(instruction: str) -> str | None:
    """What an EQ field shows that composes an enclosed character (带圈字符): ``EQ \\o\\ac(○,3)`` gives ③.

    None for other instructions; in brackets where Unicode has no such character.
    """
    match = _CIRCLE.search(instruction)
    if not match:
        return None
    ring, inner = match[1], match[2]
    return (_ringed(inner) if ring in "○〇◯" else None) or f"（{inner}）"


def _ringed(inner: str) -> str | None:
    if inner.isascii() and inner.isdigit():
        number = int(inner)
        return next((chr(code + number - first) for first, last, code in _RINGED if first <= number <= last), None)
    if len(inner) == 1 and inner.isascii() and inner.isalpha():
        return chr((0x24B6 if inner.isupper() else 0x24D0) + ord(inner.upper()) - ord("A"))
    return _symbols().rings.get(inner)
