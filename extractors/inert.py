"""Entries and sentences among the conditions that demand nothing: headings, classes, slogans, times, marks and orders."""

from __future__ import annotations

from tiaokuan.extractors.subjects import is_about_others
from tiaokuan.gazetteer.deferred import deferred

_SLOGAN = deferred(
    r"(?:加大|拓展|优化|加强|扩大|强化|提升|完善|畅通|支持|鼓励)[^，。；]{2,40}(?:力度|范围|保障|渠道|水平|能力|环境)"
)
_HEADING = deferred(r"[^，。；：\d符须]{2,12}(?:单位|企业|机构|人员|主体|对象)(?:基本|具体|其他)?(?:要求|条件)")
#: An entry that only says when to apply.
_WHEN = deferred(
    r"[^，。；：]{0,16}(?:申报|报名|申请|受理|提交|填报|报送|推荐)(?:材料|工作)?(?:的)?(?:起止|截止|开始)?(?:时间|日期|期限)(?:为|是|：|:)[^。；]{4,60}"
)
_WHERE = deferred(r"可向[^，。；]{2,30}(?:提交|提出)[^，。；]{0,6}申请$")
_RANKING = deferred(
    r"进行排[名序]|一事一议|^特此|并列排名|按[^，。；]{2,20}排[名序]|排名规则|评出[^，。；]{0,16}[奖名]|不[分设][^，。；]{0,4}(?:等级|等次|名次)|(?:名额不限|不限名额|额满为止|用完为止|先到先得|完为止)$|^名额有限"
)
#: The name of a class or a group alone (声乐类（SY）, 成长组, 第三赛道).
_CLASS_NAME = deferred(
    r"(?![^，。；：（）]*(?:不|无|未|符合|具有|从事|以上|以下))[^，。；：（）\d]{1,14}(?:类|类别|组|组别|赛道|门类|单元|版块|板块)(?:（[^（）]{1,40}）)?"
)
#: How those who apply are divided, and by which day that is told (分设甲组、乙组; 年限划分以3月1日为界).
_DIVIDES = deferred(
    r"[^。；]{0,60}(?:分设|分为|划分为|共设|下设|设置|设立)[^。；]{0,6}(?:组|类|赛道|单元|奖项|等级|等次|个(?:组别|类别|级别|赛道))[^。；]{0,60}(?:；[^。；]{2,30})*(?:。[^。；，]{2,20}以[^。；]{4,16}为界)?"
    r"|[^。；]{2,60}(?:分设|分为|划分为|共设)[^。；]{2,40}(?:；[^。；]{2,30})*(?:。[^。；，]{2,20}以[^。；]{4,16}为界)?"
)
#: What marks are worth, and how they are added up (金奖6分、银奖4分，计入团体总分).
_MARKS = deferred(
    r"(?:[奖名级等类项次]|每[^，。；\d]{1,8})(?:计|得|记|加)?\d{1,3}(?:\.\d)?分[、，；][^。]*(?:\d{1,3}分|总分|得分|累计|计入)|(?:计入|累计为|折算(?:为|成))[^，。；]{0,12}(?:总分|得分|成绩|总成绩|积分)"
)
#: Where one can look something up or ask.
_LOOKS_UP = deferred(
    r"[^，。；]{0,30}可(?:以)?[^。；]{0,40}(?:查询|查阅|查看|咨询|下载|了解)[^。；]{0,120}|[^，。；]{2,30}(?:详见|参见|见附件|另行(?:通知|公布|印发|制定|发布))[^，。；]{0,40}"
)
#: What holds once the rules change (如上级政策调整，以新规定为准).
_CHANGED = deferred(
    r"(?:如|若|遇|因|本)?[^。；]{0,16}(?:政策|规定|文件|国家|上级)[^。；]{0,24}(?:调整|变化|变动|不一致|另有规定|新规定)[^。；]{0,30}(?:为准|从其规定|从其|执行|调整)(?:$|。)"
)
#: How a thing is handled, as another paper or an office has it (办理程序按《…》执行; 可向人社局提出申请，经核实后 …).
_HANDLED = deferred(
    r"[^，。；]{0,16}(?:程序|流程|方式|事项|手续)按(?:照)?[^。；]{2,90}(?:执行|办理|进行)$|[^。；]{0,30}可(?:以)?(?:凭[^，。；]{2,20})?向[^，。；]{2,24}(?:提出|递交)?(?:申请|申报|申领)，(?:经|由)"
)
#: What is done where the money does not suffice (资金总额超过预算时，按比例下调), and that sums follow the budget.
_SCALED = deferred(
    r"[^。；]{0,24}(?:资金|预算|金额|总额|总量|规模|额度|经费)[^。；]{0,20}(?:超过|超出|不足|高于|大于|有限|安排)[^。；]{0,24}(?:按(?:照)?(?:比例|同等比例|同比例|一定比例)|等比例|同比例|酌情|相应|统筹)[^。；]{0,8}(?:下调|核减|调[减整低]|缩减|压减|兑[付现]|折算|拨付|发放|安排|调低|降低|递减|扣减|分配|奖补|补助)[^，。；]{0,12}"
)
#: How an office chooses (通过公开招标方式确定承办机构).
_CHOOSES = deferred(
    r"(?:采取|采用|通过|以)[^，。；]{2,20}(?:招标|遴选|评审|比选|磋商|谈判|采购|摇号|抽签|竞争|择优|评选)[^，。；]{0,10}(?:方式)?，?(?:择优)?(?:确定|选定|遴选|产生|选择|选聘)(?![^。；]*(?:应|须|不得))"
)
#: By which day one hands in what (申报主体于4月18日前提交申报书), and who checks it (区供销社负责审核把关).
_HANDS_IN = deferred(
    r"(?![^。]*(?:逾期|不得|不予|须具|应具))[^，。；]{0,16}(?:应当?|须|请)?于[^，。；]{3,24}日(?:（[^（）]*）)?(?:之)?前[^，。；]{0,16}(?:提交|报送|递交|上传|寄送|填报)[^。；]*"
)
_CHECKS = deferred(r"[^，。；]{2,20}负责[^，。；的]{0,6}(?:审核|初审|把关|受理|评审|汇总|核查|复核)")
_NAMED_MEANS = deferred(r"(?:应当?|须|必须|不得|限[报于为]|方可|视为)")


