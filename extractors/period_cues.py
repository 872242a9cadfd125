"""The words that give a period its role: cues of the clause, labels before a colon, what a duration is for."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind, Quantity
from tiaokuan.extractors.clauses import Piece
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.period_values import Cue
from tiaokuan.gazetteer.deferred import deferred

CUES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "validity",
        re.compile(
            r"有效期(?!内)|施行|执行至|实施至|试行(?:期|[一二两三四五\d]年)|适用期限|政策(?:执行|实施)(?:期限?|时间)|[自从].{0,12}起(?:施行|实施|执行|生效)|废止|本(?:办法|细则|规定|意见|政策|措施|方案|通知).{0,12}(?:至|止)"
        ),
    ),
    ("publicity", re.compile(r"公示(?:期|时间|[^，。稿]{0,8}(?:天|日))|公示(?!稿|结果)")),
    (
        "application",
        re.compile(
            r"申报(?:时间|截止|期限|期)|申请(?:时间|期限|截止)|受理(?:时间|期限)|(?<!上)报名(?!单|册)(?:时间|截止)?|截止|逾期|报送|提交(?:材料|至)|征集(?:时间|期)|(?:投保|申购|认购|预约|领取|投稿|投递|揭榜|认领|申领|竞买|参训报名)(?:起止)?(?:时间|期限|日期)|集中(?:申报|受理)|申报期|(?:前|内)[^，。]{0,12}(?:申报|报送|提交|提出申请|提出[^，。；]{0,16}的?申请|递交|寄送|快递|邮寄|寄至|寄到|送至|送达|送交|发至|发送至|投递|(?<!上)报名(?!单|册))|前向[^，。；]{2,30}(?:提出[^，。；]{0,8}(?:申请|申报)|申请|申报|递交|提交|报送|报名)|前申请(?!人|者|的|专利|商标|注册)|受理|填报|申报(?!单位|企业|主体|项目|人|者|材料|书|表|条件|通知|指南|对象|资格|成功|机构|内容|要求)"
        ),
    ),
    (
        "implementation",
        re.compile(
            r"实施(?:周期|期限|期|时间)|(?:研究|研发|改造|研制|攻关|示范|建造|施工)(?:周期|期限)|建设(?:周期|期限|期)|项目(?:周期|期限|期|执行期)|服务(?:时间|期限|期)|活动(?:时间|期限|期|[自从](?=\d))|执行期|合作期|培育期|试点期|工作周期|周期"
        ),
    ),
    ("milestone", re.compile(r"完成|验收|签订|签约|竣工|开工|建成|投产|阶段|启动|总结")),
)
#: Labels of windows: what an applicant does in them, what an authority does.
LABEL_APPLIES = deferred(r"(?:填报|提交|报送|递交|上传|登记|注册|查验|建档|备案|预约|网报|投递|申领)[^，。；]{0,6}$")
LABEL_OFFICE = deferred(
    r"审核|审查|审批|初审|复审|复核|评审|评选|评价|评估|核查|验收|公示|公布|拨付|答辩|路演|考核|抽查|专家|立项"
)
#: When what is paid for takes place: 培训时间为…, 展会时间：….
LABEL_EVENT = deferred(
    r"(?:培训|举办|举行|展会|展览|展出|考试|比赛|竞赛|招聘|授课|集训|演出|体检|面试|笔试|路演|测试|测评|报到|开标|布展|抽签|开班|办学|见习|实习)(?:的)?(?:起止)?(?:时间|日期|期限)(?:为|是|自|从|：|:)?$"
)
#: Reports on what was granted, no applications.
REPORTS = deferred(
    r"(?:提交|报送|上报|递交|填报)[^，。；申]{0,12}(?:总结|结题|验收|绩效|自评|决算|中期|进展|(?:执行|使用|完成|落实|实施|运行|开展|建设)情况|年报|年度报告|工作报告)"
)
DUE_LEAD = deferred(
    r"(?![^，]*(?:局|部门|委|办|政府|中心|厅)(?:应|须|于|在|$))[^，,。；;：:的后]{0,14}?(?:应当?|须|需|于|在|每年|次年|请|原则上)*"
)
_LABEL_OWN = deferred(r"申报|申请|受理|提交|填报|报名")
#: What the administration has done by a date.
OFFICE_DUTY = deferred(
    r"(?:之|以|底)?前(?:统一|一次性|足额|集中)?(?:拨付|发放|兑付|划拨|支付|下达|兑现|到账|核发)|(?:之|以|底)?前?[，,]?(?:发布|印发|公布|下达|制定|出台|编制)[^，,。；;]{0,16}(?:通知|公告|指南|计划|名单|方案|目录)|(?:之|以|底)?前?[，,]?将[^，,。；;]{0,12}(?:汇总表|汇总材料|推荐表|名单|推荐函|初审意见|审核意见)[^，,。；;]{0,8}[报送]"
    r"|(?:之|以|底)?前?(?:[（(][^）)]{1,8}[）)]前?)?[，,]?(?:完成|将|对|组织|下达|拨付|公布|汇总)[^，,。；;申]{0,24}"
    r"(?:评审|评选|初评|复评|评定|评议|遴选|核查|审核|初审|复核|审批|审定|拨付|划拨|兑付|核发|发放|下达|公布|公示|备案|绩效评价|拨到位|到位|到账)"
)
#: 4月20日前后公布名单并公示3天: the date is that of the act before the public notice.
_ACTS_BEFORE = deferred(r"[^，,。；;]{0,6}(?:公布|发布|确定|评审|审核|评出|提出|完成)")
#: An act of the applicant behind 每年…前，.
DUE_ACT = deferred(
    r"(?![^，,。；;]{0,16}(?:局|部门|委|办公室|管委会|政府|中心|机构|厅)(?:应当?|须|将|负责|会同|汇总|组织|对))(?:[^，,。；;（(]|（[^（）]*）|\([^()]*\)){0,60}?"
    r"(?:提出[^，,。；;]{0,10}申请|申请|申报|提交|报送|递交|报名|寄送|寄至|邮寄|快递|送达|送至|送交|发送至|报至|交至|上传|填报|投递)"
)
#: Those who only hand on what others apply with (各推荐单位, 归口管理部门).
HANDS_ON = deferred(r"(?:推荐|主管|归口|初审|汇总|牵头组织)(?:单位|部门|机构)")
#: An act of the administration behind 9月底前，.
DUE_OFFICE = deferred(
    r"(?:由)?[^，,。；;的]{0,14}(?:局|厅|部门|委员会|委|办公室|管委会|政府|中心|街道)(?:应当?|须|将|负责|会同[^，,。；;]{2,12})?[^，,。；;]{0,12}"
    r"(?:汇总|分配|下达|公布|发布|印发|拨付|审核|评审|审定|组织|通报|公示|研究|制定|提出|上报|报送|开展|完成|确定|编制)"
)
_AUTHORITY = deferred(
    r"工作日|审核|审批|公示|受理|答复|办结|拨付|反馈|核实|批复|出具|告知|通知|送达|公布|作出|予以|决定|补正"
)
#: 停业期限最长不得超过1年且不得…: a term, whatever follows.
_LONGEST = deferred(r"(?:期限|时限|周期|有效期)(?:一般|原则上|均)?$")
_GRANT_TIME_OF = deferred(r"补贴|补助|资助|奖|享受|扶持|支持|给予|发放|减免|贴息|拨付|返还|兑现|优惠|按")
_GRANT_TIME = deferred(r"补贴|补助|资助|奖励|享受|扶持|支持|给予|发放|减免|贴息|期限|拨付|每年|连续|内")


def is_office_label(label: str) -> bool:
    """True for a label that says when an authority acts (评审时间), not when one applies or objects."""
    return (
        label.endswith(("时间", "日期", "期限"))
        and LABEL_OFFICE.search(label) is not None
        and not _LABEL_OWN.search(label)
        and "公示" not in label
    )


def is_office_time(ctx: Context, quantity: Quantity, sentence: Piece) -> bool:
    """True for a date whose label says what an authority does until then (镇街审核截止时间：…)."""
    if quantity.kind not in (Kind.DATE, Kind.DATE_RANGE):
        return False
    lead = ctx.text[sentence.start : quantity.core_start].rstrip("：: 为")
    if not lead.endswith(("时间", "日期")):
        return False
    label = re.split(r"[，,。；;：:]", lead)[-1]
    return LABEL_OFFICE.search(label) is not None and not _LABEL_OWN.search(label) and "公示" not in label


#: 报名截止4月20日，名单于4月25日前公布: what the office does then.
_PUBLISHED = deferred(r"(?:之|以|底)?前(?:予以|统一|对外|向社会)?(?:公布|公告|发布|揭晓|反馈)(?=$|[，,。；;])")


def acts_before(ctx: Context, quantity: Quantity, notice: int) -> bool:
    """True for the date of what comes before the public notice (4月20日前后公布名单并公示3天)."""
    return notice > quantity.core_end and _ACTS_BEFORE.match(ctx.text, quantity.core_end, notice) is not None


def duration_cue(ctx: Context, quantity: Quantity, near: str) -> Cue | None:
    """The role of a duration that no cue of its clause settles: ``other`` for a term of a grant or an authority."""
    after = ctx.text[quantity.end : quantity.end + 32]
    text_before = ctx.text[max(0, quantity.start - 8) : quantity.start]
    if (
        quantity.bound == "max"
        and _LONGEST.search(text_before)
        and "超过" in ctx.text[quantity.start : quantity.core_start]
    ):
        return Cue("other")
    if quantity.bound == "min" or (
        re.match(
            r"(?:以?内)?(?:的|未|新|每(?!年[^，。；]{0,24}(?:给予|补|奖|资助|贴|返|扶持|支持|享受))|且|后|前|有)", after
        )
        and not quantity.working_days
    ):
        return None
    if quantity.working_days or (_AUTHORITY.search(near) and quantity.bound == "max"):
        return Cue("other")
    paid = _GRANT_TIME_OF.search(near) or re.match(r"[，,](?:每年|按|分别|给予|予以|分)", after)
    if quantity.bound is None and text_before.endswith("连续") and not paid:
        return None
    if quantity.bound == "max" or re.search(
        r"连续|期限|分$|为期|(?:管理|培养|资助|支持|补贴|孵化|过渡|试用|试点|考核|聘|见习|免租|优惠|示范|创建|培育|认定|命名|任|观察|整改|扶持|帮扶|运行|运营|跟踪|宽限|免息|贴息|质保|保修|入驻)期"
        r"(?:一般|暂定|原则上|均|统一)*[为是：]?$|(?<!有效)(?<!公示)[^，。；近学假周日前后本长短中]期(?:一般|暂定|原则上|均|统一)*为$|免[租息费]$|减半$|延[长期](?:至|到)?$",
        text_before,
    ):
        return Cue("other")
    return Cue("other") if _GRANT_TIME.search(near) and quantity.bound != "min" else None


def sentence_cue(ctx: Context, quantity: Quantity, sentence: Piece) -> Cue | None:
    """The role of a date by the cues of the whole sentence."""
    whole = ctx.text[sentence.start : sentence.end]
    for role, pattern in CUES[:3]:
        if (
            pattern.search(whole)
            and quantity.kind in (Kind.DATE, Kind.DATE_RANGE)
            and len(str(quantity.value.min or quantity.value.max)) >= 5
        ):
            published = role == "application" and _PUBLISHED.match(ctx.text, quantity.core_end) is not None
            return Cue("other" if published else role)
    return None
