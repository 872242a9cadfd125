"""Materials: what to hand in, read off the sentences that ask for it outside of a list; notes on all of a list."""

from __future__ import annotations

import re

from tiaokuan.extractors.clauses import Piece, segments, sentences, strip_brackets
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.entries import Entry
from tiaokuan.extractors.findings import MaterialFinding
from tiaokuan.extractors.material_entries import read_materials
from tiaokuan.extractors.material_notes import copies_note, seal_note, whole_note
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.user import active_hits

__all__ = ["copies_note", "find_materials", "read_materials", "seal_note", "whole_note"]

_HANDS_IN = deferred(
    r"(?:(?:^|[，,：:；;）)]|^[^，,。；：]{2,12}(?=(?:应当?|须|需要?)(?:提供|提交|携带|出示|报送)[：:])|(?:人|员|农|民|业|庭|居民|团队|公司|合作社|农场|业主|位|者|户|主体|对象|构|生|女|属|家长|商|组织|协会|学校|学院|医院|院所|选手|作品)|的(?=(?:还|另)?(?:应当?|须|需要?)(?:提供|提交|出具|出示|附))|(?:前|内|末|月底|年底|网|平台|系统|小程序)(?=报送|提交|递交|提供|上传)|(?:应当?|须|需要?|可)?按照?[^，,。；;]{2,16}规定|时|向[^，,。；;]{2,16}|(?:如果?|若)[^，,。；;的]{2,16}?(?=(?:还|另|应|须|需))"
    r"|并(?=提供|提交|附|出具|出示))(?:但|还|均|应当?|须|需要?|可|并|同时|另行?|经|[于在](?:每周|每月|每年|工作日|工作时间|法定|规定)[^，,。；;提持带]{0,14}?|按要求|按规定|按时|如实|及时|一并|如|若|能够?|仅|只|先|须先|请)*"
    r"(?:持(?!有|续|股|平)|(?<=同时)持有|(?<=[须应])持有(?=[^，。；]{2,40}(?:领取|办理|申领|代领|报到))|提供|提交|递交|携带|出具|出示|报送|上传|附上?(?!件|则|表|近|属|加|设|带)|(?<=的[，,][需须应])有(?=[^，,。；;]{0,12}证明(?:材料|文件)?(?:$|[，,。；;])))|(?:[，,](?:可|需|须|应)?)?(?<![文票])凭(?!证|据|借|条|单))"
    r"(?P<list>(?!虚假|的|有?[^，,。；;]{2,16}的[^，,、。；;]{0,8}(?:人员|人才|人|者|企业|单位)(?:[（(，,]|$))[^。；;]{2,160})"
)
_GIVING = deferred(r"[持凭附填将]|[需须应]有|连同|提供|提交|递交|携带|出具|出示|报送|上传")
#: What a sentence that hands papers in must have: the verbs of ``_HANDS_IN``.
_GIVES = deferred(r"[持凭附]|[需须应]有|提供|提交|递交|携带|出具|出示|报送|上传")
_ANNOUNCED = deferred(
    r"^(?:申报|申请|相关|有关|书面|证明)?(?:材料|资料)[，,](?:申报|申请|相关|主要)?(?:材料|资料|内容)?(?:主要|应|需|须)*(?:包括|包含|为|有)(?:但不限于)?[：:]?|^(?:以下|下列|如下)(?:申报|申请|证明)?(?:材料|资料)?(?:的?(?:原件|复印件)(?:[及和、或](?:原件|复印件))?(?=[：:]))?(?:（[^（）]{2,16}）(?=[：:]))?[：:]?"
)
#: 提交以下材料（均加盖公章）：甲；乙；丙: what follows the first semicolon is handed in as well.
_LIST_FOLLOWS = deferred(
    r"(?:提交|提供|报送|递交|携带|出具|出示|附|上传|准备)(?:以下|下列|如下)[^，,。；：:]{0,10}(?:材料|资料|证件|文件|证明)(?:的?(?:原件|复印件))?(?:（(?P<note>[^（）]{2,16})）)?[：:](?=.{2})"
)
_NAMED = deferred(
    r"(?:申请表|申请书|申报书|申报表|报名表|承诺书|复印件|营业执照|身份证|证明|证书|协议书?|合同|发票|材料|资料|报告|单据|凭证|户口簿|"
    r"台账|流水|照片|账单|监测数据|记录表?(?=$|[，,。；;、])|凭据|诊断书|执照|请求书|申领表|登记表|汇总表|花名册|情况说明|(?:书面|章的|签名的|签字的)说明|委托书|授权书|检索界面|截图|录取通知书|许可证|居住证|登记证|护照|批文|报表|清单|(?:毕业|学位|职称|资格|房产|结婚|残疾|工作|行驶)证|原件|(?:明细|征询|意见|评分|统计|信息|预算|一览|测算|反馈|调查|测评)表|效果图|设计图|平面图|(?:配合|实施|工作|活动|建设|运营|改造|设计|整改|培训|教学)方案|(?:商业|创业|策划)计划书|推荐函|推荐表|推荐信|介绍信|户口本|简历|图纸|光盘|PPT|演示文稿|收据|小票|结算单|公函|自评表|签到表|预算表|方案书|企划书|策划书|策划案)"
)
_OTHERS_GIVE = deferred(
    r"(?<!无)异议|(?:部门|局|委|办公室|管委会)向[^，。；]{2,14}(?:局|部门|政府|委)[^，。；]{0,6}(?:申请|提出|报)|(?:部门|局|委|政府)凭|(?:机构|事务所|医院|专家组?|中心)(?:应当?|须|需)?(?:依法|按[^，。；]{2,12})?出具(?!的)|虚假|弄虚|举报(?!人|奖)|投诉(?!人)|由[^，。；]{2,16}(?:提供|出具)|不(?:提供|提交)|未(?:提供|提交)|提供(?:的|虚假|服务|便利|支持|担保)|无需[^，。；]{0,8}提供|允许[^，。；]{2,20}出具"
    r"|(?:部门|局|委(?![托派培外])|办公室|管委会|政府|各[区县市镇地]|街道(?![^，。；]{0,8}机构)|办事处\)?|法院)[^，。；：]{0,12}(?:出具|提供|提交|报送)(?!的)"
)
_GIVEN_BY = deferred(r"由?[^，,。；;、由]{2,16}(?:提供|出具)的|向[^，,。；;]{2,20}?(?=提供|提交|递交|报送|出具)")
#: Where the words on materials end and what is done with them begins.
_DONE_WITH = deferred(
    r"[，,](?=[^，,。；;]{2,24}的(?:还|另|应当?|须|需要?)+(?:提供|提交|出具))|"
    r"[，,](?=[^，,、。；;]{2,24}(?:内|前|后|时)(?:应当?|须|要)?(?:提交|提供|报送|递交))|[，,](?=将|邮件|纸质[版件稿]?|电子[版件稿]|一式|同时发|发送|打包|统一)|"
    r"[，,](?=不得|不可(?!缺)|严禁|不准|切勿|请勿)|[，,](?=[^，,、。；;]{2,16}(?:应当?|须|将|负责)(?!提供|提交|出具|[^，,。；;]{0,16}盖))|[，,](?=(?:无需|不需|无须|毋须|免于|不再|不必)|(?:并|且|均|应|需|须)*(?:加盖|盖|签字|签章))|"
    r"[，,](?=(?:提交|确认|点击|等待)(?:申请|提交|审核)?(?:$|[，,。；;]))|[，,](?=(?:逾期|否则|未按|过期))|[，,](?=向|到|报|由|经|并|办理|申请|在|方可|方能|才|后|可|以[保便]|作为|予以|直接|领取|申办|(?:申请|申报)?材料[应须需])"
    r"|(?:向|到|至(?![少今多])|(?<![申填上汇举])报(?![告表名销废]))(?=[^，,。；;]{2,24}(?:申请|提出|报|办理|领取|签|申办|申领|享受|咨询|报销|登记|审核|备案)|[^，,。；;]{1,14}(?:部|局|残联|工会|妇联|村委会|居委会|社区|工作站|银行|委|办|处|所|中心|窗口|政府|街道)(?:$|[，,。；;]))|(?:给予|享受|领取|参加|申领|查询|进行)(?=[^，,。；;]{2,})|(?:直接)?(?:办理|申请(?!材料|书|表|单|函|资料|报告)|注册登记|申领|领取|享受|入场|入园|入馆|报销(?!单|凭)|核销(?!单|凭)|结算(?!单|表|书|凭|票|清|发)|乘坐|参观|免费|报名(?!表))(?=[^，,。；;]{0,12}(?:$|[，,。；;]))"
)
_IN_GENERAL = deferred(
    r"(?:(?:以下|下列|相关|有关|个人|企业|单位|申请|申报|书面|其他|相应|全部|所有|上述|以上|报名)的?){0,4}(?:证明|佐证|印证|支撑)?(?:材料|资料|文件)|[^、，和及《》的]{2,14}(?:申请|申报|相关|有关|所需|报名|参评|参赛|备案)的?(?:材料|资料|文件)|(?:真实|有效|完整|准确|合法|必要|[、且和])+的?(?:申报|申请|证明|相关)?(?:材料|资料)|(?:推荐)?(?:作品|项目|成果|稿件|名单)(?:[及和、与]|以及)[^、，]{0,6}(?:材料|资料|电子版)|[^，。；]{0,12}(?:工作|总结|情况)报告"
)
_ON_PAPER = deferred(r"(?<=[料件])(?:的?(?:纸质|电子|书面|扫描|PDF|盖章)[版件稿档](?:[和及、与])?)+$")
#: 原件由受理窗口核对: how papers given are checked.
_CHECKED = deferred(r"(?:证件|材料)?原件[^、]{0,3}(?:交?由|供|备|核)")
#: 凭…的证明材料认定: what a figure is read off, not what is handed in.
_BASIS = deferred(r"(?:认定|确定|核定|核算|计算|为准)$")
_FOR_WHOM = deferred(
    r"(?:^|[，,。；;]|其中)(?:对|凡)?(?P<who>(?!其中|对|凡|除|符合[^，。；]{0,4}(?:条件|要求)的)[^，,。；;]{3,80}?的(?:[^，,。；;的]{2,12}(?:（[^（）]*）|\([^()]*\))?)?)[，,]?(?:在[^，,。；;]{2,24}时[，,]?)?$"
)


