"""A document's head: marks, number, title over its lines, addressee."""

from __future__ import annotations

import re

from tiaokuan.extractors import header
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline import layout_lines as lines
from tiaokuan.pipeline.layout_lines import Page
from tiaokuan.pipeline.page_fields import is_label_alone, site_tail
from tiaokuan.pipeline.plain_heads import is_first_head

_HEAD_LINES = 60
TITLE_LINES = 6
_ORDER_NUMBER = deferred(r"[（(]?第\s?[\d〇零一二三四五六七八九十百]{1,6}\s?号[）)]?")


def label_head(page: Page) -> int:
    """Label the title block at the beginning of the file; the line where the body begins."""
    groups: list[list[int]] = []
    _label_page_title(page)
    _label_fields(page)
    _label_order(page)
    row, previous, fields = 0, -2, 0
    while row < min(len(page.texts), _HEAD_LINES):
        text = page.texts[row]
        if text and page.lines[row].zone == "body":
            if page.lines[row].table is None and lines.is_addressee(text):
                page.lines[row].zone = "addressee"
                row += 1
                break
            zone = lines.head_zone(text)
            if zone:
                page.lines[row].zone, previous = zone, -2
                fields += zone == "page_metadata"
            elif _is_over(page, row, bool(groups) and fields > 1):
                break
            else:
                _add(page, groups, row, previous)
                previous = row
        row += 1
    return _choose(page, groups, row)


def _label_page_title(page: Page) -> None:
    """The page's own title with its site's name behind it, over the document's: not the document's."""
    first = next((row for row in range(min(3, len(page.texts))) if page.texts[row]), None)
    tail = site_tail(page.texts[first]) if first is not None else None
    if first is None or tail is None or not lines.ends_as_title(page.texts[first][:tail]):
        return
    wanted = lines.key(page.texts[first][:tail])
    if any(lines.key(page.texts[row]) == wanted for row in range(first + 1, min(len(page.texts), _HEAD_LINES))):
        page.lines[first].zone = "web_furniture"
        page.title_key = page.title_key or wanted
    else:
        page.texts[first] = page.texts[first][:tail]


def _label_fields(page: Page) -> None:
    """Labels of fields on lines of their own with their values on the next (发文机关：／某某市人民政府)."""
    rows = [row for row in range(min(len(page.texts), _HEAD_LINES)) if is_label_alone(page.texts[row])]
    for row in rows if len(rows) > 2 else ():
        value = page.next_row(row)
        page.lines[row].zone = "page_metadata"
        if value is not None and value not in rows:
            page.lines[value].zone = "page_metadata"


def _label_order(page: Page) -> None:
    """The number of an order over two lines (某某市人民政府令／第12号)."""
    for row in range(min(len(page.texts), 12)):
        text, below = page.texts[row], page.next_row(row)
        if text.endswith("令") and len(text) <= 40 and below is not None and _ORDER_NUMBER.fullmatch(page.texts[below]):
            page.mark((row, below), "doc_number")
            return
    first = next((row for row in range(min(3, len(page.texts))) if page.texts[row]), None)
    if first is not None and _ORDER_NUMBER.fullmatch(page.texts[first]):
        page.lines[first].zone = "doc_number"  # 第223号 of an order whose red head is lost


def _is_over(page: Page, row: int, after_card: bool) -> bool:
    """True where the head ends: at a line of body text, or at the first line under a policy card's fields that is no
    title."""
    if after_card and not lines.ends_as_title(page.texts[row]):
        return True
    return lines.is_body(page, row) and not _is_numbered_title(page, row)


def _add(page: Page, groups: list[list[int]], row: int, previous: int) -> None:
    """Add a line to the group above it, or begin another."""
    if groups and previous == row - 1 and _adjoins(page, previous, row):
        groups[-1].append(row)
    else:
        groups.append([row])


