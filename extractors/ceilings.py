"""Ceilings on how much one may apply for (每人限报1项) among the entries of conditions: caps, and no demands."""

from __future__ import annotations

import re

from tiaokuan.extractors.clauses import sentences
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import CapFinding, ConditionFinding
from tiaokuan.extractors.grants import read_caps

_CEILING = re.compile(
    r"(?:限|最多|不超过|不得超过|只能|仅能|仅可|只可)[^，。；]{0,6}(?:报|申请|推荐|享受)?[^，。；]{0,4}[\d一二两三四五]+[项个次家名件篇幅部张套组人](?!基点|百分点|月|工作日|自然日)"
)
#: What an entry demands besides its ceiling.
_BESIDES = re.compile(r"不得(?!超过|多于|高于)|不予|须|必须|应当|应(?![届急用])|承诺|具有|具备|负责")
#: What is capped is the number of applications or of partners, not the size of the applicant.
_OF_APPLYING = re.compile(r"限|只能|仅[能可]|只可|最多|申[报请]|推荐|报送|主持|参与|承担|在研|合作|联合|协作")
_COUNTED = frozenset({"count", "partners"})


def only_ceilings(text: str) -> bool:
    """True where an entry says nothing but how much one may apply for."""
    parts = sentences(text, 0, len(text))
    if not all(len(p.of(text)) <= 60 and _CEILING.search(p.of(text)) for p in parts) or (
        len(parts) == 1 and len(text) > 60
    ):
        return False
    return not any(_BESIDES.search(piece) and not _CEILING.search(piece) for piece in re.split("[，；。]", text))


def ceilings_among(ctx: Context, start: int, end: int) -> list[CapFinding]:
    """The ceilings of an entry that demands something else as well (每人限报1项；在研项目未结题的不得申报)."""
    if not _CEILING.search(ctx.text, start, end) or not _BESIDES.search(ctx.text, start, end):
        return []
    caps = [f for f in read_caps(ctx, start, end) if isinstance(f, CapFinding) and f.measure in _COUNTED]
    found: list[CapFinding] = []
    for cap in sorted(caps, key=lambda f: not f.figures):
        told = {i for f in found for i in f.figures}
        own = cap.figures or tuple(ctx.live(cap.start, cap.end))
        if not told.intersection(own) and _OF_APPLYING.search(ctx.text, max(start, cap.start - 2), cap.end):
            cap.figures = own
            found.append(cap)
    return found


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
