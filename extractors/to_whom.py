"""Whom the verb itself names: 个人获奖的，分别对企业给予5万元, and the words of a list that is paid out: 对金融机构分别给予甲总部、乙总部
30万元、20万元."""

from __future__ import annotations

from tiaokuan.extractors.class_list import ClassMention, parse_class_list
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.grant import Grant
from tiaokuan.extractors.parties import receives
from tiaokuan.gazetteer.deferred import deferred

_TO = deferred(
    r"(?:[，,]|可|再|另|均|也|应|各|一次性|分别)对(?![外口接象方])(?P<who>[^，。；的\d]{2,16}?)(?:再|分别|一次性|各|均|按[^，。；]{2,12})?(?:给予|予以|发放|奖励|补助|补贴|资助)[^，。；\d]{0,10}$"
)
#: A clause is searched back this far at most.
_LOOK_BACK = 60


def given_to(ctx: Context, grant: Grant, earlier: list[ClassMention]) -> list[ClassMention]:
    """The class that a 对 right before the verb names, where those before it only earn the grant."""
    start = max(grant.part.clause.start, grant.part.series.start - _LOOK_BACK)
    if (
        not earlier
        or ctx.text.startswith("对", earlier[0].start - 1)
        or ctx.text.find("对", start, grant.part.series.start) < 0
    ):
        return []
    match = _TO.search(ctx.text[start : grant.part.series.start])
    if match is None or start + match.start("who") < earlier[-1].end:
        return []
    named = parse_class_list(ctx.text, start + match.start("who"), start + match.end("who"), ctx.home)
    return [m for m in named if receives(m)]


def paid_out(ctx: Context, grant: Grant, earlier: list[ClassMention]) -> bool:
    """Whether the classes before the figures are the entries of a list that is paid out 分别 to those named with 对."""
    count = len(grant.recipients)
    if count < 2 or not earlier or not grant.antecedent.opened or len(grant.part.series.indices) != count:
        return False
    return ctx.text.find("分别", earlier[-1].end, grant.recipients[0].start) >= 0


#: Bodies without a purse of their own: what a unit has set up or runs.
_RUN = frozenset({"platform", "innovation_platform", "training_base", "incubator", "park", "project"})
_RUNS = deferred(
    r"(?:依托|设站|建站|建设|承建|运营|共建|牵头|举办|管理|申报|创建|承担|所在|主办|承办|协办|组织|开展|研制|投资|实施)+(?:单位|主体|机构|企业|方|人)"
)


def of_what_they_run(recipients: list[ClassMention], earlier: list[ClassMention]) -> bool:
    """Whether the verb names who runs what stands before: 新设立的实验室、工作站，分别给予依托单位20万元、10万元."""
    return all(_RUNS.fullmatch(m.label) for m in recipients) and all(m.category in _RUN for m in earlier)


_PERSONS = frozenset({"个人", "人才", "本人", "人员", "个人本人"})


def of_their_part(recipients: list[ClassMention], earlier: list[ClassMention]) -> bool:
    """Whether the verb only calls those named before by their part: 商会承办展会的，给予承办单位3万元; 高级船员…的，给予个人5万元."""
    if not recipients or not earlier:
        return False
    if all(m.label in _PERSONS for m in recipients):
        return all(m.category == "individual" for m in earlier)
    bodies = all(m.category not in _RUN and m.category not in ("individual", "team", "government") for m in earlier)
    return bodies and all(_RUNS.fullmatch(m.label) for m in recipients)