_FILLED_IN = deferred(
    r"(?:填写|填报|填好|填制|填妥)(?:好|完整)?(?P<name>《(?:[^《》]|〈[^〉]*〉){2,40}?(?:表|书|单|函|协议|清单|名册|台账)(?:[（(][^《》]{1,10}[）)])?》"
    r"|(?<=填写)[一-鿿]{1,14}?(?:申请表|审批表|登记表|报名表|备案表|申报表|申请书|申报书|承诺书|任务书|计划书|回执|意向书|信息表|申请单|登记卡)(?=$|[，,。；;（(]))"
)
#: 填写《某某申请表》（见附件2）
_ATTACHED_FORM = deferred(r"[（(][^（）()]{0,8}附[件表][^（）()]{0,6}[）)]")
#: …和《承诺书》: another form beside the one that is filled in.
_AND_FORM = deferred(
    r"(?:[（(][^（）()]{1,12}[）)])?(?:、|和|及|与|以及)(?P<name>《[^《》]{2,40}?(?:表|书|单|函|协议|清单|名册|台账)》)"
)
#: 企业将申报书、营业执照复印件等材料报送至县科技局; 连同登记证书复印件.
_PUT = deferred(
    r"(?:(?<![一-鿿]即)将(?P<list>(?:[^。；;，,（(]|（[^（）]*）|\([^()]*\)){3,90}?)[，,]?(?:[于在][^，,。；;]{2,16}前)?(?:一并|一起|统一|同时|密封|装订成册后?|(?:加盖公?章|盖章|签字)后?)*(?:报送|提交|递交|上传|送交|送达|寄送|邮寄|快递|打包发送?|发送?|投递|寄|报|送(?=[至到往])|上?交(?=[至到给]))(?:至|到|给|我|市|县|区|所在|[^，,。；;]{0,10}(?:局|委|科|处|中心|办|平台|系统|部门))"
    r"|连同(?P<along>[^。；;，,]{3,60})(?=[，,。；;]))"
)
_CHECKS = deferred(r"审核|审查|初审|汇总|核实|推荐|审批")
#: 请各推荐单位于…前将推荐函、推荐项目清单寄送…: those who recommend hand on.
_PASSING = deferred(
    r"(?:推荐|组织|主管|归口|初审|汇总)(?:单位|部门|机构)|各(?:区县|县区|地市|市州|省|市、|县、|区、)|各[^，。；]{0,8}(?:局|部门)"
)
_RECOMMENDERS = deferred(
    r"(?:请)?各?(?:推荐|主管|归口管理?|组织推荐)(?:单位|部门)"
    r"|[^，。；的]{0,12}(?:局|厅|部门|委员会|办公室|管委会|街道办?|镇政府|主管单位)(?:应当?|须|要|将|负责)?(?:于|在|自)[^，。；]{2,24}(?:前|内|后|日)"
)
_PASSED_ON = deferred(r"审定|审核|合格|名单|意见|汇总")
_PLAIN_PAPERS = deferred(r"(?:[^、，及和]{0,12}(?:材料|资料|文件|汇总表|名单|意见|报告)[、及和]?)+")
_AFTERWARDS = deferred(r"(?:后|时|前)$|齐[备全]后|(?:截止|受理|报送|提交)(?:时间|日期)|时间为")
_BY_OFFICE = deferred(r"由[^，,。；;]{2,20}$|[^，,。；;]{0,16}(?:局|部门|委|联|中心|政府|街道|乡镇)$")
_FILED = deferred(r"[^，,。；;]{0,4}报[^，,。；;]{2,12}备案")
_HEADED = deferred(r"(?P<who>[^，,。；;：:]{3,40}的[^，,。；;：:的]{1,12})[：:]")
#: The class that a sentence begins with, clauses before the demand.
_LEAD = deferred(
    r"(?P<who>[^，,。；;：:]{3,60}的|在[^，,。；;：:]{2,16}(?:期内|期间|时))[，,](?!.*[^，,。；;]{3,}的[，,](?!也|亦|均))"
)
#: 流动人口申领居住证，应当向…提交…: what one does who gives it, 的 left out.
_DOING = deferred(
    r"(?:^|[“”：:])(?P<who>[^，,。；;：:“”]{2,14}(?:办理|申领|领取|换领|补领|申请(?!人))[^，,。；;：:的]{2,16})[，,](?=(?:应当?|须|需要?)(?:提供|提交|出示|如实|向|持|凭))"
)
_MORE_FROM = deferred(
    r"(?P<who>[^，,。；;：:《》]{2,24}?)(?:还|另)(?:应当?|须|需要?|要|可|同时)*(?:提供|提交|出具|出示|附)"
)
_GENERAL_WHO = deferred(
    r"(?:[^，,的]{0,8}(?:申请人|申报人|申报单位|申请单位|申报主体|申报企业|申请企业|参评单位))(?:(?:或者?|和|、)[^，,的]{1,10})?(?:$|请求|申请|申报|办理)"
    r"|(?:有意[愿向]?|符合(?:条件|要求|规定)|拟(?:申报|申请|参赛|参评|参加)|愿意参与|参加)的[^，的]{0,10}$"
    r"|(?:企业|单位|个人|并|同时|均|应|其|上述人员|需)+$"
)
#: …；附上获奖证书: who does so was named before the semicolon.
_GOES_ON = deferred(
    r"\s*(?:并|同时|还|另|均)*(?:应当?|须|需要?)?(?:附上?(?!件|则|表|近|属|加|设|带)|提供|提交|出具|上传|报送)"
)
_ALSO_GIVEN = deferred(r"并(?=提供|提交|附|出具|出示)|[，,]同时(?=提供|提交|报送|附|上传|出具)")
_SEALED_BEHIND = deferred(r"[，,](?:并|且|均|应|需|须|要)*(?:加盖|盖)[^，,。；;]{0,10}章")


