"""What stands before the class in a label without a 的: counts, 各, 登记注册, 有条件, verbs of winning and setting up."""

from __future__ import annotations

from tiaokuan.extractors.class_labels import category_of, without_act
from tiaokuan.extractors.relative_clauses import JOINED_QUALIFIER
from tiaokuan.gazetteer.deferred import deferred

_VERB_LEAD = deferred(
    r"^(?:首次|新|成功|当年|自主|全职|来|经)*(?:申报)?(?:获得|获评|获批|荣获|获|创建|引进|入选|纳入|注册(?!会计|税务|建筑|建造|结构|消防|安全|测绘|规划|造价|监理|咨询|设备|土木|营养|护士)|认定|设立|建成|创成|建设(?!运营|经营|管理|施工)|建|招用|吸纳|评定|承办|组建|招引|推荐|成立)(?:为)?(?=[^得评认批的成]{2,})(?!筑|材|设|制|档|站|奖(?:人|者|个人|单位|企业|团队|选手|作者|组织|机构|教师|学生))"
)
#: What the pattern above begins with, and the smaller ones.
_VERB_FIRST = frozenset("首新成当自全来经申获评荣创引入纳注认设建招吸承组推")
_CAPABLE_FIRST = ("有条件", "符合条件", "境内外", "相关")
_NUMERALS = frozenset("一二两三四五六七八九十")
_NO_DE_QUALIFIER = deferred(
    r"^(?P<q>[^、的]{0,8}(?:依法)?(?:登记注册|注册登记|注册(?!会计|税务|建筑|建造|结构|消防|安全|测绘|规划|造价|监理|咨询|设备|土木|商标|营养|护士|人$)|登记(?!失业|求职|证|机关|机构|人)|设立|成立)(?:(?:且|并|、)?具有[^、的]{0,6}资(?:质|格))?)(?=[^、的]{2,})"
)
_STILL_VALID = deferred(r"(?:有效期|存续期|认定期|培育期|孵化期|建设期)内(?:的)?(?=..)")
_PLURAL = deferred(r"^(?:\d{1,4}|[一二两三四五六七八九十]{1,3})(?:家|个|名|户(?!多|两)|所)(?:以上|以下|左右)?")
_EACH = deferred(r"^各(?!类|级)")
_CAPABLE = deferred(r"(?:有条件|符合条件|境内外|相关)(?=.{1,})")


def without_leads(label: str, qualifiers: list[str]) -> str:
    """The label without them; those that say something of the class are added to ``qualifiers``."""
    label = label.removesuffix("本人") if len(label) > 3 else label
    label = _PLURAL.sub("", label) if label[:1] in _NUMERALS or label[:1].isdecimal() else label
    label = _EACH.sub("", label, count=1) if label.startswith("各") else label
    # each of the glued verbs has one of these characters
    glued = _NO_DE_QUALIFIER.match(label) if "册" in label or "登" in label or "立" in label else None
    if glued and category_of(label[glued.end() :]) is not None and glued["q"][:-2] not in ("已", "新"):
        qualifiers += [part for part in JOINED_QUALIFIER.split(glued["q"]) if part]
        label = label[glued.end() :]
    capable = _CAPABLE.match(label) if label.startswith(_CAPABLE_FIRST) else None
    if capable and category_of(label[capable.end() :]) is not None and capable.group() != "相关":
        qualifiers += [capable.group()] if capable.group() != "境内外" else []
        label = label[capable.end() :]
    valid = _STILL_VALID.match(label) if "期内" in label else None
    if valid:
        qualifiers.append(valid.group())
        label = label[valid.end() :]
    label = without_act(label, qualifiers)
    lead = _VERB_LEAD.match(label) if label[:1] in _VERB_FIRST else None
    if lead and category_of(label[lead.end() :]) is not None and label[lead.end() :] not in ("单位", "主体", "组织"):
        qualifiers.append(lead.group())
        label = label[lead.end() :]
    if lead:
        label = without_act(label, qualifiers)
    return label
