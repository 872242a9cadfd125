"""What stands in a class label besides the class: acts of choosing or holding, the group it is taken out of, a predicate.

Chinese prints these without 的 (取得证书人员, 各类人员中困难人员, 单位可向中心申请), so the label alone does not show its end.
"""

from __future__ import annotations

from functools import lru_cache

from tiaokuan.extractors.clauses import strip_brackets
from tiaokuan.gazetteer.classes import classify
from tiaokuan.gazetteer.deferred import deferred

_NOT_A_CLASS = deferred(
    r"(?:^农村|^城镇|社会|住院|招商|机器人|无人|地区|国家|活动|品牌|标准|荣誉|称号|目标|展会|数量|金额|费用|收入|总额|指标|增长|复员|(?<!运)动员|裁员|卫生|民生|养生|成长|特长|专长|[限间期程]长|抓手|二手|节|演唱会|音乐会|运动会|博览会|展览会|推介会|招聘会|发布会|交易会|应缴.*|\d(?:余|多)?[名个]?[人户家])$|^(?:招收|录用|选拔|聘用?|转|评|选聘)为|^(?:\d{1,3}|[一二两三四五六七八九十]{1,2})[人户]$|[×＝＋÷=+]|\d元|^(?:现|就|拟|将|并|请|要|可|须|应|由|特|即|再|先|也|积极|认真|统一|定期|精心|广泛|负责|自行|牵头|依法|严格|按规定|按要求)+组织$"
)
_CHOSEN = deferred(
    r"^[^（）]*(?:遴选|评选|选取|选拔|筛选|选树|推选|评定|选出|评出)(?:出|认定|表彰|[一二两]?[轮批])?(?:不超过|不少于)?(?:\d{1,4}|[一二两三四五六七八九十]{1,3})?[家户个名]?(?=[^、]{2,}$)"
)
_HELD = deferred(
    r"^(?:取得|持有|获得|具有|具备)[^的]{2,24}(?:证书?|资格|职称|称号|学历|学位)(?=(?:人员|人才|个人|企业|单位|机构)$)"
)
_WON = deferred(
    r"^(?:首次|新)?(?:获得|荣获|获评|获)[^的]{2,40}?(?:奖项?|称号|名次)(?=[^、，章状学励金品牌项]{1}[^、，]{1,9}$)"
)
_BACKED = deferred(r"^(?:各?行各业|社会各界|鼓励|支持|引导|欢迎|动员)(?!类|性|型)(?:和(?:鼓励|支持|引导))?(?=..)")
_FIRST = deferred(r"^(?:最先|首位|首个|最早|率先|前\d{1,3}名(?!优秀)|第[一二三]名)(?=[^、，的]{2,10}$)")
_WITHIN = deferred(
    r"^[^、的内]{0,10}(?:园区?|基地|孵化器|社区|小区|小镇|[高新港库林灌景街片矿牧]区|(?:开发|示范|集聚|保税|集中|功能|试验)区|商圈|市场|楼宇|平台|流域|[镇县]域)内(?=[^、的]{2,}$)"
)
_PROGRAMME = deferred(r"^(?:全?[国省市县区]级?)?“[^“”]{2,20}(?:计划|工程)”(?=.{2,})")
_ENTERED = deferred(r"^(?P<who>[^、的“”]{2,16}?)(?:自主)?(?:申报)?入选(?:为)?(?=[^、]{3,}$)")
_OF_SCHOOL = deferred(
    r"[^、和及或的]{2,8}(?:校|院|中学|小学|大学|高中|中专)(?:在校|在读|全日制|应届|毕业学年|离校|在籍|在职|专任|未就业)*(?:[^、和及或的]{0,4}(?:生|教师|教职工|师生))$"
)
_BODIES = deferred(r"(?:^|的|试点)(?:各级|国有)?(?:高校|高等院校|高等学校|院校|科研院所|科研机构|机关|企业|医院)$")
_STAFF = deferred(
    r"(?:高校|高等院校|院校|科研院所|科研机构|事业单位|企事业单位|社会团体|医疗机构)(?:在职|在编|的)?(?:科技|科研|专业技术|工作|研发|教学)人员"
)
_OF_BODY = deferred(
    r"(?:企业|单位|机关|公司|机构|组织|团体|医院|个体工商户)(?:在职|在岗|聘用|正式|编制内)*(?:职工|员工|工作人员|从业人员|教职工)$"
)
_OUT_OF = deferred(r"^(?P<group>[^、的（）]{2,20}?)中(?=[^、的层小型介外高级坚青心医药华文等职学试]{1}[^、的]+$)")
_PLACED = deferred(
    r"^(?P<group>[^、的（）]{0,12}?)(?:所在|就读|任职|就业|受聘)(?:的)?(?=(?:企业|单位|用人单位|公司|学校|机构|基地|高校|院校)$)"
)
_CLAUSE = deferred(
    r"..并[在于经被向](?!购|联|列)..|..(?:须|应|应当|必须)为..|(?:机构|企业|单位|部门|银行|政府|财政|公司|组织|协会|学校|个人)对(?![外口接象方台港标账应比]).."
    r"|..(?:共建|共同建设|合作建设)..|(?:资金|经费|补贴|补助)(?:直接)?(?:拨付|支付|发放|兑付)|^(?:可以?|应当?|须|均可)(?=直接|优先|参加|评|晋升|办理|进入|选择|提前|免|申请|申报|向|享受|按|在|获|认定为|视为)"
    r"|..(?:可以?(?=向|申|享|获|按|在|凭|于|直接|自主|自愿|参[加与]|选择|通过)|应当|应(?=[向在按于])|必须|须(?=[向在按于])|不得|不能)"
    r"|^[与同](?!业|心|仁|胞|乡|等|济)|^[^、]{0,6}(?:资金|经费|基金|政策)(?:重点|主要|优先)?(?:支持|用于|投向|资助|扶持|补助)..|..[我本][省市县区州](?!级).|..期(?:未|已|届)?满..|方式(?:确定|选定|选择|公开|择优)|^(?:【|由|请(?!愿)|哪|什么|超比例|(?:当年|每年|累计)(?:带动|安排|安置|吸纳|招用|培养|输送)|[^、]{0,8}(?:比例|标准|数量|金额)为|(?:首次|自主|新)?(?:创办|领办|开办|兴办)(?:企业|公司|实体|合作社)$|表彰(?!对象|人|单位|奖)|(?:实施|执行)(?!单位|主体|方|机构|企业)|以(?![下上内外]|色列)|向(?!导)|方便|便于|停止|消除|取消|保障(?!对象|家庭|性|人员|单位|群体|房)|逐步|实现|推动|确保|帮助|要素保障|规定、|清理|参照|比照|根据|超出|加大|加强|加快|适当|完善|落实|健全|做好|强化|深化|扩大|减轻|进一步|全面|切实|大力|着力|或者?(?=.{2})|以便|[^的]{2,14}(?:要|应当?|负责)(?:为|向|对|指导|做好))|..(?:可(?:参照|比照|依法|同等|继续|优先)|应填写|要指导|自办|联合组建|联合设立|或与|补贴为|补助为|应(?:积极|主动|支持))"
    r"|(?:机关|部门|政府|[局委厅])为..|(?:老年人|残疾人|居民|职工|群众|学生|儿童|妇女|青年|农民|渔民|军人|家属|市民|人员|人才|教师)(?:进入|前往|乘坐|购买|入住|报考|考入|租住|使用)(?!的)..(?!.{0,4}(?:人员|者)$)|(?:部门|[局委厅办])(?:统一|统筹|负责|协调|牵头|会同|依法)+(?:安排|组织|协调|推荐|选派|认定|确定|审核|发放|支付).."
    r"|(?:毕业生|人员|学生|青年|军人|劳动者|农民工|人才|居民|妇女)(?:首次|自主|新|返乡|休学|离岗|在岗|兼职|回乡|合伙)+(?:创办|开办|领办|设立|成立|注册)"
    r"|(?:企业|单位|机构|公司|组织|主体|合作社|工商户|园区|学校|高校|医院|人员|毕业生|学生|青年|军人|劳动者|农民工?|居民|妇女|残疾人|人才|个人|家庭|户)"
    r"(?:超比例|按比例|首次|自主|新|返乡|当年|每年|连续|独立|联合|自行)*(?:创办|开办|领办|新建|购置|购买|承办|举办|制定|建成|安排|租用|租赁|聘请|缴纳|考取)"
    r"(?!(?:的|人|者|单位|企业|方|商|主体|机构|对象)?$).."
    r"|(?:企业|单位|学校|高校|医院|院所|机构)(?:新|全职|柔性|自主)+(?:引进|引育|招引)(?!的).."
    r"|(?:企业|单位|机构|公司|组织|主体|工商户|合作社)(?:当年|首次)?新(?:招用|录用|吸纳|招录|招收|聘用)(?!员工$|职工$|人员$)..|"
    r"(?:企业|单位|机构|基地|公司|组织|主体|工商户|合作社|社团|协会|商会|学会|高校|院所|医院|中介)(?:吸纳|招用|留用|录用|聘用|接收|安置|招收|带动|推荐)(?!.{0,4}(?:基地|单位|企业|机构|平台|载体))..|"
    r"..(?:以.{1,12}(?:形式|方式|名义)|视[为同]|采取|同意(?=公开|参|使用|将)).|"
    r"..在.{2,24}(?:期满后?|年后|月后|期内|期间|年内|月内|日内).{2}"
)


