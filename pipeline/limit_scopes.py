"""Ceilings on how much one may apply for, once all are found: whom each is for, as its clause names him; and what is no
ceiling of the kind (正文不超过8000字)."""

from __future__ import annotations

from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import CapFinding
from tiaokuan.extractors.limits import applying_limits
from tiaokuan.pipeline.found import Found

_HOLDERS = ("每", "同一", "单", "各", "个人")
_COUNTS = ("count", "quota")
#: What a text, a picture or a film is measured in.
_LENGTHS = frozenset(["字", "页", "分钟", "秒", "秒钟", "MB", "M", "KB", "GB", "寸", "英寸", "像素", "字节"])


def settle_limits(ctx: Context, found: list[Found]) -> list[Found]:
    """All that was found, the ceilings with the scope that their clause prints."""
    kept = []
    for one in found:
        cap = one.finding
        if isinstance(cap, CapFinding) and cap.measure in _COUNTS:
            if cap.unit in _LENGTHS:
                continue
            for limit in applying_limits(ctx, cap.start, cap.end):
                if limit.figures == cap.figures and _tells_more(cap.scope, limit.scope):
                    cap.scope = limit.scope
        kept.append(one)
    return kept


def _tells_more(known: str | None, scope: str | None) -> bool:
    """True where ``scope`` is to stand for what is known of the scope: nothing, half of a bracket, or no holder."""
    if scope is None or len(scope) > 16 or scope.startswith(("在", "于")) or "年度" in scope:
        return False
    return (
        known is None
        or (scope != known and scope.startswith(known))
        or not known.startswith(_HOLDERS)
        or known.count("（") != known.count("）")
    )
