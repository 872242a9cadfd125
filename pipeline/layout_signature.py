"""署名 and 成文日期 under a document's text (GB/T 9704-2012, 7.3.5)."""

from __future__ import annotations

from tiaokuan.extractors import header
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.header_words import header_pattern
from tiaokuan.pipeline import layout_lines as lines
from tiaokuan.pipeline.layout_lines import Page

_REACH = 12
_LONGEST = 160
_DATE_MARK = deferred(r"年|\d[-./]\d")  # what every date holds
_NAME, _HEAD = 5, 12
_BODIES = ("会", "社", "院", "校", "所", "站", "中心", "公司", "大学", "基金", "集团", "联盟", "馆", "处", "团", "组")
_PLAIN = deferred(r"[一-鿿（）()·—-]{2,40}")


def label_signatures(page: Page, start: int, end: int | None = None) -> None:
    """署名 with the 成文日期 under it, wherever they stand between two lines."""
    for row in range(start, len(page.texts) if end is None else end):
        text = page.texts[row]
        if not 6 <= len(text) <= _LONGEST or not _DATE_MARK.search(text) or not page.is_free(row):
            continue
        if lines.is_date_line(text):
            above = _organs_above(page, row)
            page.mark(above, "signature")
            page.mark([row] if above else [], "date")
        elif lines.is_signed_date(text):
            page.lines[row].zone = "signature"


def _organs_above(page: Page, row: int) -> list[int]:
    """The lines of organs over a date; a name may take two lines, a seal's words in brackets may follow it."""
    rows: list[int] = []
    above = row - 1
    while above > max(-1, row - _REACH):
        text = page.texts[above]
        if not text:
            above -= 1
        elif page.lines[above].zone not in ("body", "signature"):
            break
        elif header.is_organ(text) or (not rows and (_is_seal(text) or _is_named_before(page, above))):
            rows.append(above)
            above -= 1
        elif (first := _first_half(page, above)) is not None:
            rows += [above, first]
            above = first - 1
        else:
            break
    return [] if all(_is_seal(page.texts[r]) for r in rows) else rows


def _is_seal(text: str) -> bool:
    """True for （某某局代章）."""
    return header_pattern(r"[（(].{0,30}{seal_word}[）)]").fullmatch(text) is not None


def _is_named_before(page: Page, row: int) -> bool:
    """True for the name of a body over the date (某某基金会), where the text's first lines have it too."""
    text = page.texts[row]
    if len(text) < _NAME or not _PLAIN.fullmatch(text) or not text.endswith(_BODIES):
        return False
    return any(text in other for other in page.texts[: min(row, _HEAD)])


def _first_half(page: Page, row: int) -> int | None:
    """The line before, where it and this one make one organ's name, while neither does."""
    above = row - 1
    if above < 0 or page.lines[above].zone != "body" or not all(map(_PLAIN.fullmatch, page.texts[above : row + 1])):
        return None
    return above if header.is_signing_organ(page.texts[above] + page.texts[row]) else None
