"""Whether a class that is named can receive: no project, no predicate in the label, nobody whom another takes on."""

from __future__ import annotations

from tiaokuan.extractors.class_list import ClassMention
from tiaokuan.gazetteer.deferred import deferred

_NO_LABEL = deferred(
    r"标准为|拨付|支付给|发放给|(?:[每再须该]|按(?!摩)|将(?!军)|把(?!关))|被(?!征地|征收|拆迁|保险|监护|安置|赡养|抚养|帮扶)|其(?![他它余])|培育|确定|评定为|入驻(?!人才|企业|机构|团队)|建立|鼓励(?!类)|分别|提供|择优|协助|^组织.{2}|^获(?!奖)|^为|申报为|上述|(?<!规模)(?<!限额)以上企业$|^(?:根据|按照?|依据|在(?!校|职|岗|编|读|园|籍|院|册|孕|库|站)|由|经(?!营|济|销|纪|办)|无需|优先|并|与|以|从(?!业|教)|向(?!导)|到(?!龄|岗|村|乡)|于|建(?!筑|材|设单位|设主体|设方|设运营))|^[省市县区国]$|\d+[家个户名]|^对|从事|兴办|费用|(?<=[^自理])由|^不(?!动产|良)|(?:主体|企业|单位|机构|社会力量)(?:建设|开展|举办|设立|参与|开发|建立|创建|引进|招录|招用|新建)(?!(?:运营|管理|服务)?(?:单位|企业|机构|主体|方|人员)$)[^、]{2,}|^带动(?!户|主体)|^整合|^人均|不超过|不低于|(?:引导|发展|产业|策源|专项|种子|天使|参股|母|子)基金$|^(?:新)?(?:招用|吸纳|招收|录用|聘用|创办|领办|安排|雇用|返聘|招聘)(?!单位|企业|人员|工)|[^级](?:发展|建设|举办|设立)(?:标准|人才|特色|大型|高)"
)


_SEVERAL = deferred(r"[两二2]个?(?:或者?[两二2]个)?(?:及|或)?以上")
_TAKEN_ON = deferred(r"(?:首次|新|成功)*(?:招用|吸纳|招收|录用)")


#: Parties of the category other that can receive; the rest of it are works and places.
_PARTIES = ("投资者", "投资人", "投资方", "外商", "客商", "社会资本", "经营者", "受让方", "承租方", "捐赠方")


#: Bodies that give money as offices do.
_PAYERS = ("工会", "妇联", "残联", "科协", "团委", "侨联", "文联", "供销社", "基金会", "烟草公司", "组委会")


def pays(mention: ClassMention) -> bool:
    """True for one that gives where it stands bare before the verb: 新建驿站的，市总工会给予补助."""
    if mention.category in ("government", "park"):
        return True
    return not mention.qualifiers and mention.label.endswith(_PAYERS)


def is_party(mention: ClassMention) -> bool:
    """True for a body or person that something can be given to, an office not among them."""
    if mention.category == "other":
        return mention.label.endswith(_PARTIES)
    return mention.category not in ("government", "project")


def receives(mention: ClassMention) -> bool:
    """True where the mention can be one who receives: no project, no predicate in the label, nobody whom another takes on."""
    label = mention.label
    if any(_TAKEN_ON.fullmatch(q) or "除对" in q or _SEVERAL.fullmatch(q) for q in mention.qualifiers):
        return False
    return mention.category != "project" and _NO_LABEL.search(label) is None and label.count("“") == label.count("”")
