"""联系方式: who is to be asked, by which telephone, mailbox and address."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from tiaokuan.extractors.base import Span
from tiaokuan.extractors.header import is_organ
from tiaokuan.gazetteer.deferred import deferred

_TEL = r"(?:[（(]0\d{2,3}[）)]|0\d{2,3})?\s?[-—－–]?\s?[1-9]\d{6,7}(?:\s?(?:[-—－]|转)\s?\d{1,5})?"
_PHONE = rf"(?:1[3-9]\d{{9}}|400[-—]?\d{{3}}[-—]?\d{{4}}|{_TEL})"
_SHORT = r"(?:0\d{2,3}[-—－])?1[12]\d{3}"
_PHONES = rf"(?:{_PHONE}|{_SHORT})(?:\s?[、，,/；;]\s?(?:{_PHONE}|{_SHORT}))*"
_EMAIL = r"[A-Za-z0-9][\w.+-]{0,63}@[\w-]{1,63}(?:\.[\w-]{2,24}){1,4}"
_MAILBOX = deferred(
    r"(?<![A-Za-z0-9_.@+-])[A-Za-z0-9][A-Za-z0-9_.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{2,24}){1,4}"
)
_FIELD = deferred(
    r"(?P<who>(?:业务|政策|技术)?(?:联\s?系\s?人|联络人|经办人|咨询人|受理人|负责人))(?:及(?:联系)?(?:电话|方式))?\s?[：:]\s{0,30}"
    r"(?:[一-鿿]{2,20}(?:中心|科|处|室|局|股|会|办公室|部|委|院|办)[\s，,]{1,3}(?=[一-鿿]))?"
    r"(?P<name>[一-鿿·]{2,4}(?:[、，,\s][一-鿿·]{2,4}(?=[、，,；;。\s（(\n]|$)){0,3})"
    rf"|(?P<tel>(?:电\s?话|热线|手机|联系方式|传真)(?:号码)?\s?[：:]?\s{{0,8}})(?P<phone>(?<!\d){_PHONES}(?!\d))"
    rf"|(?:(?:电子)?(?:邮箱|邮件|信箱)(?:地址)?|E-?mail|e-?mail)\s?[：:]?\s?(?P<mail>{_EMAIL})"
    r"|(?P<place>(?:联系|通[讯信]|办公|办理|收件|邮寄|受理|报送|寄送|报名|递交|现场|窗口|单位)?(?:地\s?址|(?<=[理公名件])地点)\s?[：:])\s?"
    r"(?P<address>[^；;。\n，,]{4,60})"
    r"|(?:征集|主办|受理|联系|咨询|代理|承办|主管|服务)(?:单位|部门|机构|科室)\s?[：:]\s?(?P<organ>[一-鿿（）()]{3,30})"
)
_PAIR = deferred(rf"(?:^|[、，,；;。\s])(?P<organ>[一-鿿（）()]{{4,30}})[：:]\s?(?P<phone>{_PHONES})(?!\d)")
#: One set of first characters, so that the search skips all others: 7 digits, @, 联系人, 联系方式, 电话：, 热线：.
_ANCHOR = deferred(r"[0-9@联电热](?:(?<=[0-9])[0-9]{6}|(?<=@)|(?<=联)(?:系人|[系络]方式)|(?<=[电热])[话线]\s?[：:])")
_ABOUT = 200
_BARE = deferred(rf"^[ \t]*(?P<organ>[一-鿿（）()、]{{3,30}})[ \t：:]*(?P<phone>{_PHONES})[ \t。；;]*$", re.MULTILINE)
_STACKED = deferred(
    rf"^(?P<organ>[一-鿿]{{2,20}}(?:镇|乡|街道|区|县|市|局|委|办|中心|所|科))\n(?P<address>[^\n：:。]{{4,40}})\n(?P<phone>{_PHONES})$",
    re.MULTILINE,
)
_ORGAN_BEFORE = deferred(
    r"(?:^|[\n，。；;（(：:])(?P<organ>[一-鿿]{3,30})[，,（(：:\s]*(?:(?:联系|咨询|服务|业务|政策)[一-鿿]{0,4})?$"
)
_COLUMNS = {
    "name": re.compile(r"联系人|姓名|经办人|负责人"),
    "phone": re.compile(r"电话|手机|联系方式"),
    "email": re.compile(r"邮箱|邮件|E-?mail", re.IGNORECASE),
    "address": re.compile(r"地址"),
    "organisation": re.compile(r"单位|部门|机构|街道|乡镇|镇街|名称|地区|区县|属地"),
}


@dataclass(slots=True)
class ContactFinding:
    """One contact. ``organisation``: the body that is reached; ``start``/``end`` cover the fields found."""

    start: int
    end: int
    name: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    organisation: str | None = None


def find_contacts(text: str) -> list[ContactFinding]:
    """Contacts given by labels (联系人：… 联系电话：…) or as ``organ number`` lines, in order.

    Fields that stand together make one contact; a field that comes again begins the next.
    """
    found: list[ContactFinding] = []
    current: ContactFinding | None = None
    windows = _windows(text)
    for match in (match for start, end in windows for match in _FIELD.finditer(text, start, end)):
        field, value, start, end = _read(text, match)
        far = current is not None and _apart(text[current.end : match.start()])
        if current is None or far or getattr(current, field) is not None:
            current = ContactFinding(start, end)
            found.append(current)
        setattr(current, field, value)
        current.end = max(current.end, end)
        if field == "phone" and current.organisation is None:
            _add_organ(text, current, match.start())
    _add_asked(text, windows, found)
    _add_mailboxes(text, windows, found)
    found = [contact for contact in found if contact.phone or contact.email or (contact.name and contact.address)]
    _add_bare(text, windows, found)
    return _distinct(sorted(found, key=lambda contact: contact.start))


#: 业务咨询：成果科 赵磊，0591-6655443: a label of what is asked, who answers, the number without a label.
_ASK = deferred(
    r"(?:^|[\n。；;，, 　（(]|[0-9一二三四五六七八九十][.、．）)])(?:业务|政策|技术|申报|项目|系统|平台|服务|财务|受理|监督|投诉|纪检)?(?:(?:咨询|支持|服务|联系|受理|监督|投诉|举报|客服|热线){1,2}|(?:联\s?系\s?人|联络人|经办人)(?:(?:及|和|、)(?:联系)?(?:电话|方式))?)[：:]"
    rf"(?P<who>[^\d\n：:。；;@]{{0,30}}?)[\s，,：:（(]*(?P<phone>(?<!\d){_PHONES})(?!\d)"
)
_ANSWERS = deferred(
    r"(?P<body>[一-鿿（）()]{2,20}(?:中心|科|处|室|局|股|会|办公室|部|委|院|办|公司))?[\s，,]*(?P<names>[一-鿿·]{2,4}(?:[、，,\s]+[一-鿿·]{2,4}){0,3})?[\s，,]*"
)


def _add_asked(text: str, windows: list[tuple[int, int]], found: list[ContactFinding]) -> None:
    """Numbers behind 业务咨询：, 技术支持： that stand without a label of their own."""
    for match in (match for start, end in windows for match in _ASK.finditer(text, start, end)):
        start, end = match.start("who"), match.end("phone")
        known = next((one for one in found if one.start < end and start < one.end), None)
        who = _ANSWERS.fullmatch(match["who"].strip())
        if known is None:
            known = ContactFinding(start, end)
            found.append(known)
        if known.phone is None:
            known.phone, known.start, known.end = match["phone"], min(known.start, start), max(known.end, end)
            known.organisation = known.organisation or (who["body"] if who else None)
            known.name = known.name or (who["names"] if who else None)
    found.sort(key=lambda contact: contact.start)


def _add_mailboxes(text: str, windows: list[tuple[int, int]], found: list[ContactFinding]) -> None:
    """Mailboxes without a label (将电子版发送至kj@example.cn): of the contact beside them, else contacts of their own."""
    if "@" not in text:
        return
    for match in (match for start, end in windows for match in _MAILBOX.finditer(text, start, end)):
        if any(one.start <= match.start() < one.end or one.email == match[0] for one in found):
            continue
        near = [one for one in found if one.email is None and not _apart(_between(text, one, match))]
        if near:
            one = min(near, key=lambda other: len(_between(text, other, match)))
            one.email = match[0]
            one.start, one.end = min(one.start, match.start()), max(one.end, match.end())
        else:
            found.append(ContactFinding(*match.span(), email=match[0]))


def _between(text: str, one: ContactFinding, match: re.Match[str]) -> str:
    return text[one.end : match.start()] if one.end <= match.start() else text[match.end() : one.start]


def _distinct(found: list[ContactFinding]) -> list[ContactFinding]:
    """Without those that only say again what an earlier one said."""
    kept: list[ContactFinding] = []
    said: set[tuple[str | None, ...]] = set()
    for one in found:
        values = (one.name, one.phone, one.email, one.address, one.organisation)
        if values not in said:
            kept.append(one)
        said.add(values)
        for at, value in enumerate(values):
            said.add(tuple(value if place == at else None for place in range(len(values))))
    return kept


def _windows(text: str) -> list[tuple[int, int]]:
    """The stretches that can hold a contact: about every telephone-like number, mailbox and 联系人."""
    windows: list[tuple[int, int]] = []
    for match in _ANCHOR.finditer(text):
        start, end = max(0, match.start() - _ABOUT), min(len(text), match.end() + _ABOUT)
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    return windows


def _read(text: str, match: re.Match[str]) -> tuple[str, str, int, int]:
    """Field, value and place of one labelled field."""
    for group, field in (("name", "name"), ("phone", "phone"), ("mail", "email"), ("address", "address")):
        if match[group]:
            value = match[group].strip()
            if field == "address" and value.count("（") + value.count("(") < value.count("）") + value.count(")"):
                value = value.rstrip("）)")
            return field, re.sub(r"\s+", " ", value), match.start(), match.start(group) + len(match[group].rstrip())
    return "organisation", match["organ"], match.start("organ"), match.end("organ")


def _apart(between: str) -> bool:
    """True where what stands between two fields parts them into two contacts."""
    return len(between) > 60 or between.count("\n") > 2 or (len(between) > 24 and "。" in between)


def _add_organ(text: str, contact: ContactFinding, before: int) -> None:
    match = _ORGAN_BEFORE.search(text[max(0, before - 50) : before])
    if match and is_organ(match["organ"]):
        contact.organisation = match["organ"]
        contact.start = min(contact.start, max(0, before - 50) + match.start("organ"))


def _add_bare(text: str, windows: list[tuple[int, int]], found: list[ContactFinding]) -> None:
    """``某局 0123-4567890`` lines; name, address and number on lines of their own (a table flattened); ``某局：12345``
    in a row."""
    taken = _Taken(found)
    for pattern in (_BARE, _STACKED, _PAIR):
        for match in (match for start, end in windows for match in pattern.finditer(text, start, end)):
            start, end = match.start("organ"), match.end("phone")
            named = pattern is not _PAIR or is_organ(match["organ"])
            if named and not match["organ"].endswith(("电话", "手机", "号码", "热线")) and taken.add(start, end):
                one = ContactFinding(start, end, phone=match["phone"])
                one.organisation, one.address = match["organ"], match.groupdict().get("address")
                found.append(one)


class _Taken:
    """The places of the contacts found so far, sorted."""

    def __init__(self, found: list[ContactFinding]) -> None:
        self.spans = sorted((contact.start, contact.end) for contact in found)

    def add(self, start: int, end: int) -> bool:
        """Take a place; False where it overlaps one that is taken."""
        at = bisect_left(self.spans, (start, end))
        if any(a < end and start < b for a, b in self.spans[max(0, at - 1) : at + 1]):
            return False
        self.spans.insert(at, (start, end))
        return True


def contacts_of_rows(text: str, rows: Iterable[list[tuple[str, Span]]]) -> list[ContactFinding]:
    """Contacts of a table: each row as (header, cell) pairs; a row counts where a column of telephones or mailboxes
    holds one."""
    found = []
    for row in rows:
        contact = ContactFinding(row[0][1].start, row[-1][1].end) if row else None
        if contact is None:
            continue
        for header, cell in row:
            value = re.sub(r"\s+", " ", cell.of(text).strip())
            for field, pattern in _COLUMNS.items():
                if value and pattern.search(header) and getattr(contact, field) is None:
                    setattr(contact, field, value)
                    break
        if (contact.phone and re.search(_PHONES, contact.phone)) or (contact.email and "@" in contact.email):
            found.append(contact)
    return found