def find_materials(ctx: Context, start: int, end: int, group: str | None = None) -> list[MaterialFinding]:
    """Materials that a sentence outside of a list of materials asks for: 持身份证、营业执照复印件向…提出申请, 应当提供…,
    凭发票报销. Those for one class only (申请…的，应当提供…) say so in ``condition``."""
    found: list[MaterialFinding] = []
    if _GIVING.search(ctx.text, start, end) is None:
        return found
    for sentence in sentences(ctx.text, start, end):
        listing: re.Match[str] | None = None
        whose = group
        for segment in segments(ctx.text, sentence.start, sentence.end):
            if listing is not None:
                found += _further(ctx, segment, listing["note"], whose)
                continue
            asked = _handed_in(ctx, segment, group)
            listing = _LIST_FOLLOWS.search(ctx.text, segment.start, segment.end) if asked else None
            whose = asked[0].condition if asked else group
            for one in asked if listing is not None and "章" in (listing["note"] or "") else ():
                one.sealed = True
            asked = asked or _put(ctx, segment, group) or _through(ctx, segment)
            asked = sorted(asked + _forms(ctx, segment, group, asked), key=lambda one: one.start)
            if asked and found and found[-1].start > sentence.start and _GOES_ON.match(ctx.text, segment.start):
                for one in asked:
                    one.condition = one.condition or found[-1].condition
            found += asked
    return found


