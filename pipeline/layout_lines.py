"""What a line is by its own words: the patterns of the elements of GB/T 9704-2012, and of a web page's own lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from tiaokuan.extractors import header
from tiaokuan.extractors.header import DATE, DOC_NUMBER
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.header_words import header_pattern
from tiaokuan.pipeline.page_fields import field_zone
from tiaokuan.pipeline.tree import Line, NormalText

#: A printed list or section marker at a line's beginning; a year, a decimal or a date is none.
MARKED = deferred(
    r"第\s?[一二三四五六七八九十百零\d]{1,5}\s?[编章节条部篇]|[一二三四五六七八九十]{1,3}\s?[、．.]"
    r"|[（(]\s?[一二三四五六七八九十\d]{1,3}\s?[)）]|\d{1,2}\s?[.．、](?!\d)|[①-⑳]"
)
#: The first line of a list of attachments: 附件：1.某表, 附件1：某表.
LIST_HEAD = deferred(r"附\s?件\s?[：:]\s?\S|附\s?件\s?[\d一二三四五六七八九十]{1,3}\s?[：:.．、]?\s?\S")
#: Its other lines: 2.某表, 2某表, 附件2 某表.
LIST_NEXT = deferred(
    r"(?:附件\s?)?\d{1,2}\s?(?:[.．、：:\s]|(?=[一-鿿《])(?!年|月))|附\s?件\s?[一二三四五六七八九十]"
)
BRACKETED = deferred(r"[（(〔【][^（）()]{1,60}[）)〕】]$")
_DATE_LINE = deferred(
    rf"(?:成文日期[：:]|(?:签发)?日期[：:])?\s?{DATE}(?:\s?(?:签发|发布|公布))?(?:\s*[（(]此件.{{2,12}}[）)])?"
)
_DATE_NOTE = deferred(rf"[（(〔].{{0,60}}{DATE}.{{0,100}}[）)〕]")
_PASSED = deferred(rf"{DATE}\s.{{0,50}}(?:通过|公布|发布|施行|修订|修正|批准).{{0,6}}")
#: （某区人民政府第9次常务会议审议通过）: a statute's history that prints no day.
_PASSED_NOTE = deferred(
    r"[（(〔](?=[^（）()]{0,60}会)[^（）()]{4,80}(?:审议通过|会议通过|讨论通过|修订通过|研究通过)[）)〕]"
)
_SIGN_DATE = deferred(rf"(?P<organ>.{{3,120}}?)\s*(?P<date>{DATE})")
_ATTACHMENT_MARK = deferred(
    r"附\s?[件录]\s?[\d一二三四五六七八九十]{0,3}\s?[：:]?|附\s?[\d一二三四五六七八九十]{1,2}\s?[：:]?"
)
_NO_ADDRESSEE = deferred(
    r"来源|时间|如下|下列|以下|包括|条件|符合|根据|为了?[^各]|现将|名单|要求|[（(]?[一二三四五六七八九十\d]+[)）、.]|关于|〔"
)
_FORM_LABEL = deferred(
    r"(?:填报|填表|申报|申请|报送|推荐|承办|主办|主管|责任|联系|牵头|编制|制定|受理|征集|报名)[一-鿿]{0,4}(?:单位|部门|机构|企业|人员?|处)[：:]"
)
_PLAIN = deferred(r"《[^》]*》|[（(][^（）()]*[）)]")
_KEEP = deferred(r"\W+")


def key(text: str) -> str:
    """What is compared of a name: letters, digits and characters only."""
    return _KEEP.sub("", text)


class Page:
    """The lines with their stripped texts, and the title that the page itself gives."""

    def __init__(self, normal: NormalText, metadata: dict[str, str]) -> None:
        self.lines: list[Line] = normal.lines
        self.texts: list[str] = [normal.text[line.start : line.end].strip() for line in normal.lines]
        self.title_key = key(metadata.get("title", ""))

    def mark(self, rows: Iterable[int], zone: str) -> None:
        """Set the zone of these lines."""
        for row in rows:
            self.lines[row].zone = zone

    def joined(self, rows: Iterable[int]) -> str:
        """The lines' texts as one."""
        return "".join(self.texts[row] for row in rows)

    def is_free(self, row: int) -> bool:
        """True for a line of text that no zone has taken and no table holds."""
        line = self.lines[row]
        return line.zone == "body" and line.table is None and self.texts[row] != ""

    def next_row(self, row: int) -> int | None:
        """The next line that is not empty."""
        return next((r for r in range(row + 1, len(self.texts)) if self.texts[r]), None)


@cache
def _simple() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return (
        ("signer", re.compile(r"签发人\s?[：:].{1,20}")),
        ("secrecy", re.compile(r"(?:绝\s?密|机\s?密|秘\s?密)(?:[★☆].{0,10})?|内部(?:资料|文件).{0,12}")),
        (
            "disclosure",
            header_pattern(
                r"[（(【]?(?:(?:政府)?(?:信息)?公开(?:方式|选项|属性|类别|形式)\s?[：:]\s?)?"
                r"(?:此件|本文|该件)?{disclosure}[）)】]?"
            ),
        ),
        ("cc", re.compile(r"抄\s*(?:送|报|致)\s*[：:].+")),
        ("print_office", re.compile(rf".{{0,40}}?\s*{DATE}\s*(?:印发|印制|印)")),
        ("attachment_mark", _ATTACHMENT_MARK),
        ("note", re.compile(r"[（(](?:联系人|联系电话|此件|注|有效期).{2,80}[）)]")),
    )


