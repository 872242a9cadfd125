"""Classes of applicants: which kind of body a noun names, how large it is and what standing it has.

Chinese class nouns are head-final: 国家知识产权示范企业 is an 企业, 专利代理分支机构 an 机构 of patent agents. So a
label is classified by the longest known head that ends it, refined by what stands before; size and honours are axes
of their own.
Tables: ``data/applicant_classes.json``, ``data/applicant_modifiers.json``, ``data/class_false_friends.json``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from tiaokuan.errors import GazetteerError
from tiaokuan.gazetteer.loading import read_json
from tiaokuan.gazetteer.matcher import TermMatcher
from tiaokuan.gazetteer.user import UserEntry, active_gazetteer, active_hits, suffix_entry

CATEGORIES: tuple[str, ...] = (
    "enterprise", "individual_business", "individual", "team", "university", "school", "research_institute",
    "innovation_platform", "service_agency", "ip_service_agency", "financial_institution", "industry_association",
    "social_organisation", "alliance", "park", "platform", "incubator", "training_base", "public_institution",
    "medical_institution", "media", "agricultural_operator", "government", "organisation", "project", "other",
)  # fmt: skip
SIZES: tuple[str, ...] = ("large", "medium", "small", "micro", "above_scale")

_BRACKETED = re.compile(r"[（(][^（()）]{0,40}[)）]")
_QUOTES = frozenset('“”‘’"「」『』《》 \u3000')
_TAIL = re.compile(r"(?:等(?:主体|单位|机构|组织)?|们|类|本身)$")
_MAX_HEAD = 16


@dataclass(frozen=True, slots=True)
class Refinement:
    """Another category, where ``match`` is found in the label and ``unless`` is not."""

    match: re.Pattern[str]
    unless: re.Pattern[str] | None
    category: str


@dataclass(frozen=True, slots=True)
class ClassEntry:
    """A head with its synonyms (``terms``), its category, what it says of size and standing, and example labels."""

    terms: tuple[str, ...]
    category: str
    size: tuple[str, ...]
    honours: tuple[str, ...]
    when: tuple[Refinement, ...]
    suffix_only: frozenset[str]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Modifier:
    """A pattern before or in a head that adds size or honours."""

    pattern: re.Pattern[str]
    size: tuple[str, ...]
    honours: tuple[str, ...]
    examples: tuple[str, ...]


class Classification(NamedTuple):
    """What a label names. ``head``: half-open span of the head word in the label."""

    category: str
    size: tuple[str, ...]
    honours: tuple[str, ...]
    head: tuple[int, int]


class ClassHit(NamedTuple):
    """A head noun in running text, half-open span in code points."""

    start: int
    end: int
    entry: ClassEntry


def classify(label: str) -> Classification | None:
    """The class that ``label`` (a noun phrase such as 规模以上工业企业) names, or None where its head is unknown.

    Quotation marks and what stands in brackets count for size and honours, not for the head. The user's terms in force
    come first.
    """
    return (_of_user(label) if active_gazetteer() is not None else None) or _classify(label)


def is_class_noun(label: str) -> bool:
    """True where the label ends in a known head."""
    return classify(label) is not None


def find_classes(text: str) -> list[ClassHit]:
    """Heads of class nouns in running text, leftmost and longest, in order; the words before a head are not included.

    Heads too short or too general to be told from other uses (市, 人, 中心) are not looked for.
    """
    matcher, entries = _finder()
    hits = [
        ClassHit(start, end, entry)
        for index, start, end in matcher.longest(text)
        if (entry := entries[index]) is not None
    ]
    own = [ClassHit(hit.start, hit.end, _user_class(hit.entry)) for hit in active_hits("APPLICANT", text)]
    if own:
        hits = [h for h in hits if not any(o.start < h.end and h.start < o.end for o in own)]
    return sorted([*hits, *own], key=lambda h: h.start) if own else hits


def _of_user(label: str) -> Classification | None:
    plain, places = _plain(label)
    own = suffix_entry("APPLICANT", plain)
    if own is None or own.term is None:
        return None
    return _refined(label, plain, _user_class(own), (places[-len(own.term)], places[-1] + 1))


def _user_class(entry: UserEntry) -> ClassEntry:
    term = entry.term or ""
    return ClassEntry((term,), entry.detail, entry.size, entry.honours, (), frozenset(), (term,))


@lru_cache(maxsize=4096)
def _classify(label: str) -> Classification | None:
    plain, places = _plain(label)
    heads = _heads()
    for size in range(min(len(plain), _MAX_HEAD), 0, -1):
        entry = heads.get(plain[-size:])
        if entry is not None:
            span = (places[-size], places[-1] + 1)
            return _refined(label, plain, entry, span)
    return None


def _plain(label: str) -> tuple[str, list[int]]:
    """The label without quotation marks, bracketed words and closing 等, with each character's place in the label."""
    if "（" in label or "(" in label or not _QUOTES.isdisjoint(label):
        skip = {i for m in _BRACKETED.finditer(label) for i in range(*m.span())}
        places = [i for i, char in enumerate(label) if i not in skip and char not in _QUOTES]
        plain = "".join([label[i] for i in places])
    else:
        places = list(range(len(label)))
        plain = label
    tail = _TAIL.search(plain)
    if tail and tail.start() > 0:
        plain = plain[: tail.start()]
        places = places[: tail.start()]
    return plain, places