def is_slogan(text: str) -> bool:
    """True for a headline of policy alone (加大扶持力度)."""
    return _SLOGAN.fullmatch(text) is not None


def demands_nothing(text: str) -> bool:
    """True where an entry is a heading, the name of a class, or only says when and where, and demands nothing."""
    return (
        is_slogan(text)
        or _HEADING.fullmatch(text) is not None
        or _WHERE.search(text) is not None
        or _WHEN.fullmatch(text) is not None
        or ("分" in text and _MARKS.search(text) is not None)
        or _CLASS_NAME.fullmatch(text) is not None
        or (text[0] in "采通以" and _CHOOSES.match(text) is not None)
        or ("日" in text and "前" in text and _HANDS_IN.fullmatch(text) is not None)
        or ("负责" in text and _CHECKS.match(text) is not None)
        or _divides(text)
        or _CHANGED.match(text) is not None
    )


def _divides(text: str) -> bool:
    return ("设" in text or "分为" in text) and _DIVIDES.fullmatch(text) is not None and not _NAMED_MEANS.search(text)


def only_told(text: str) -> bool:
    """True where a sentence only says who is put in which order, where to look something up, or what the authority does
    with the applicants."""
    looks = ("询" in text or "查" in text or "见" in text or "另行" in text or "了解" in text or "下载" in text) and (
        _LOOKS_UP.fullmatch(text) is not None and not _NAMED_MEANS.search(text)
    )
    if ("比例" in text or "酌情" in text or "相应" in text or "统筹" in text) and _SCALED.fullmatch(text):
        return True
    return looks or _HANDLED.match(text) is not None or _RANKING.search(text) is not None or is_about_others(text)
