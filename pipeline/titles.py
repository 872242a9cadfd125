"""Titles of sections: a heading line, or the run-in heading before its 。 or ：; None for a plain entry."""

from __future__ import annotations

import re
from functools import cache

from tiaokuan.gazetteer.topics import heading_topic
from tiaokuan.pipeline.markers import words

HEADING_STYLES = frozenset(("part", "chapter", "section", "cn", "attachment"))
_MAX = 45
_ARTICLE_MAX = 20
_RUN_IN_MAX = 28
_LONGEST = 90  # of a heading that is told by what stands below it
_BRACKETED = re.compile(r"【([^【】\n]{2,30})】[ \u3000]*")
_ARTICLE_TITLE = re.compile(r"[（(]([一-鿿、]{2,20})[）)][ \u3000]*(?=[^，。；、的]|$)")  # 第三条（申请条件）
_LEAD_IN = re.compile(r"下列|以下|如下|所称|本(?:办法|规定|细则)")
_MEASURED = re.compile(r"\d|每.{0,4}[年月届次]")  # 期限为5年, 每两年评选一次
_CLOSING = "。；;：:，,、.！!？?"
_HEAD = re.compile(
    r"(?:[^。；;：:（(《“\n]|(?<=\d)[：:](?=\d)|（[^（）\n]*(?:（[^（）\n]*）[^（）\n]*)*）|\([^()\n]*\)|《[^》\n]*》|“[^”\n]*”|[（(《“])*+"
)


# 给予创业补贴支持。 names a measure; it grants nothing yet.
_MEASURE = re.compile(r"(?:给予|提供|发放|实行)[一-鿿]{2,8}(?:支持|补贴|补助|奖励|优惠|服务|减免)")


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
    closing = rest[stop] if stop < len(rest) else ""
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
    found = _BRACKETED.match(text, start, end)
    return _ARTICLE_TITLE.match(text, start, end) if found is None and style == "article" else found


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
    commas = title.count("，") + title.count(",")
    if not alone and closing == "。" and len(title) > _RUN_IN_MAX and style not in HEADING_STYLES:
        return False  # a first sentence (鼓励企业积极申报…产品。), no heading
    if style == "article" and (commas or len(title) > _ARTICLE_MAX or _LEAD_IN.search(title)):
        return False
    if style == "article" and (_sentence().search(title) or _MEASURED.search(title)):
        return False
    if closing in ("：", ":"):
        if title.endswith(("为", "是", "包括")):
            return False
        return commas == 0 or (commas == 1 and alone)
    if closing == "":
        return style in HEADING_STYLES or commas == 0
    if not alone and closing == "。" and style in ("cn_paren", *HEADING_STYLES) and _MEASURE.fullmatch(title):
        return True
    if commas > 1 or _sentence().search(title):
        return False
    return not alone or style in HEADING_STYLES