def _adjoins(page: Page, above: int, below: int) -> bool:
    """False where a new element begins: a heading of the file under other text, or the same text again."""
    first, second = page.texts[above], page.texts[below]
    if lines.key(first) == lines.key(second):
        return False
    if header.is_organ(first) and _goes_on(second):
        return True
    one, other = page.lines[above].heading, page.lines[below].heading
    return one == other or one is None


def _goes_on(text: str) -> bool:
    """True where a title begins without its organ (关于…, 印发…)."""
    return re.match(r"关于|印发|转发|公告|通告", text) is not None


def _is_numbered_title(page: Page, row: int) -> bool:
    """``10.某某支持`` whose next line repeats the words: a collection's running number before a title."""
    text = page.texts[row]
    marker = re.match(r"\d{1,3}\s?[.．、]\s?", text)
    following = next((t for t in page.texts[row + 1 : row + 3] if t), "")
    return bool(marker and len(following) > 6 and "。" not in text and text.endswith(following))


def _choose(page: Page, groups: list[list[int]], body: int) -> int:
    """Pick the title's group, label it, and give the line where the body begins."""
    for number, group in enumerate(groups):
        over = number + 1 < len(groups) and re.fullmatch(r".{3,40}文\s?件", page.texts[group[0]]) and len(group) == 1
        if over or all(_is_mark(page.texts[row]) for row in group):
            page.mark(group, "issuer_mark")
        else:
            _split_mark(page, group)
    free = [group for group in groups if page.lines[group[0]].zone == "body"]
    if free and is_first_head(page.texts, free[0][0]):
        return free[0][0]
    best = max(free, key=lambda group: (_score(page, group), group), default=None)
    if best is None or _score(page, best) <= 0:
        return free[0][0] if free else body
    for group in free:
        if group < best:
            page.mark(group, "web_furniture")
    title = best[: title_length(page, best)]
    page.mark(title, "notice_title" if header.carried_name(page.joined(title)) else "title")
    later = best[len(title) :] + [row for group in free if group > best for row in group]
    return later[0] if later else body


def _is_mark(text: str) -> bool:
    """True for an organ of the red head, 文件 after it allowed."""
    return header.is_organ(re.sub(r"\s*文\s?件$", "", text))


def _split_mark(page: Page, group: list[int]) -> None:
    """Lines of organs on top of a title are its beginning (某局／关于…的通知) unless the title names its own organ."""
    organs = 0
    while organs < len(group) - 1 and header.is_organ(page.texts[group[organs]]):
        organs += 1
    if organs and not _goes_on(page.texts[group[organs]]):
        page.mark(group[:organs], "issuer_mark")
        del group[:organs]


def _score(page: Page, group: list[int]) -> int:
    """How much a group of head lines looks like a document's title; 0 and less: none."""
    text = page.joined(group[: title_length(page, group)])
    line = page.lines[group[0]]
    key, wanted = lines.key(text), page.title_key
    score = 8 if wanted and (key == wanted or (len(text) > 8 and key in wanted)) else 0
    score += 4 if lines.ends_as_title(text) else 0
    score += 2 if line.heading in (0, 1) or line.align == "center" else 0
    score += int(line.bold) + int(len(text) >= 10)
    if len(text) < 6 and not re.search(r"公告|通知|通告|公示", text):
        score -= 4
    return score


def title_length(page: Page, group: list[int]) -> int:
    """How many of the group's lines the title takes: to the document type's word, brackets after it included."""
    texts = [page.texts[row] for row in group[:TITLE_LINES]]
    joined = ""
    for count, text in enumerate(texts, 1):
        joined += text
        if _is_open(joined) or not lines.ends_as_title(joined) or lines.is_unfinished(joined):
            continue
        following = texts[count] if count < len(texts) else ""
        if following.startswith(("的", "和", "及", "与")) or lines.BRACKETED.fullmatch(following):
            continue
        if following and len(following) <= 15 and lines.ends_as_title(following) and not header.is_organ(following):
            continue
        return count
    return len(texts) if len(texts) <= 3 else 1


def _is_open(text: str) -> bool:
    """True inside 《 or （."""
    return text.count("《") > text.count("》") or text.count("（") > text.count("）")