def _refined(label: str, plain: str, entry: ClassEntry, span: tuple[int, int]) -> Classification:
    category = entry.category
    for rule in entry.when:
        if rule.match.search(plain) and not (rule.unless and rule.unless.search(plain)):
            category = rule.category
            break
    size, honours = list(entry.size), list(entry.honours)
    unquoted = "".join(char for char in label if char not in _QUOTES)
    for modifier in modifiers():
        if modifier.pattern.search(unquoted):
            size += modifier.size
            honours += modifier.honours
    return Classification(category, _ordered(size), tuple(dict.fromkeys(honours)), span)


def _ordered(sizes: list[str]) -> tuple[str, ...]:
    return tuple(size for size in SIZES if size in sizes)


@lru_cache(maxsize=1)
def _heads() -> dict[str, ClassEntry]:
    heads: dict[str, ClassEntry] = {}
    for entry in class_entries():
        for term in entry.terms:
            heads.setdefault(term, entry)
    return heads


@lru_cache(maxsize=1)
def _finder() -> tuple[TermMatcher, list[ClassEntry | None]]:
    found: dict[str, ClassEntry | None] = {}
    for term, entry in _heads().items():
        if term not in entry.suffix_only:
            found[term] = entry
    found |= dict.fromkeys(false_friends())
    return TermMatcher(found), list(found.values())


@lru_cache(maxsize=1)
def class_entries() -> tuple[ClassEntry, ...]:
    """The taxonomy, checked: known categories and sizes, no head in two entries, examples present."""
    entries = tuple(_entry(row) for row in read_json("applicant_classes.json")["entries"])
    seen: dict[str, str] = {}
    for entry in entries:
        for term in entry.terms:
            if term in seen:
                raise GazetteerError(f"词表 applicant_classes.json 中“{term}”重复", "每个词只能属于一类")
            seen[term] = entry.category
    return entries


@lru_cache(maxsize=1)
def modifiers() -> tuple[Modifier, ...]:
    """Patterns of size and standing."""
    return tuple(
        Modifier(re.compile(r["pattern"]), _sizes(r), tuple(r.get("honours", ())), _examples(r, r["pattern"]))
        for r in read_json("applicant_modifiers.json")["entries"]
    )


@lru_cache(maxsize=1)
def false_friends() -> tuple[str, ...]:
    """Strings that hold a class noun but name no class (企业所得税)."""
    return tuple(row["string"] for row in read_json("class_false_friends.json")["entries"])


def _entry(row: dict[str, Any]) -> ClassEntry:
    terms = (row["term"], *row.get("synonyms", ()))
    refinements = tuple(
        Refinement(re.compile(w["match"]), re.compile(w["unless"]) if "unless" in w else None, _category(w["category"]))
        for w in row.get("when", ())
    )
    hidden = terms if not row.get("find", True) else row.get("suffix_only", ())
    return ClassEntry(
        terms=terms,
        category=_category(row["category"]),
        size=_sizes(row),
        honours=tuple(row.get("honours", ())),
        when=refinements,
        suffix_only=frozenset(hidden),
        examples=_examples(row, terms[0]),
    )


def _category(value: str) -> str:
    if value not in CATEGORIES:
        raise GazetteerError(f"词表 applicant_classes.json 中的类别不存在：{value}", "类别须取自数据约定中的封闭列表")
    return value


def _sizes(row: dict[str, Any]) -> tuple[str, ...]:
    sizes = tuple(row.get("size", ()))
    wrong = set(sizes) - set(SIZES)
    if wrong:
        names = "、".join(sorted(wrong))
        raise GazetteerError(f"申报主体词表中的规模不存在：{names}", "规模须取自数据约定中的封闭列表")
    return sizes


def _examples(row: dict[str, Any], name: str) -> tuple[str, ...]:
    examples = tuple(row.get("examples", ()))
    if not examples:
        raise GazetteerError(f"申报主体词表中“{name}”没有示例", "每个词条须有示例")
    return examples
