"""Notes on a whole list of materials: sealed, in so many copies, only the copies sealed."""

from __future__ import annotations

import re

from tiaokuan.extractors.numerals import parse_number
from tiaokuan.gazetteer.deferred import deferred

_FULL_SET = deferred(
    r"(?:全套|全部|所有|纸质(?=申报|申请|报名|材料)|书面(?=申报|申请|报名|材料))(?:纸质|书面)?(?:申报|申请|报名)?(?:材料|资料)[^。；\n]{0,30}?(?:一式|加盖|盖章)[^。；\n]{0,20}"
    r"|(?<![一-鿿])(?:(?:全部|所有|各项|书面|纸质|电子|提交的|上传的|申报|申请|参评|报名)){0,2}材料(?:均|都|一律|原则上)?(?:须|应当?|需要?|必须)(?:均|为|是|提供)*(?!经|由)[^。；，由经]{0,8}(?:加盖(?![^。；，]{0,10}(?:局|部门|街道|乡镇|推荐|主管|审核|初审))|盖章)[^。；，]{0,12}"
    r"|(?:申报|申请|参评|参赛|报名|推荐)(?:材料|资料)(?:[^。；，\n]{0,6}打印)(?:（[^（）\n]*）)?[^。；\n]{0,40}?(?:加盖|盖章)[^。；\n]{0,12}"
)
_SEAL_NOTE = deferred(
    r"(?:以上|上述|所有|全部|均|材料)[^。；]{0,24}(?:加盖|盖章)|复印件[^。；、（(]{0,24}(?:加盖|盖章)"
)


_COPIES_NOTE = deferred(r"(?:材料|资料|文件|文本)[^。；]{0,16}?一式(?P<n>[0-9一二三四五六七八九十两]{1,3})[份套]")


def seal_note(text: str) -> bool:
    """True where a note asks a seal on all that stands above (上述材料均需加盖公章)."""
    if "盖" not in text:
        return False
    return _SEAL_NOTE.search(text) is not None or _SEAL_NOTE.search(re.sub(r"（[^（）]{24,}）", "", text)) is not None


def whole_note(text: str) -> str:
    """The first clause that speaks of the full set of materials (全套材料一式三份加盖单位公章); '' where none does."""
    match = _FULL_SET.search(text) if "一式" in text or "盖" in text else None
    return match.group() if match else ""


def copies_note(text: str) -> int | None:
    """How many copies a note on the whole list asks for (上述纸质材料一式两份); None where it says nothing."""
    match = _COPIES_NOTE.search(text) if "一式" in text else None
    number = parse_number(match["n"]) if match else None
    return int(number) if number is not None else None


#: 以上复印件须加盖公章: said of the copies, not of the other papers.
_COPIES_SEALED = deferred(
    r"(?:^|[。；;\n])\s*(?:以上|上述|所有|全部|各类|各项|凡|提交的|提供的|其中|的)*复印件(?!及|和|、)[^。；、（(]{0,24}(?:加盖|盖章)"
)
#: 以上材料均需加盖公章: of all, whatever is said of the copies besides.
_SEAL_OF_ALL = deferred(r"(?:材料|资料|文件|文本)[^。；]{0,24}(?:加盖|盖章)|每页[^。；]{0,10}盖|骑缝")


def seals_copies(text: str) -> bool:
    """True where a note asks a seal on the copies only (以上复印件须加盖公章，并携带原件备查)."""
    return "复印件" in text and _COPIES_SEALED.search(text) is not None and not _SEAL_OF_ALL.search(text)


#: 以上材料…, 上述资料…: what stands above the list that the note ends, too.
_ALL_ABOVE = deferred(
    r"(?:以上|上述|前述|所有|全部)(?:各项|各类|全部|所有)?(?:申报|申请|证明|纸质|书面|相关)*(?:材料|资料|证件|文件|复印件)"
)


def means_all(text: str) -> bool:
    """True where a note speaks of all that stands above it, lists within the list included."""
    return _ALL_ABOVE.search(text) is not None


#: 上述第3、4、6项资料须加盖公章; 第1至3项一式三份.
_NUMBERED = deferred(r"第[（(]?(?P<list>[\d一二三四五六七八九十]{1,2}(?:[）)]?[、，,和及至到—~\-－][第（(]*[\d一二三四五六七八九十]{1,2}){0,9})[）)]?项")
_NUMERAL = deferred(r"[\d一二三四五六七八九十]{1,2}|[至到—~\-－]")


def numbered(text: str) -> frozenset[int] | None:
    """The entries that a note speaks of by their numbers (第3、4项资料); None where it names none.

    >>> sorted(numbered("上述第1至3、6项资料须加盖公章") or ())
    [1, 2, 3, 6]
    """
    match = _NUMBERED.search(text) if "项" in text else None
    if match is None:
        return None
    found: list[int] = []
    through = False
    for part in _NUMERAL.findall(match["list"]):
        number = parse_number(part)
        if number is None:
            through = True
            continue
        found += range(found[-1] + 1, int(number) + 1) if through and found else [int(number)]
        through = False
    return frozenset(found)
