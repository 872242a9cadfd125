"""Whom a sentence is about: an applicant, or somebody else whose duties are no conditions of applying."""

from __future__ import annotations

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.user import active_hits

_OPENING = 4

_OFFICE = deferred(
    r"^(?:对|由|经|根据需要[^，。；]{0,20}，)?(?:[省市区县镇](?:、|和|及)){0,3}(?:各|市|区|县|省|本)?[^，。；、的]{0,14}?"
    r"(?:部门|局|厅|委员会|评委会|秘书处|秘书组|监督组|评审组|专家组|工作组|领导小组|办公室|人民政府|管委会|工作人员|评审专家|评审人员|评委|有关人员|受理单位|推荐单位|第三方(?:机构)?|评审机构|任何单位)"
    r"(?:和个人|或个人|及其工作人员)?(?:[^，。；、的]{0,12}?)(?:应|须|要|将|可|负责|对|在|不得|必须|会同|组织|有权|与|自|收受|违反|依)"
)
_OPENS = deferred(
    r"(?:各|由)?[^，。；]{0,24}?(?:部门|局|委员会|办公室|人民政府|机关|街道|管委会|财政|审计|法院|主管单位)[^，。；]{0,10}?(?:应|负责|会同|对|要|须|可|定期|组织|将|依法|建立)|(?:加强|建立|完善|健全|强化|实行|严格|定期)"
)
_HANDLED = deferred(
    r"[，,]由[^，。；]{2,16}(?:部门|局|厅|委|委会|办公室)[^，。；]{0,4}(?:推荐|组织|审核|遴选|确定|结合|会同|根据)"
)
_ENCOURAGES = deferred(r"^(?:鼓励|支持|引导)(?!.*(?:不得|必须|应当))")
_JUDGES = deferred(
    r"(?:参与|从事)[^，。；]{0,16}(?:评选|评审|审核|监督)(?:工作)?[^，。；]{0,6}(?:人员|专家)|(?:评审|评选)工作中|得票|票数"
)
_OF_JUDGES = deferred("评|票|审核|监督")
_WORK = deferred(
    r"(?:^|，)各(?:级|部门|地|县|区|市|乡|镇|有关部门)[^，。；]{0,12}(?:不得|要|应|须)|^(?:全面|深入|大力|着力|贯彻)|^(?:各|有关|相关)(?:行业协会|协会|商会|单位|方面|地方)[^，。；]{0,8}(?:应|要|须)|^有条件的(?:地方|地区|县|区|市)|^(?:加强|建立|完善|健全|强化|加大|推进|优化|深化|严格执行|统筹)(?!.{0,20}(?:的[，,]|制度的))"
)
_DISPUTE = deferred(
    r"异议|不服|复审|行政复议|投诉(?<!消费者投诉)|举报|申诉|复核申请(?![^。；]*视为[^。；]{0,4}放弃)|回避|保密(?!义务|协议)|泄露|滥用职权|玩忽职守|以权谋私|秉公|失职|渎职|职称评[审聘]的?资格|审[核查]通过的[^。]*未通过的|各单位应[^，。；]{0,6}履行[^，。；]{0,4}职责|材料(?=[^，。；]{0,6}(?:齐全|完备)[^。]*予以受理)|手续(?=[^，。；]{0,6}(?:齐全|完备)[^。]*予以受理)|资料(?=[^，。；]{0,6}(?:齐全|完备)[^。]*予以受理)"
)
_TURNED_DOWN = deferred(
    r"(?:对)?[^，。；]{0,6}不符合[^，。；]{0,8}(?:条件|要求|规定)的[^，。；]{0,8}，?(?:一律|均|坚决)?不(?:得|予|能|再)(?:推荐|上报)(?:申报)?$|未通过的[^，。；]{0,8}，(?:取消|不予)|(?:对)?[^，。；]{0,6}不符合[^，。；]{0,4}(?:条件|要求|规定)的，[^。；]{0,8}不予受理$"
)
#: What an agent must not charge, and what an office does where papers are not complete.
_OF_AGENTS = deferred(
    r"(?:代理|中介|经办|受理|评审|审计|鉴证)(?:服务)?(?:机构|单位|人员)[^，。；]{0,14}(?:不得|严禁|禁止|不准)[^，。；]{0,14}(?:收取|收费|索取|收受)"
    r"|(?:材料|手续|资料|信息)[^，。；]{0,8}(?:不(?:齐全|齐|全|完整|完备|符合)|有误|欠缺|缺失)[^。]{0,40}(?:一次性|当场|书面)[^。]{0,6}(?:告知|通知)"
)
_PENALTY = deferred(
    r"追究[^，。；]{0,10}责任|移送[^，。；]{0,6}(?:司法|公安)|给予[^，。；]{0,6}处分|构成犯罪|涉嫌犯罪"
)
_BARS = deferred(
    r"(?:不得|不再|不予)[^，。；]{0,16}(?:申报|申请|参评|参加|受理)|不予(?:支持|受理|资助|奖励|补助|补贴|扶持)(?!的，应当?[^，。；]{0,6}(?:通知|告知|说明|出具))"
    r"|(?:取消|停止|暂停|终止)[^，。；]{0,24}(?:申报|申请|参评|参加|参与|参选|评选|享受|入选|入围|受助|资助|补贴|扶持|减[缴免]|租赁|承租|年|培训|参训|参赛|报名|立项|承办|入库|录取|租住|居住|配租|承接|考试|录用|招聘|应聘|聘用)[^，。；]{0,12}资格"
    r"|取消(?:其|该)?资格|^[^，。；]{2,20}(?:局|中心|[委部办组]|协会|单位)不(?:再)?(?:接收|接受|受理)(?=[^，。；]{4,})"
)
_TITLE_LOST = deferred(
    r"(?:取消|撤销|收回)[^，。；]{0,20}(?:基地|企业|示范\w{0,2}|园区?|平台|机构|中心|工作室|实验室|单位|品牌|产品|称号|荣誉)(?:的)?(?:资格|称号|资质|认定)"
    r"|(?:考核|评估|复审|复核|抽查|年审|验收)[^，。；]{0,10}不(?:合格|达标|通过)[^。；]{0,24}(?:取消|撤销|收回)(?![^，。；]{0,8}(?:申报|申请|参评|享受|年))"
)
_BARRED = deferred(
    r"不得(?:再次?|重新)?(?:申报|申请|参评)|年内?，?(?:不得|不再|不予|不能)|不(?:得|再|予)(?:再次?|重新|予以|继续)?(?:认定|申领|享受)(?!条件)"
)
_HANDLES = deferred(
    r"应当?(?:予以|及时|依法|当场|即时|分别)?(?:受理|核实|审核|审查|审批|核准|核查|复核|公示|公布|(?:书面)?(?:告知|通知)|拨付|更正|作出)"
    r"|自(?:收到|受理)[^，。；]{2,20}之日起[^，。；]{1,12}内[^，。；]{0,8}(?:作出[^，。；]{0,8}决定|审[核查批]|核[实查]|复核|拨付|答复)"
    r"|收到[^，。；]{0,14}(?:申请|材料|请求)[^，。；]{0,8}后，|根据(?:以下|下列)[^，。；]{0,6}(?:情况|情形)[^，。；]{0,6}处理"
    r"|(?:评估|考核|评价|评审|检查|验收|审核)(?:的)?(?:内容|指标|要点|方式)[^，。；]{0,6}(?:包括|为)"
    r"|应当?(?:包括|载明|写明|注明|明确|约定|包含)(?:以下|下列|如下)"
)


