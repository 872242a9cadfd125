"""Chinese words for the codes of the change report, and text made safe to show.

A code without a label stands for itself; a test keeps the tables whole against the report's model.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tiaokuan.output.labels import KINDS

SEVERITIES: Mapping[str, str] = {"substantive": "实质", "to_confirm": "待确认", "editorial": "文字"}
EFFECTS: Mapping[str, str] = {
    "up": "上调",
    "down": "下调",
    "tightened": "收紧",
    "loosened": "放宽",
    "mixed": "双向",
}
OPS: Mapping[str, str] = {
    "changed": "修改",
    "added": "新增",
    "removed": "未见",
    "moved": "移动",
    "renumbered": "编号调整",
    "editorial": "文字调整",
    "unchanged": "未变",
}
ITEM_STATUS: Mapping[str, str] = {
    "added": "新增",
    "removed": "新文件未见",
    "renamed": "更名",
    "changed": "有变化",
    "unchanged": "未变",
}
ITEM_RELATIONS: Mapping[str, str] = {"split": "拆分", "merged": "合并"}
#: What a change is about: the kinds of facts, and the rest.
FIELDS: Mapping[str, str] = {**KINDS, "text": "条款文字", "document": "文件信息", "item": "事项"}
#: The matters that conclusions are grouped by.
MATTERS: Mapping[str, tuple[str, ...]] = {
    "资金": ("amounts", "caps"),
    "事项": ("item", "items"),
    "时间": ("periods",),
    "条件与目标": ("conditions", "targets"),
    "材料与对象": ("materials", "applicants"),
    "文件信息": ("document",),
    "其他条款文字": ("text",),
}
DOCUMENT_FIELDS: Mapping[str, str] = {
    "title": "标题",
    "notice_title": "印发通知标题",
    "doc_type": "文种",
    "doc_number": "文号",
    "issuers": "发文机关",
    "region": "适用地区",
    "year": "年度",
    "issued_on": "成文日期",
    "published_on": "发布日期",
    "effective_from": "施行日期",
    "effective_to": "有效期至",
    "urgency": "紧急程度",
    "disclosure": "公开方式",
    "addressees": "主送机关",
    "cc": "抄送机关",
    "bounds_inclusive": "数字含本数",
}
REASONS: Mapping[str, str] = {
    "same_words": "两文件文字相近，仅一侧识别出该要素",
    "weak_alignment": "条款对应关系不确定",
    "ocr": "文字由扫描件识别",
    "edition_year": "年度随版次更替",
    "wording": "表述调整",
    "region_name": "地区名称写法不同",
    "elsewhere": "内容见于他处",
    "typography": "仅标点、空格或字形不同",
    "renamed": "随事项更名",
    "moved": "位置调整",
}
DOUBTS: Mapping[str, str] = {
    "weak_alignment": "对应关系不确定的条款",
    "same_words": "仅一侧识别出的要素",
    "elsewhere": "可能见于他处的内容",
    "unresolved": "未能确定对应的语句",
    "unattributed": "未归入要素的数字",
    "ocr": "由扫描件识别的文字",
    "warning": "结构化提示",
}
VERDICTS = ("属实", "有误", "存疑")
MEDIA_TYPES: Mapping[str, str] = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word 文档",
    "application/msword": "Word 97-2003 文档",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel 工作簿",
    "text/html": "网页",
    "text/plain": "纯文本",
    "text/markdown": "Markdown 文本",
}
NOT_IN_NEW = "新文件未见对应条款"
NOT_IN_OLD = "旧文件无对应条款"
ELSEWHERE_NEW = "内容见新文件他处"
ELSEWHERE_OLD = "内容见旧文件他处"
BLANK = "—"

# What XML 1.0 cannot hold, and marks that reorder what stands around them (Trojan Source).
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def clean(text: str) -> str:
    """``text`` fit for every format: line breaks as ``\\n``, what no file format or reader can take as U+FFFD."""
    return _UNSAFE.sub("\ufffd", _BREAKS.sub("\n", text))


def one_line(text: str, limit: int | None = None) -> str:
    """``clean`` text on one line, cut with an ellipsis to ``limit`` characters where one is given."""
    flat = " ".join(clean(text).split())
    return flat if limit is None or len(flat) <= limit else flat[: limit - 1] + "…"
