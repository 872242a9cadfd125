"""Labels of the figures of a series (国家级、省级、市级 … 分别)."""

from __future__ import annotations

import re

from tiaokuan.extractors.context import Context
from tiaokuan.extractors.grant import Grant
from tiaokuan.extractors.shares import labels_for


def labels_of(ctx: Context, grant: Grant, count: int) -> list[str] | None:
    """One label a figure, or None where the figures have none of their own."""
    text = ctx.text
    before = text[grant.antecedent.start : grant.part.series.start]
    shared = "分别" in before or "各" in before[-4:] or count > 1
    if not shared or (count == 1 and "分别" not in before):
        return None
    if grant.recipients and len(grant.recipients) == count and count > 1:
        return [m.label for m in grant.recipients]
    last = re.split(r"[，,]", text[grant.antecedent.start : grant.antecedent.end].rstrip("，,"))[-1]
    results = re.search(r"(?:结果|等次|等级|档次|类别)(?:为|是|被评为)(?P<list>[^，。；]{2,40})$", last.rstrip("的"))
    if count > 1 and results and labels_for(results["list"], count):
        return labels_for(results["list"], count)
    mentions = grant.antecedent.mentions
    area = text[grant.antecedent.start : grant.antecedent.end]
    own = re.sub(r"分别.*$", "", text[max(grant.part.clause.start, grant.part.left) : grant.part.series.start])
    if count > 1 and grant.part.verb == grant.part.left and labels_for(own, count):
        return labels_for(own, count)
    if mentions and count > 1:
        label_at = text.find(mentions[0].label, mentions[0].start, mentions[0].end)
        inside = (
            labels_for(text[grant.antecedent.start : label_at], count) if label_at > grant.antecedent.start else None
        )
        if inside:
            return inside
    if count > 1 and len(mentions) == count:
        return [m.label for m in mentions]
    if count == 1:
        listed = re.search(r"(?P<a>[^，。；、的在中]{1,12}、[^，。；、的]{1,12}?)(?:胜诉|的|，|分别|$)", area)
        if listed is None:
            return None
        return ["、".join(labels_for(listed["a"], listed["a"].count("、") + 1) or [listed["a"]])]
    return labels_for(area, count)
