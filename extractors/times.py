"""How many times one may have a benefit (只能享受一次, 每人每年可享受两次, 每两年可申请1次): a ceiling of so many times."""

from __future__ import annotations

import re
from collections.abc import Collection

from tiaokuan.extractors.class_list import category_of
from tiaokuan.extractors.clauses import Piece, clauses
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import CapFinding, Finding
from tiaokuan.extractors.numerals import parse_number
from tiaokuan.gazetteer.deferred import deferred

_ONLY = deferred(
    r"(?:只能|仅能|仅可|只可|只|仅限|限|最多|至多|仅)(?P<verb>(?!跑|接受|受理)[^，。；\d]{0,10}?)(?P<n>[一1])(?P<unit>次|个|项|家|套|种|处)(?!性|定|般|些|体)"
)
#: What every such limit ends with.
_NOT_MORE = deferred(r"[一1][次个项家套种处]")
_YEARLY = r"每个?(?:自然)?年度?|同一年度|一个?(?:自然)?年度?内"
_TIMES = deferred(
    rf"(?=[每同一])(?:(?P<each>每[人生户家名位个项件台](?:[^，。；、\d每可只仅限最]{{0,8}}?))?(?P<time>{_YEARLY}|每[两二三四五\d]年)?)"
    r"(?:均|原则上|只|仅|最多|至多)*(?P<can>可以?|能|限)?(?P<verb>享受|申请|申领|申报|参加|领取|获得|补贴|补助|奖励|报销|减免|资助)?"
    r"(?:免费|上述|该项|相应)?(?P<n>[一二两三四五1-5])次(?!性|月|日)"
)
_HEAD = deferred(r"^(?:其中|对于?|凡|但|且|同时|上述|原则上)+")


def times_limited(ctx: Context, sentence: Piece, scope_of: re.Pattern[str], known: Collection[int]) -> list[Finding]:
    """The ceilings of times in the sentence whose figures are not ``known`` to be one already. ``scope_of`` finds who
    or what a clause says is limited."""
    text = ctx.text
    found: list[Finding] = []
    seen = set(known)
    once = _NOT_MORE.search(text, sentence.start, sentence.end) is not None
    for match in _ONLY.finditer(text, sentence.start, sentence.end) if once else ():
        near = ctx.within(max(match.start() - 4, sentence.start), match.end())
        figure = tuple(i for i in near if ctx.quantities[i].core_start == match.start("n"))
        seen.update(figure)
        start = _clause(text, sentence, match.start())
        scope = scope_of.search(text, start, match.end())
        who, yearly = _subject(text, sentence, start, match.start())
        found.append(
            CapFinding(
                start, match.end(), "count", 1, _named(scope["scope"]) if scope else who, match["unit"],
                "year" if yearly else None, figures=figure,
            )
        )  # fmt: skip
    numbered = text.find("次", sentence.start, sentence.end) >= 0
    for match in _TIMES.finditer(text, sentence.start, sentence.end) if numbered else ():
        figure = tuple(
            i for i in ctx.within(match.start(), match.end()) if ctx.quantities[i].core_start == match.start("n")
        )
        if seen.intersection(figure) or not _limits(match):
            continue
        count = parse_number(match["n"]) or 1
        start = _clause(text, sentence, match.start())
        period = "year" if match["time"] and re.fullmatch(_YEARLY, match["time"]) else None
        found.append(
            CapFinding(
                start, match.end(), "count", float(count), _who(text, start, match), "次", period, figures=figure
            )
        )
    return found


def _named(scope: str) -> str | None:
    """``scope`` without what a bracket says of it; None where only 同一种 is left."""
    bare = scope.partition("（指")[0]
    return bare if len(bare) > 3 or bare == "同一人" or not bare.startswith("同一") else None


_WITHIN = deferred(r"(?:在)?(?:同一|一个|每个?)(?:自然|资助|申报|会计)?年度?(?:内)?$")


def _subject(text: str, sentence: Piece, start: int, end: int) -> tuple[str | None, bool]:
    """Who or what stands before 只能…一次 in its clause, else in the one before; and whether it is so many a year."""
    words = text[start:end]
    if not words and start > sentence.start:
        start = _clause(text, sentence, start - 1)
        words = text[start : end - 1]
    bare = _WITHIN.sub("", words)
    return class_before(bare, 0, len(bare)), bare != words


def _limits(match: re.Match[str]) -> bool:
    if match["each"]:
        if match["verb"] == "参加" and not match["can"]:
            return False
        return bool(match["time"] or (match["can"] and match["verb"]))
    return bool(match["time"] and match["can"] and match["verb"])


def _clause(text: str, sentence: Piece, at: int) -> int:
    stop = max(text.rfind("。", sentence.start, at), text.rfind("；", sentence.start, at)) + 1
    pieces = clauses(text, sentence.start, sentence.end)
    return max(stop, next((p.start for p in reversed(pieces) if p.start <= at), sentence.start))


def _who(text: str, start: int, match: re.Match[str]) -> str | None:
    owner = class_before(text, start, match.start())
    if match["each"]:
        return owner if owner and match["each"] in ("每人", "每生") else match["each"]
    return owner


def class_before(text: str, start: int, end: int) -> str | None:
    """The class of persons or bodies that ``text[start:end]`` is (其他人员 of 其他人员每人每年…); None where it is none."""
    words = _HEAD.sub("", text[start:end].strip("，、；： ")).rsplit("的", 1)[-1]
    if 2 <= len(words) <= 20 and category_of(words) not in (None, "project", "other"):
        return words
    return None
