"""Titles of sections: a heading line, or the run-in heading before its 。 or ：; None for a plain entry."""

from __future__ import annotations

import re
from functools import cache

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.topics import heading_topic
from tiaokuan.pipeline.marker_words import words

HEADING_STYLES = frozenset(("part", "chapter", "section", "cn", "attachment"))
_MAX = 45
_ARTICLE_MAX = 20
_RUN_IN_MAX = 28
_NAMED_MAX = 10
_LONGEST = 90  # of a heading that is told by what stands below it
_BRACKETED = deferred(r"【([^【】\n]{2,30})】[ \u3000]*")
_ARTICLE_TITLE = deferred(r"[（(]([一-鿿、]{2,20})[）)][ \u3000]*(?=[^，。；、的]|$)")  # 第三条（申请条件）
_LEAD_IN = deferred(
    r"下列|以下|如下|所称|本[^，。；、]{0,6}(?:办法|规定|细则|政策|措施|意见|方案|条例|通知)|自[^，。；、]{1,10}起"
)
_MEASURED = deferred(r"\d|每.{0,4}[年月届次]")  # 期限为5年, 每两年评选一次
_SPACED = deferred(
    r"([一-鿿、]{2,12})(?<![的之和及与或对在由为])(?:(?P<wide>\u3000[ \u3000]*| {2,})| )(?=\S{4}[^\n]*[。；：])"
)
#: 将第五条修改为：…
_AMENDED = deferred(r"(?:将|把)?第[一二三四五六七八九十百]{1,4}[条章节][^，]{0,12}(?:修改|改|作)为$")
#: 对引进总部的机构给予下列奖励：
_GRANT_LEAD = deferred(r"^(?:凡|对|对于)[^，]{4,}给[予与]|给[予与](?:以下|下列|如下|相应)")
#: What no heading of its own line says: 申报人于4月20日前提交…, 本细则自…起试行.
_DATED = deferred(r"\d\s?[月日](?!制)|自.{2,14}起|个工作日|负责解释|应于|须于|请于")
_CLOSING = "。；;：:，,、.！!？?"
_HEAD = deferred(
    r"(?:[^。；;：:（(《“\n.]|\.(?![一-鿿]|$)|(?<![一-鿿])\.|(?<=\d)[：:](?=\d)|（[^（）\n]*(?:（[^（）\n]*）[^（）\n]*)*）|\([^()\n]*\)|《[^》\n]*》|“[^”\n]*”|[（(《“])*+"
)


# 给予创业补贴支持。 names a measure; it grants nothing yet.
_MEASURE = deferred(r"(?:给予|提供|发放|实行)[一-鿿]{2,8}(?:支持|补贴|补助|奖励|优惠|服务|减免)")


@cache
def _sentence() -> re.Pattern[str]:
    """Words of a sentence that orders, grants or measures."""
    modal = r"(?<![响对适供效反相])应(?![用急对变届聘])|(?<![重主需必纲首紧简概摘])要(?![素求点件闻领])"
    return re.compile(rf"{words('sentence_words')}|{modal}|\d[\d.]*(?:%|万|亿|元)")


def split_title(rest: str, style: str) -> tuple[int, int, bool]:
    """Where the title of ``rest`` (the section's first paragraph without its marker) ends, and where its text begins.

    Returns (end of the title, start of the text, whether the title stands alone): 0, 0 where there is none.
    The title's closing punctuation lies between the two.
    """
    head = _HEAD.match(rest)
    stop = head.end() if head else 0
    if stop == 0:
        return 0, 0, False
    closing = rest[stop].replace(".", "。") if stop < len(rest) else ""
    after = stop + 1
    while after < len(rest) and rest[after].isspace():
        after += 1
    title = rest[:stop].rstrip()
    alone = not rest[after:].strip("”’」』")
    if closing in ("；", ";") or not _is_heading(title, closing, style, alone):
        return 0, 0, alone
    return len(title), min(after, len(rest)), alone


def bracketed_title(text: str, start: int, end: int, style: str) -> re.Match[str] | None:
    """A heading that stands in brackets before the text (【落户奖】, 第三条（申请条件）): group 1 is the heading."""
    opening = text[start : start + 1]
    if opening == "【":
        return _BRACKETED.match(text, start, end)
    if style != "article":
        return None
    return _ARTICLE_TITLE.match(text, start, end) if opening in ("（", "(") else _spaced_title(text, start, end)


def _spaced_title(text: str, start: int, end: int) -> re.Match[str] | None:
    """A heading that only a space parts from the text (第三条　补助标准　每户补助500元。)."""
    found = _SPACED.match(text, start, end)
    if found is None or _sentence().search(found[1]) or _LEAD_IN.search(found[1]):
        return None
    return found if (found["wide"] and len(found[1]) > 2) or heading_topic(found[1]) is not None else None


def is_bare_heading(line: str, style: str) -> bool:
    """True for a first line like 场馆建设。, when the text of the section follows in paragraphs of its own."""
    kept = line.rstrip(_CLOSING)
    if line.endswith(("；", ";", "：", ":")) or any(mark in kept for mark in "。；："):
        return False
    return _is_heading(kept, "。", style, False)


def heads_parts(line: str, below: list[str]) -> bool:
    """True for a first line, however long, under which the parts of a programme stand (按照某办法执行的资助项目：, with
    申报对象, 资助标准 … below)."""
    kept = line.rstrip(_CLOSING)
    if not below or not kept or len(kept) > _LONGEST or any(mark in kept for mark in "，。；"):
        return False
    return len({topic for title in below if title and (topic := heading_topic(title))}) >= 2


def _is_heading(title: str, closing: str, style: str, alone: bool) -> bool:
    """True where ``title`` reads as a heading: short, at most one comma, no clause that orders or grants."""
    if not title or len(title) > _MAX:
        return False
    if closing == "。" and "行" in title and len(title) <= _NAMED_MAX and heading_topic(title) == "validity":
        return not alone or style in HEADING_STYLES  # 施行期限。本措施自…
    commas = title.count("，") + title.count(",")
    if not alone and closing == "。" and len(title) > _RUN_IN_MAX and style not in HEADING_STYLES:
        return False  # a first sentence (鼓励企业积极申报…产品。), no heading
    if style == "article" and (commas or len(title) > _ARTICLE_MAX or _LEAD_IN.search(title)):
        return False
    if style == "article" and (_sentence().search(title) or _MEASURED.search(title)):
        return False
    if closing in ("：", ":"):
        if title.endswith(("为", "是", "包括")):
            return _AMENDED.match(title) is not None
        if style == "article" and "分为" in title:
            return False
        if style not in HEADING_STYLES and "给" in title and _GRANT_LEAD.search(title):
            return False
        return commas == 0 or (commas == 1 and alone)
    if closing == "":
        return style in HEADING_STYLES or commas == 0
    if not alone and closing == "。" and style in ("cn_paren", *HEADING_STYLES) and _MEASURE.fullmatch(title):
        return True
    if commas > 1 or _sentence().search(title) or (alone and _DATED.search(title)):
        return False
    return not alone or style in HEADING_STYLES