def _handed_in(ctx: Context, segment: Piece, group: str | None) -> list[MaterialFinding]:
    text = segment.of(ctx.text)
    found: list[MaterialFinding] = []
    match = _HANDS_IN.search(text) if _GIVES.search(text) else None
    if match is None or _OTHERS_GIVE.search(_GIVEN_BY.sub("", text)) or _RECOMMENDERS.match(text):
        return found
    while match is not None:
        announced = _ANNOUNCED.match(match["list"])
        begin = match.start("list") + (announced.end() if announced else 0)
        words = _ALSO_GIVEN.split(_DONE_WITH.split(text[begin : match.end("list")])[0])[0]
        stop = begin + len(words)
        if (_NAMED.search(words) or active_hits("MATERIAL", words)) and not _BASIS.search(words):
            whom = _FOR_WHOM.search(text[: match.start() + 1]) if match[0][0] in "，,的" else None
            group = group or (_class_of(whom["who"]) if whom else None) or _leading_class(text, begin)
            asked = _asked(ctx, segment.start + begin, segment.start + stop, group)
            sealed = _SEALED_BEHIND.match(text, stop) is not None
            for material in asked:
                material.sealed = material.sealed or sealed
            found += asked
        match = _HANDS_IN.search(text, stop)
    return found


def _further(ctx: Context, segment: Piece, note: str | None, group: str | None) -> list[MaterialFinding]:
    """What a list in a sentence names behind its first semicolon; ``note``: what its lead-in says of all its papers."""
    asked = _asked(ctx, segment.start, segment.end, group)
    for one in asked:
        one.sealed = one.sealed or "章" in (note or "")
        one.form = one.form or ("copy" if "复印件" in (note or "") else None)
    return asked


