"""Whom a ceiling that names nobody itself is for: those who receive the grant that it bounds."""

from __future__ import annotations

import re

from tiaokuan.extractors.class_list import ClassMention
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.grant import Grant
from tiaokuan.gazetteer.deferred import deferred

_ARRANGED = deferred(r"(?:支持|用于)(?P<who>[^，。；（(]{2,30}?)(?:建设|运营|发展|运行|工作|开展)?(?:[，。；（(]|$)")


def grantee(ctx: Context, grant: Grant) -> str | None:
    """对X…最高N names X as the grantee."""
    if grant.recipients:
        return grant.recipients[0].label
    mentions = grant.antecedent.mentions
    if mentions and (grant.antecedent.opened or len(mentions) == 1):
        return _joined(ctx.text, mentions)
    words = ctx.text[grant.antecedent.start : grant.antecedent.end]
    project = re.search(r"的(?P<who>[^的，。；、]{2,10})$", words.rstrip("，的"))
    if project and grant.antecedent.opened:
        return re.split("给予|予以|实行|提供", project["who"])[0] or None
    after = _ARRANGED.search(ctx.text, grant.part.series.end, grant.part.segment.end)
    return after["who"] if after else None


_AND = deferred("、|以?及|[和与或]")


def _joined(text: str, mentions: list[ClassMention]) -> str:
    """The classes of a list as printed (众创空间、孵化器), where nothing but 、 and 和 stands between them."""
    found = mentions[-1].label
    start = text.rfind(found, mentions[-1].start, mentions[-1].end)
    end = start + len(found)
    for one in reversed(mentions[:-1]):
        at = text.rfind(one.label, one.start, one.end)
        if at < 0 or start < 0 or not _AND.fullmatch(text, at + len(one.label), start):
            break
        start = at
    return text[start:end] if start >= 0 else found