def _is_own_office(text: str) -> bool:
    """True where an office of the user's gazetteer (``AUTHORITY``) opens the sentence."""
    return any(hit.start <= _OPENING for hit in active_hits("AUTHORITY", text))


def opens_with_office(text: str) -> bool:
    """True where a sentence under a heading of duties opens with an office or its work (各部门应 …, 定期 …)."""
    return _OPENS.match(text) is not None or _is_own_office(text)


def handled_at(text: str) -> int | None:
    """Where a sentence on applicants turns to what an office does with them (…人员，由主管部门遴选确定 …)."""
    match = _HANDLED.search(text) if "由" in text else None
    return match.start() if match else None


def is_about_others(text: str, *, preferred: bool = False) -> bool:
    """True where a rule binds the authority, judges or objectors, or only says what a breach leads to; a bar on applying
    (取消3年内申报资格) is about applicants whoever enforces it. ``preferred``: the text prefers some of them (支持 …，
    优先支持 …), and so does not only encourage."""
    if ("机构" in text or "人员" in text or "一次性" in text or "告知" in text) and _OF_AGENTS.search(text):
        return True
    if _DISPUTE.search(text) or _TURNED_DOWN.match(text) or (_OF_JUDGES.search(text) and _JUDGES.search(text)):
        return True
    if ("取消" in text or "撤销" in text or "收回" in text) and _TITLE_LOST.search(text) and not _BARRED.search(text):
        return True
    if ("不" in text or "止" in text or "停" in text or "消" in text) and _BARS.search(text):
        return False
    return (
        _OFFICE.match(text) is not None
        or _is_own_office(text)
        or ("由" in text and _HANDLED.search(text) is not None)
        or _PENALTY.search(text) is not None
        or _HANDLES.search(text) is not None
        or (not preferred and _ENCOURAGES.match(text) is not None)
        or _WORK.match(text) is not None
    )