def simple_zone(text: str) -> str | None:
    """The zone of a line that its own words decide (特急, 公开方式：主动公开, 抄送：…), else None."""
    if len(text) > 300:
        return None
    if len(text) < 24:
        urgency = header_pattern(r"(?:紧急程度[：:])?{urgency}")
        if urgency.fullmatch(text.replace(" ", "").replace("\u3000", "")):
            return "urgency"
    for zone, pattern in _simple():
        if pattern.fullmatch(text):
            return zone
    return None


def sign_zone(text: str) -> str | None:
    """date, signature or attachment_list for a line of a document's close, else None."""
    if len(text) > 160:
        return None
    if _DATE_LINE.fullmatch(text):
        return "date"
    if header.is_organ(text) or is_signed_date(text):
        return "signature"
    return "attachment_list" if LIST_HEAD.match(text) else None


def is_date_line(text: str) -> bool:
    """True for a line that is a date only (此件公开发布 may follow it)."""
    return 6 <= len(text) <= 60 and _DATE_LINE.fullmatch(text) is not None


def is_signed_date(text: str) -> bool:
    """True for signature and date on one line (某某市人民政府 2021年2月10日)."""
    match = _SIGN_DATE.fullmatch(text) if 9 <= len(text) <= 160 and "。" not in text else None
    return match is not None and header.is_organ(match["organ"])


def head_zone(text: str) -> str | None:
    """The zone of a line in a document's head that its words decide, else None."""
    if zone := simple_zone(text):
        return zone
    if re.fullmatch(rf"(?:文\s*号\s*[：:]\s?)?[（(]?{DOC_NUMBER}[）)]?(?:\s*签发人\s?[：:].{{1,20}})?", text):
        return "doc_number"
    if len(text) <= 120 and _card().fullmatch(text):
        return "page_metadata"
    if is_page_line(text):
        return "web_furniture"
    if zone := field_zone(text):
        return zone
    if _PASSED_NOTE.fullmatch(text):
        return "date"
    if len(text) <= 160 and "年" in text and (_DATE_NOTE.fullmatch(text) or _PASSED.fullmatch(text)):
        return "date"
    return None


@cache
def _card() -> re.Pattern[str]:
    """A field of a card or page: label and value; a line that holds the next label too (服务对象) is none."""
    return header_pattern(r"(?!.*服务对象){card_label}\s*(?:[：:\s].{0,80}|(?=\d).{1,20})")


@cache
def _page_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    labelled = header_pattern(
        r"\W*{page_line}\s?[：:].{0,300}|-{3,}|\d{4}-\d\d-\d\d(?:\s\d\d:\d\d(?::\d\d)?)?"
        r"|浏览(?:次数|量|.{0,3}\d+).{0,12}"
    )
    buttons = header_pattern(
        r"\W*(?:{page_button}|字号.{0,12}|【?字体.{0,16}|.{0,12}(?:二维码|扫一扫).{0,60})(?:\W*{page_button})*\W*"
    )
    return labelled, buttons


def is_page_line(text: str) -> bool:
    """True for a page's line about the text: 来源：…, 发布时间：…, 浏览 12 次."""
    return len(text) <= 320 and _page_patterns()[0].fullmatch(text) is not None


def is_button(text: str) -> bool:
    """True for what a page prints for its own use: 打印, 关闭窗口, 相关附件："""
    return 0 < len(text) <= 100 and _page_patterns()[1].fullmatch(text) is not None


#: 各产业工会：, 各位会员：
_EACH = deferred(
    r"(?:全[市县区省校])?各(?!类|项|自|批|种|方向)[^。；：:]{0,200}"
    r"(?:工会|馆|站|村|会员|党派|村民|职工|员工|老师|师生|农户|家长|者|业主|团队|商家|队伍|分会)[：:]"
)


def is_addressee(text: str) -> bool:
    """True for a 主送机关 line (各县（市、区）人民政府，市政府各部门：)."""
    if not 3 <= len(text) <= 270 or text[-1] not in "：:":
        return False
    parties = header_pattern(r"[^。；]{1,260}(?:{addressee_word}|{organ_tail})[^。；，、]{0,10}[：:]")
    if _NO_ADDRESSEE.search(text) or _FORM_LABEL.fullmatch(text):
        return False
    return parties.fullmatch(text) is not None or _EACH.fullmatch(text) is not None


@cache
def _type_end() -> re.Pattern[str]:
    return header_pattern(r"(?:{type_word}|\d+条)(?:[（(〔][^（）()]{1,30}[）)〕])*$")


def ends_as_title(text: str) -> bool:
    """True where the text ends with a document type's word, brackets after it allowed (…若干政策（试行）)."""
    return _type_end().search(text) is not None


def is_unfinished(text: str) -> bool:
    """True where 印发、转发 stands in a title without the 通知 that must end it."""
    pattern = header_pattern(r"{forward_verb}(?!.*(?:的?(?:通知|公告|通告|决定|函))(?:[（(].*)?$)")
    return pattern.search(text) is not None


def is_body(page: Page, row: int) -> bool:
    """True where the line cannot belong to a title block: a sentence, an entry, a table row, something too long."""
    text = page.texts[row]
    if page.lines[row].table is not None or "。" in text or text[-1] in "；！，、：:" or MARKED.match(text):
        return True
    if len(text) > 160 or (len(text) > 40 and not ends_as_title(text) and not header.is_organ(text)):
        return True
    plain = _PLAIN.sub("", text)
    return "：" in plain or plain.count("，") > 1