#: 现役军人须由所在部队出具证明: what one has to bring is made out by somebody else.
_BROUGHT = deferred(
    r"(?:^|[，,；;：:])(?P<who>[^，,。；;：:]{0,16}?(?:人|员|者|工|生|师|兵|干部|家长|民警|对象|户))(?:还|均|另)?(?:应当?|须|需要?|必须)由(?P<by>[^，,。；;]{2,20}?)(?:同时|分别)?(?:提供|出具)"
    r"(?P<list>[^，,。；;]{2,30}?(?:证明(?:材料|文件)?|推荐信|推荐函|介绍信|意见书?|委托书|担保书|承诺书|鉴定|报告))(?=$|[，,。；;（(])"
)


def _through(ctx: Context, segment: Piece) -> list[MaterialFinding]:
    """The papers that applicants of one class have somebody else make out (在职人员须由所在单位出具同意报考证明)."""
    text = segment.of(ctx.text)
    found: list[MaterialFinding] = []
    for match in _BROUGHT.finditer(text) if "由" in text else ():
        who = None if _GENERAL_WHO.match(match["who"]) else match["who"]
        start, end = match.span("list")
        found += _asked(ctx, segment.start + start, segment.start + end, who)
    return found


def _put(ctx: Context, segment: Piece, group: str | None) -> list[MaterialFinding]:
    """What applicants send in, named before the verb (将申报书、执照复印件报送至…), or beside forms (连同…)."""
    text = segment.of(ctx.text)
    found: list[MaterialFinding] = []
    if "将" not in text and "连同" not in text:
        return found
    for match in _PUT.finditer(text):
        name = "list" if match["list"] else "along"
        if (
            _PLAIN_PAPERS.fullmatch(match[name])
            or not _NAMED.search(match[name])
            or _PASSED_ON.search(match[name])
            or _CHECKS.search(re.sub("《[^《》]*》", "", text[: match.start()]))
            or _BY_OFFICE.search(text[: match.start()].rstrip("，,"))
            or _PASSING.search(text, 0, match.start())
        ):
            continue
        found += _asked(ctx, segment.start + match.start(name), segment.start + match.end(name), group)
    return found


