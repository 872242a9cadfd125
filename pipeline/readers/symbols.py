"""Characters of Word's symbol fonts (Symbol, Wingdings …) as Unicode, and enclosed characters that Word composes."""

from __future__ import annotations

import re

# The code points that lists, check boxes and ticks use; others of these fonts show as a plain bullet.
_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "❐", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖",
    0x77: "⬥", 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA2: "⭘", 0xA4: "◉", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xB2: "⟡",
    0xD8: "➢", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x4A: "☺", 0x52: "☼",
    **{0x80 + i: chr(0x24EA if i == 0 else 0x2460 + i - 1) for i in range(11)},
    **{0x8B + i: chr(0x24FF if i == 0 else 0x2776 + i - 1) for i in range(11)},
}
_WINGDINGS2 = {0x50: "✓", 0x4F: "✗", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x98: "•", 0x97: "●", 0xA3: "□", 0xA2: "■",
               **{0x6A + i: chr(0x2460 + i - 1) for i in range(1, 11)}}
_SYMBOL = {0xB7: "•", 0xA8: "♦", 0xA7: "♣", 0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xAE: "→",
           0xA5: "∞", 0xE5: "∑", 0xD6: "√", 0xB0: "°", 0x2D: "−", 0x61: "α", 0x62: "β", 0x67: "γ", 0x6D: "μ", 0x70: "π", 0x57: "Ω"}
_PRIVATE = re.compile(r"[\uf000-\uf0ff]")
_CIRCLE = re.compile(r"EQ\s*\\o\s*(?:\\a[clr]\s*)?[（(]\s*([○〇◯□△◇◎])\s*[,，;；]\s*([^\s,，;；()（）]{1,4})\s*[)）]", re.I)
_CIRCLED_HANZI = dict(zip("一二三四五六七八九十月火水木金土日株有社名特财祝劳秘男女适优印注项休写正上中下左右医宗学监企资协夜",
                          (chr(c) for c in range(0x3280, 0x32B1)), strict=False))


def symbol_text(text: str, font: str = "", unknown: str = "") -> str:
    """``text`` with characters of symbol fonts as Unicode; ``unknown`` for those without one."""
    if not _PRIVATE.search(text) and not (_table(font) and len(text) == 1):
        return text
    table = _table(font)

    def one(char: str) -> str:
        code = ord(char)
        if 0xF000 <= code <= 0xF0FF or table:
            low = code & 0xFF
            return table.get(low) or _WINGDINGS.get(low) or (unknown if 0xF000 <= code else unknown or char)
        return char

    return "".join(map(one, text))


def _table(font: str) -> dict[int, str]:
    name = font.lower()
    if name.startswith("wingdings 2"):
        return _WINGDINGS2
    if name.startswith(("wingdings", "webdings")):
        return _WINGDINGS
    return _SYMBOL if name == "symbol" else {}


def composed(instruction: str) -> str | None:
    """What an EQ field shows that composes an enclosed character (带圈字符): ``EQ \\o\\ac(○,3)`` → ③; None for others."""
    match = _CIRCLE.search(instruction)
    if not match:
        return None
    ring, inner = match[1], match[2]
    if ring in "○〇◯":
        if inner.isascii() and inner.isdigit():
            number = int(inner)
            for first, last, code in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
                if first <= number <= last:
                    return chr(code + number - first)
        if inner in _CIRCLED_HANZI:
            return _CIRCLED_HANZI[inner]
        if len(inner) == 1 and inner.isascii() and inner.isalpha():
            return chr((0x24B6 if inner.isupper() else 0x24D0) + ord(inner.upper()) - ord("A"))
    return f"（{inner}）"
