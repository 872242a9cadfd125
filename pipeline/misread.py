"""Figures that text recognition misread: letters O and o for zeros (5OO万元, 1OO%), one character for a number with its
full stop (⒛0万元, ⒌5%). Only beside digits and before a unit, never in names and codes (H2O, O2O, 3O3医院)."""

from __future__ import annotations

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.pieces import Edit, Piece, edit_piece

_UNIT = (
    r"(?=\s?[余多]?(?:[万亿千百]|元|%|‰|人|家|年|个|项|件|户|名|天|日|月|倍|亩|吨|米|平方|公里|台|套|强|条|次|场"
    r"|美元|欧元|小时|[—–~至-]\d))"
)
_SURE_UNIT = r"(?=\s?(?:[余多])?(?:[万亿千百]{0,2}(?:元|美元|人民币)|[万亿]|%|‰))"
_ZEROS = deferred(
    rf"(?<![A-Za-z0-9])(?<!\d\.)(?:\d[\d,]*[Oo][\dOo,]*(?:\.[\dOo]+)?{_UNIT}|[Oo]\.\d[\dOo]*{_SURE_UNIT}|\d+\.\d*[Oo]+{_UNIT})"
)
_STOPPED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
#: 不超过⒛0万元, 增长⒛%以上: behind a word, not behind a stop, where such a character is a list's number.
_NUMBERS = deferred(
    rf"(?<=[一-鿿\d（(，])(?:[⒑-⒛](?:[\dOo]+(?:\.\d+)?{_UNIT}|{_SURE_UNIT})|[⒈-⒐](?:\d+)?{_SURE_UNIT})"
)
_HELD = deferred("[⒈-⒛]")


def mend_figures(piece: Piece, *, stopped: bool = True) -> None:
    """Read such figures as digits, each with a note: what was printed is a guess. ``stopped``: ⒛ may be among them."""
    text = piece.text
    found: list[tuple[int, int, str]] = []
    if "O" in text or "o" in text:
        found += [(m.start(), m.end(), _zeros(m[0])) for m in _ZEROS.finditer(text)]
    if stopped and _HELD.search(text) is not None:
        found += [(m.start(), m.end(), _zeros(_digits(m[0]))) for m in _NUMBERS.finditer(text)]
    edits: list[Edit] = []
    shift = 0
    for start, end, new in sorted(found):
        if edits and start < edits[-1][1]:
            continue
        edits.append((start, end, new))
        note = f"数字“{text[start:end]}”疑为识别错误，已读作“{new}”，请核对原文"
        piece.notes.append(("figure_misread", note, start + shift, start + shift + len(new)))
        shift += len(new) - (end - start)
    edit_piece(piece, edits)


def _zeros(shown: str) -> str:
    return shown.replace("O", "0").replace("o", "0")


def _digits(shown: str) -> str:
    """⒛0 → 200; ⒈5 → 1.5; ⒌ → 5."""
    number, rest = _STOPPED.index(shown[0]) + 1, shown[1:]
    return f"{number}.{rest}" if rest and number < 10 else f"{number}{rest}"