@lru_cache(maxsize=4096)
def category_of(label: str) -> str | None:
    """The kind of body that ``label`` names, or None where it names none."""
    if _NOT_A_CLASS.search(label):
        return None
    found = classify(label)
    return found.category if found is not None else None


def bare(text: str) -> str:
    """The noun phrase that closes the words: without brackets and what stands before the last 的."""
    return strip_brackets(text)[0].rsplit("的", 1)[-1].strip()


@lru_cache(maxsize=4096)
def is_clause(label: str) -> bool:
    """True where the words are a subject with its predicate (见习单位可向中心提出申请) and name no class."""
    return _CLAUSE.search(label) is not None


def out_of_group(label: str) -> tuple[str | None, str]:
    """The group that a class is taken out of, with its 中, and the class: 各类人员中困难人员; (None, label) without one."""
    match = _OUT_OF.match(label) if "中" in label else None
    match = match or _PLACED.match(label)
    if (
        match is None
        or category_of(label[match.end() :]) is None
        or not (match["group"] == "" or category_of(match["group"]))
    ):
        return None, label
    return match.group(), label[match.end() :]


def without_act(label: str, qualifiers: list[str]) -> str:
    """The label without the act of choosing, holding or entering before it; what is held or entered qualifies it."""
    chosen = _CHOSEN.match(label) if "选" in label else None
    if chosen and category_of(label[chosen.end() :]) is not None:
        return label[chosen.end() :]
    backed = _BACKED.match(label)
    if backed and category_of(label[backed.end() :]) is not None:
        return label[backed.end() :]
    first = _FIRST.match(label)
    if first and category_of(label[first.end() :]) is not None:
        qualifiers.append(first.group())
        return label[first.end() :]
    held = _HELD.match(label) or (_WON.match(label) if "获" in label else None)
    if held and category_of(label[held.end() :]) is not None:
        qualifiers.append(held.group())
        return label[held.end() :]
    programme = _PROGRAMME.match(label) if "“" in label else None
    if programme and category_of(label[programme.end() :]) in ("individual", "team"):
        qualifiers.append(programme.group())
        return label[programme.end() :]
    entered = _ENTERED.match(label) if "入选" in label else None
    if entered and category_of(entered["who"]) is not None and category_of(label[entered.end() :]) is not None:
        qualifiers.append(entered.group())
        return label[entered.end() :]
    return label


def within_place(label: str) -> tuple[str | None, str]:
    """The place that a class is in (园区内企业, 库区内渔民), which is no region, and the class; (None, label) without one."""
    match = _WITHIN.match(label) if "内" in label else None
    if match is None or category_of(label[match.end() :]) is None:
        return None, label
    return match.group(), label[match.end() :]


def is_place(qualifier: str) -> bool:
    """Whether the qualifier is only such a place."""
    return qualifier.endswith("内") and _WITHIN.match(qualifier + "企业") is not None


def before_staff(left: str, right: str) -> bool:
    """True where ``left`` is a body whose people ``right`` names with its own: 高校、科研院所科技人员."""
    return _BODIES.search(left) is not None and _STAFF.match(right) is not None


def modifies_with(left: str, right: str) -> bool:
    """True where both bodies stand before one noun of persons: 中小学和高校在校学生, 机关和事业单位工作人员."""
    right = strip_brackets(right)[0]
    if _OF_SCHOOL.match(right):
        return category_of(left) in ("school", "university")
    return (
        bool(_OF_BODY.search(right))
        and len(right) < 16
        and category_of(left) in ("government", "public_institution", "organisation")
    )
