"""Ceilings on how much one may apply for (每人限报1项) among the entries of conditions: caps, and no demands."""

from __future__ import annotations

import re

from tiaokuan.extractors.clauses import sentences
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import CapFinding, ConditionFinding, Finding
from tiaokuan.extractors.grants import read_caps
from tiaokuan.extractors.limits import applying_limits
from tiaokuan.gazetteer.deferred import deferred

_CEILING = deferred(
    r"(?:限|最多|不超过|不得超过|只能|仅能|仅可|只可)[^，。；]{0,6}(?:报|申请|推荐|享受)?[^，。；]{0,4}[\d一二两三四五]+[项个次家名件篇幅部张套组人](?!基点|百分点|月|工作日|自然日)"
    r"|(?:每|各)[^，。；]{1,16}可(?:以)?(?:遴选|择优|统一|同时)*(?:推荐|申报|报送|选送|选报)[^，。；\d]{0,8}\d+[项个次家件名篇幅部张套组人]"
)
#: How many belong to an applicant (团队成员不超过5人): a demand, and no ceiling on applying.
_SIZE = deferred(
    r"(?:团队|项目组|课题组|小组|成员|队员|人数|作者|完成人|参与人|指导教师|教师)[^，。；限]{0,8}(?:不得?超过|最多|至多|不多于|限)[^，。；\d]{0,4}\d+[人名位]"
)
#: Who takes part as what: no demand (以各县为参评单位).
_TAKES_PART = deferred(r"^以[^，。；]{1,16}为[^，。；]{0,8}(?:单位|主体)$")
#: What an entry demands besides its ceiling.
_BESIDES = deferred(r"不得(?!超过|多于|高于)|不予|须|必须|应当|应(?![届急用])|承诺|具有|具备|负责|严格|妥善|配合")
#: What is capped is the number of applications or of partners, not the size of the applicant.
_OF_APPLYING = deferred(r"限|只能|仅[能可]|只可|最多|申[报请]|推荐|报送|主持|参与|承担|在研|合作|联合|协作")
_COUNTED = frozenset({"count", "partners"})


def only_ceilings(text: str) -> bool:
    """True where an entry says nothing but how much one may apply for."""
    parts = [p for p in sentences(text, 0, len(text)) if not _TAKES_PART.match(p.of(text))]
    if (
        not parts
        or not all(len(p.of(text)) <= 60 and _CEILING.search(p.of(text)) for p in parts)
        or (len(parts) == 1 and len(text) > 60)
    ):
        return False
    if _SIZE.search(text):
        return False
    return not any(_BESIDES.search(piece) and not _CEILING.search(piece) for piece in re.split("[，；。]", text))


def ceilings_among(ctx: Context, start: int, end: int) -> list[CapFinding]:
    """The ceilings of an entry that demands something else as well (每人限报1项；在研项目未结题的不得申报)."""
    if not _CEILING.search(ctx.text, start, end) or not _BESIDES.search(ctx.text, start, end):
        return applying_limits(ctx, start, end)
    caps = [f for f in read_caps(ctx, start, end) if isinstance(f, CapFinding) and f.measure in _COUNTED]
    found: list[CapFinding] = []
    for cap in sorted(caps, key=lambda f: not f.figures):
        told = {i for f in found for i in f.figures}
        own = cap.figures or tuple(ctx.live(cap.start, cap.end))
        if not told.intersection(own) and _OF_APPLYING.search(ctx.text, max(start, cap.start - 2), cap.end):
            cap.figures = own
            found.append(cap)
    return found + applying_limits(ctx, start, end, {i for f in found for i in f.figures})


def all_ceilings(ctx: Context, start: int, end: int) -> list[CapFinding]:
    """The ceilings of an entry that says nothing else."""
    caps = [f for f in read_caps(ctx, start, end) if isinstance(f, CapFinding)]
    told = {i for f in caps for i in (f.figures or ctx.live(f.start, f.end))}
    return caps + applying_limits(ctx, start, end, told)


def with_limits(ctx: Context, found: list[Finding], start: int, end: int) -> list[Finding]:
    """Findings with the ceilings on applying besides, and without those that say how many belong to an applicant
    (团队成员不超过5人)."""
    kept = [
        f
        for f in found
        if not (isinstance(f, CapFinding) and f.unit in ("人", "名", "位") and _SIZE.search(ctx.text, f.start, f.end))
    ]
    told = {i for f in found for i in f.figures}
    return [*kept, *applying_limits(ctx, start, end, told)]


def uncapped(read: list[ConditionFinding], capped: set[int]) -> list[ConditionFinding]:
    """The conditions of an entry without the metrics of its ceilings; one without a metric where no other is left."""
    if not capped:
        return read
    kept = [c for c in read if not capped.intersection(c.figures[:1])]
    if not kept and read:
        bare = read[0]
        bare.metric, bare.figures = None, tuple(i for i in bare.figures if i not in capped)
        return [bare]
    return kept
