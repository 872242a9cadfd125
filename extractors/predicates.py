"""What a clause says of its subject (企业参加境外展会的): the subject's qualifier, unless it is no predicate at all."""

from __future__ import annotations

from dataclasses import replace

from tiaokuan.extractors.class_list import ClassMention
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.subject_verbs import VERB_AFTER
from tiaokuan.gazetteer.deferred import deferred

_OWN_COSTS = deferred(r"[^，。；的]{0,6}(?:租金|费用?|利息|保费)按")
#: 企业获得的贷款: what is the body's, no act of it.
_OF_ITS_OWN = deferred(
    r"(?:[^，。；的]{0,16}?)(?:获得|新增|取得|发生|支付|缴纳|申请|购买|购置|投入|产生|使用|支出|发放|形成|签订|生产|销售|承担|租赁|持有|研发|开发|实现|引进|聘用|招用)的[^，。；的]{2,24}|用于[^，。；的]{2,24}的[^，。；的]{2,16}|(?:同时)?(?:符合|具备|满足)(?:以下|下列|如下|上述)[^，。；]{0,12}"
)
#: 对老年人家庭实施改造: what is done to persons whom a 对 names.
_DONE_TO = deferred("实施|提供|安排|发放")


def with_predicate(ctx: Context, mentions: list[ClassMention], end: int, *, closed: bool) -> list[ClassMention]:
    """The subjects of a clause (企业参加境外展会的), what it says of them as their qualifier."""
    said = ctx.text[mentions[-1].end : end].strip("，,、 ") if mentions else ""
    if (
        len(said) < 4
        or _OWN_COSTS.match(said)
        or said.startswith(("可", "应", "等", "分别", "按", "每", "均", "将", "须"))
        or said.endswith(
            ("元", "部分", "之日起", "费用")
        )  # 上市的奖励企业100万元: the grant itself; 所得不超过200万元的部分: its base
        or not VERB_AFTER.match(said)
        or _OF_ITS_OWN.fullmatch(said)
        or (_DONE_TO.match(said) and not closed and (mentions[0].category == "individual" or said.startswith("发放")))
    ):
        return mentions
    return [replace(m, qualifiers=[*m.qualifiers, said]) for m in mentions]
