"""Which figures count: an article 一, a rank, a name or a loose number is no quantity.

一 with a measure word is an article (一个平台, 一家企业) and no figure, unless it is bounded (至少一个, 一件以上), in a
range, after a counting cue (仅一家, 限报一项), or the measure counts persons, copies, pieces or
physical units (一名, 一份).
"""

from __future__ import annotations

from tiaokuan.extractors.figures import Figure
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.quantity_units import quantity_tables

_ARTICLE_YEAR = frozenset("同这那某新的下又每当第头统今来")
_BARE_STOP = frozenset("·・-/.—_~～×xX*+=#@&〔[【:：→^＋－%％‰$°")
_CJK = deferred(r"[\u4e00-\u9fff]")
_CLOSING = frozenset("）)〕]】”》")
_HOTLINE = deferred(r"12[0-9]{3}|9[56][0-9]{3,4}")
_NUMBERED = deferred(
    r"(?:邮编|邮政编码|编码|编号|代码|QQ|微信|群|账号|帐号|卡号|热线|电话|拨打|转|分机)[号码：:为]*$"
)
_SPOKEN = frozenset("十百千万亿点")


def keeps(text: str, figure: Figure, floor: int, *, bounded: bool) -> bool:
    """Whether ``figure`` is a quantity where it stands; ``bounded``: words bound it, or it is a range."""
    if figure.kind == "number":
        return _keeps_bare(text, figure, floor, bounded=bounded)
    numeral = figure.numeral
    chinese = numeral is not None and numeral.chinese
    if figure.kind == "duration" and chinese and not bounded:
        return _keeps_time(text, figure, floor)
    if figure.kind != "count":
        return not figure.weak or bounded or figure.approximate
    if (chinese or not bounded) and _is_name(text, figure, floor, chinese=chinese):
        return False
    if not figure.weak or bounded or figure.approximate:
        return True
    if numeral is not None and chinese and (numeral.low == 1 or numeral.low >= 100):
        return numeral.low == 1 and text[max(floor, figure.start - 3) : figure.start].endswith(
            quantity_tables().figure_cues
        )
    return not _CJK.match(text[figure.end : figure.end + 1] or "，")


def _is_name(text: str, figure: Figure, floor: int, *, chinese: bool) -> bool:
    """前3名, 十二届九次全会, “四个…”, 最后一公里: ranks and names."""
    head = text[max(floor, figure.start - 3) : figure.start]
    if not chinese:
        return head.endswith("前") and figure.label in ("名", "位")
    around = head + text[figure.start : figure.end + 2]
    return head.endswith(("届", "“", "「")) or any(name in around for name in quantity_tables().names)


def _keeps_time(text: str, figure: Figure, floor: int) -> bool:
    """百年, 一日, 这一年, 一年一度 are no lengths of time."""
    numeral = figure.numeral
    if numeral is None or numeral.end - numeral.start != 1 or numeral.low != 1:
        return not figure.weak and (numeral is None or numeral.low != 100)  # 两个一百年
    before = text[figure.start - 1] if figure.start > floor else "，"
    if before in _ARTICLE_YEAR:
        return False
    if figure.label in ("日", "天", "秒", "分钟"):
        return before in "为期前满"
    return text[figure.end : figure.end + 1] not in ("来", "一")


def _keeps_bare(text: str, figure: Figure, floor: int, *, bounded: bool) -> bool:
    """A number without a unit: only where nothing beside it makes it part of a name, a code or a list."""
    numeral = figure.numeral
    before = text[figure.start - 1] if figure.start > floor else "\n"
    following = text[figure.end : figure.end + 1] or "\n"
    if numeral is None or _touches_name(before, following):
        return False
    if bounded:
        return not (numeral.chinese and numeral.low < 10 and not figure.is_range and before == "于")
    if (
        (following == "、" and not numeral.scaled)
        or before in "件表图附"
        or following in _CLOSING
        or _CJK.match(following)
    ):
        return False
    printed = text[numeral.start : numeral.end]
    if _HOTLINE.fullmatch(printed) or _NUMBERED.search(text[max(floor, figure.start - 8) : figure.start]):
        return False
    if numeral.chinese:
        spoken = not printed.isalpha() or not _SPOKEN.isdisjoint(printed)
        return len(printed) > 1 and spoken and printed[0] not in "百千万亿" and before not in "“（(、"
    if len(printed) > 6 and "," not in printed and not printed.endswith("000"):
        return False
    return not printed.endswith((".0", ".00")) and not (following in ".．" and len(printed) < 3)


def in_name(text: str, figure: Figure, floor: int) -> bool:
    """True where what stands beside a number without a unit makes it part of a name or a code, bounded or not."""
    before = text[figure.start - 1] if figure.start > floor else "\n"
    return before != "负" and _touches_name(before, text[figure.end : figure.end + 1] or "\n")


def _touches_name(before: str, following: str) -> bool:
    return before in _BARE_STOP or following in _BARE_STOP or _is_latin(before) or _is_latin(following)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
