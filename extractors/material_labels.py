"""Materials with a label: 有效知识产权材料：授权证书及缴费收据; 申请表：一式两份. The label is the name, what follows its colon are
the parts, or notes on how it is handed in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tiaokuan.extractors.clauses import split
from tiaokuan.gazetteer.deferred import deferred

_LABEL = deferred(
    r"(?P<name>[^：:，。；;（(]{1,28}(?:材料|资料|文件|证明|证件|书|表|函|报告|清单|名册|台账|凭证|票据|执照|合同|协议|方案|证)"
    r"(?:（[^（）]{1,30}）|\([^()]{1,30}\))?)[：:]\s*(?=[^：:]{4,})"
)
#: 改造图样（含说明）：2份纸质件: whatever stands before a colon with nothing but form behind it.
_FORM_ONLY = r"(?:(?:一式)?[\d一二两三四五六七八九十]{1,2}[份套张](?:纸质[件版]?|原件|复印件|电子[版件档])?|(?:(?:与[^，。；、]{2,8}一致|内容(?:相同|一致))的)?(?:电子[版件档文]件?|纸质[件版稿]?|原件|复印件|扫描件|PDF版?|[Ww]ord版?|[Ee]xcel版?)(?:(?:一式)?[\d一二两三四五六七八九十]{1,2}[份套张])?(?:[（(][^（）()]{1,16}[）)])?)"
_IN_FORM = deferred(rf"{_FORM_ONLY}(?:[、，,和及]{_FORM_ONLY})*\s*")
_WITH_FORM = deferred(
    rf"(?P<name>[^：:，。；;（(]{{2,28}}(?:（[^（）]{{1,30}}）|\([^()]{{1,30}}\))?)[：:]\s*(?={_FORM_ONLY}(?:[、，,和及]{_FORM_ONLY})*\s*$)"
)
#: 基本材料：, 证明材料：, 企业需提供以下材料： head a list of materials of their own.
_GROUP_WORDS = deferred(
    r"(?:(?:[^，。；]{0,12}(?:提供|提交|报送|递交|出具|携带|上传|下列|以下|如下|所需|包括)的?)"
    r"|(?:(?:基本|基础|通用|共性|必备|必要|必交|必须|其他|其它|附件|附属|佐证|证明|支撑|申报|申请|上传|报名|纸质|书面|网上|线上|电子|电子版|相关|有关|主要|补充|全部|上述|个人|企业|单位|机构|项目|申报单位|申请人|申报人)的?){1,3})"
    r"(?:材料|资料|文件|证明|证件)$"
)
#: Words on how a material is handed in, no list of what it holds.
_NOTE = deferred(
    r"^(?:[由可需须应请按以用从在见]|登录|该|此|上述|用于|用作|通过(?=系统|平台|网|邮|政务)|一式|加盖|详见|参见|附(?!属)|格式|样式|模板|原件|复印件|扫描|上传|下载|填写|打印|必须|适用|仅限|如|若|内容|要求|同意|承诺(?![书函])|保证(?![书金函])|反映|体现|说明|(?:申报|申请|提交|报送)(?:时|前|后|系统))"
    r"|^[^，：]{0,10}(?:须|应当?|需要?)(?:按|统一|严格|参照|使用|采用|如实|认真)|[^，]{0,12}(?:可从|可由|应由|需由|须由|应当)|下载|盖章|签字|签名|装订"
)
_GIVE = deferred(
    r"^(?:(?:需要?|须|应当?|请)?(?:提供|提交|附上?|出具)|包括|包含|含|指|如|例如|即|主要有)+(?:但不限于)?[：:]?(?=[^，。；]{2,})"
)
_CLOSING = deferred(
    r"(?<=[^，。；、])等(?:方面)?(?:的)?(?:证明|佐证|相关|有关)?(?:材料|资料|文件)?(?:的?(?:复印件|原件|扫描件))?$"
)
_ANY_COMMA = "、，,"


@dataclass(frozen=True, slots=True)
class Label:
    """A label and its colon within an entry: ``end`` of the name, ``rest`` where what follows the colon begins."""

    name: str
    end: int
    rest: int


@dataclass(slots=True)
class Rest:
    """What one piece behind a label says: parts of the material, or a note on its form."""

    parts: list[str] = field(default_factory=list)
    note: str = ""


def label_of(text: str) -> Label | None:
    """The label with which ``text``, an entry, begins; None where it has none or one that only announces a list.

    >>> label_of("研究活动材料：立项报告、结题报告等").name
    '研究活动材料'
    """
    if "：" not in text and ":" not in text:
        return None
    match = _WITH_FORM.match(text) or _LABEL.match(text)
    if match is None or _GROUP_WORDS.fullmatch(match["name"]):
        return None
    return Label(match["name"], match.end("name"), match.end())


def after_group_label(text: str) -> int:
    """Where the first material begins behind a label of the whole list (基本材料：营业执照；…); 0 without one."""
    match = _LABEL.match(text) if "：" in text or ":" in text else None
    return match.end() if match and _GROUP_WORDS.fullmatch(match["name"]) else 0


def is_note(piece: str) -> bool:
    """True for a piece behind a label that says how, not what (成果来源可从…方面提供证明)."""
    return _NOTE.search(piece) is not None


def rest_of(piece: str) -> Rest:
    """What a piece behind the colon is."""
    given = _GIVE.match(piece)
    words = piece[given.end() :] if given else piece
    if given is None and (_NOTE.search(words) or _IN_FORM.fullmatch(words)):
        return Rest(note=piece)
    parts = [part.of(words) for part in split(words, 0, len(words), _ANY_COMMA)]
    parts = [re.sub(r"^(?:以?及|和|并)(?=.{2})", "", part) for part in parts]
    parts[-1] = _CLOSING.sub("", parts[-1]) if parts else ""
    if not parts or any(len(part) > 40 for part in parts):
        return Rest(note=piece)
    return Rest(parts=[part for part in parts if len(part) >= 2 and not _NOTE.match(part)])