def _forms(ctx: Context, segment: Piece, group: str | None, asked: list[MaterialFinding]) -> list[MaterialFinding]:
    """The forms that a sentence has filled in (请填写《某某申请表》) and that it does not ask for besides."""
    found: list[MaterialFinding] = []
    if ctx.text.find("填", segment.start, segment.end) < 0:
        return found
    for match in _FILLED_IN.finditer(ctx.text, segment.start, segment.end):
        start, end = match.span("name")
        if any(one.start < end and start < one.end for one in asked) or _FILED.match(ctx.text, end, segment.end):
            continue
        before = re.sub(r"(?:请|先|应当?|须|需要?|可|如实|分别)+$", "", ctx.text[segment.start : match.start()])
        if _BY_OFFICE.search(before):
            continue
        whom = _HEADED.match(before) or _FOR_WHOM.search(before)
        who = group or (_class_of(whom["who"]) if whom else None)
        noted = _ATTACHED_FORM.match(ctx.text, end, segment.end)
        found += read_materials(ctx, Entry(start, noted.end() if noted else end, group=who, listed=False))
        while (other := _AND_FORM.match(ctx.text, end, segment.end)) is not None:
            end = other.end("name")
            found += read_materials(ctx, Entry(other.start("name"), end, group=who, listed=False))
    return found


#: 可以委托他人代办，代办人须提交委托书: who acts for another.
_BY_PROXY = deferred(
    r"(?P<who>委托[^，,。；;：:、的]{0,8}(?:代办|代理|代领|代为[^，,。；;的]{2,8}|办理|申请|申报|领取|提交))(?:时|手续)?[，,]"
    r"(?:还|另)?(?:应当?|须|需要?)?(?:由)?(?:代办人|受托人|代理人|被委托人|受委托人|代领人|委托人|经办人)?(?:还|另|均|同时)?(?:应当?|须|需要?|要|可)?(?:持|凭)?(?:提交|提供|出具|出示|携带|附)?"
)


def _leading_class(text: str, stop: int) -> str | None:
    """The class that the sentence opens with (企业请求减缴的，应当…，同时提交), that gives more than the others (连锁企业还需
    提供), or the time that the demand holds for (在汇算清缴期内，企业提交)."""
    acting = _BY_PROXY.search(text) if "委托" in text else None
    if acting is not None:
        return acting["who"]
    lead = _LEAD.match(text[:stop])
    if lead is not None:
        return _class_of(lead["who"])
    doing = _DOING.search(text) if "，" in text else None
    if doing is not None and doing.end() <= stop:
        return _class_of(doing["who"])
    more = _MORE_FROM.match(text)
    return (
        re.sub(r"^(?:如果?|若)(?=.{2})", "", more["who"]) if more and not _GENERAL_WHO.fullmatch(more["who"]) else None
    )


def _class_of(who: str) -> str | None:
    """The words of a class, their conjunction left out; None where all who apply are meant (申请人请求减缴的)."""
    who = re.sub(r"^(?:但是?|如果?|其中|对于?|凡)(?=.{3})", "", who)
    return None if _GENERAL_WHO.match(who) and not re.search(r"[^，]{3,}(?:补贴|补助|资助|奖励|认定)的$", who) else who


def _asked(ctx: Context, start: int, end: int, group: str | None) -> list[MaterialFinding]:
    """The materials of ``text[start:end]`` that have a name of their own (not 相关材料)."""
    asked = read_materials(ctx, Entry(start, end, group=group, listed=False))
    return [
        one
        for one in asked
        if not (
            _IN_GENERAL.fullmatch(_ON_PAPER.sub("", strip_brackets(one.name)[0]))
            or _CHECKED.match(one.name)
            or _AFTERWARDS.search(one.name)
        )
    ]
