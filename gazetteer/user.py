"""The user's own terms: a JSONL file in the form of spaCy's EntityRuler, one pattern a line.

    {"label": "APPLICANT:enterprise", "pattern": "灯塔工厂", "id": "lighthouse"}
    {"label": "APPLICANT:enterprise", "pattern": "鲲鹏企业", "honours": ["kunpeng"], "size": ["large"]}
    {"label": "REGION:330110", "pattern": "未来科技城"}
    {"label": "MATERIAL:form", "pattern": "一件事申请单"}
    {"label": "AUTHORITY", "pattern": "营商环境建设促进中心"}
    {"label": "HEADING:conditions", "pattern": "准入门槛"}
    {"label": "TERM", "pattern": "揭榜挂帅"}
    {"label": "APPLICANT:incubator", "pattern": [{"TEXT": "飞地"}, {"TEXT": {"IN": ["孵化器", "园区"]}}]}

Labels: ``APPLICANT:`` and a category of the contract, ``REGION:`` and the six digits of the region that holds the
place, ``MATERIAL:`` and a kind of ``materials.json``, ``HEADING:`` and a topic of ``topics.json``, ``AUTHORITY``, and
``TERM`` (a word for segmentation only). ``id`` is kept; ``size`` and ``honours`` go with APPLICANT.

String patterns are found by the same matcher as the built-in terms. Token patterns are handed to spaCy's Matcher, over
words as jieba cuts them with the domain dictionary; spaCy is loaded only for a file that has some. The terms take
effect inside ``with gazetteer.active():``; they come before the built-in ones.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from tiaokuan.errors import GazetteerError
from tiaokuan.gazetteer.matcher import TermMatcher

KINDS = ("APPLICANT", "REGION", "MATERIAL", "HEADING", "AUTHORITY", "TERM")
_KEYS = frozenset({"label", "pattern", "id", "size", "honours"})
_WITH_DETAIL = frozenset({"APPLICANT", "REGION", "MATERIAL", "HEADING"})
_HINT = "每行须为一个 JSON 对象，含 label 与 pattern，写法同 spaCy 的 EntityRuler"


@dataclass(frozen=True, slots=True)
class UserEntry:
    """One line: ``kind`` and ``detail`` are the two parts of its label (APPLICANT, enterprise); ``term`` is the string
    pattern, ``tokens`` the token pattern; the other is None."""

    line: int
    kind: str
    detail: str
    term: str | None
    tokens: tuple[dict[str, Any], ...] | None
    id: str | None = None
    size: tuple[str, ...] = ()
    honours: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The label as written."""
        return f"{self.kind}:{self.detail}" if self.detail else self.kind


class UserHit(NamedTuple):
    """A user's term in a text, half-open span in code points."""

    start: int
    end: int
    entry: UserEntry


@dataclass(eq=False)
class UserGazetteer:
    """The entries of a file, ready to be looked for."""

    entries: tuple[UserEntry, ...]
    _by_kind: dict[str, UserGazetteer] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path | str) -> UserGazetteer:
        """Reads a JSONL file (UTF-8, with or without a byte order mark). Raises GazetteerError (``bad_gazetteer``) that
        names the line where one is wrong."""
        try:
            text = Path(path).read_text("utf-8-sig")
        except OSError as error:
            raise GazetteerError(f"无法读取词表文件：{path}", "请检查路径和权限") from error
        except UnicodeDecodeError as error:
            raise GazetteerError(f"词表文件不是 UTF-8 编码：{path}", "请另存为 UTF-8") from error
        return cls.parse(text)

    @classmethod
    def parse(cls, text: str) -> UserGazetteer:
        """The gazetteer that the lines of ``text`` hold; blank lines are skipped. Raises GazetteerError."""
        lines = enumerate(text.split("\n"), 1)
        return cls(tuple(_entry(number, line) for number, line in lines if line.strip()))

    @property
    def terms(self) -> list[str]:
        """All string patterns, for a dictionary of words."""
        return [entry.term for entry in self.entries if entry.term]

    def of_kind(self, kind: str) -> UserGazetteer:
        """The entries of one kind."""
        if kind not in self._by_kind:
            self._by_kind[kind] = UserGazetteer(tuple(e for e in self.entries if e.kind == kind))
        return self._by_kind[kind]

    def find(self, text: str) -> list[UserHit]:
        """Hits of all patterns, in order; where two overlap the one that begins first, then the longer."""
        if not self.entries:
            return []
        hits = [UserHit(start, end, self._strings[index]) for index, start, end in self._matcher.longest(text)]
        if any(entry.tokens for entry in self.entries):
            hits += self._token_hits(text)
        chosen: list[UserHit] = []
        for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
            if not chosen or hit.start >= chosen[-1].end:
                chosen.append(hit)
        return chosen

    @contextmanager
    def active(self) -> Iterator[UserGazetteer]:
        """Puts the terms into force for the finders of this package, in this thread or task."""
        token = _ACTIVE.set(self)
        try:
            yield self
        finally:
            _ACTIVE.reset(token)

    @cached_property
    def _strings(self) -> list[UserEntry]:
        first: dict[str, UserEntry] = {}
        for entry in self.entries:
            if entry.term:
                first.setdefault(entry.term, entry)
        return list(first.values())

    @cached_property
    def _matcher(self) -> TermMatcher:
        return TermMatcher(entry.term for entry in self._strings if entry.term)

    @cached_property
    def _spacy(self) -> tuple[Any, Any]:
        from spacy.matcher import Matcher
        from spacy.vocab import Vocab

        vocab = Vocab()
        matcher = Matcher(vocab)
        for index, entry in enumerate(self.entries):
            if entry.tokens:
                matcher.add(str(index), [list(entry.tokens)])
        return vocab, matcher

    def _token_hits(self, text: str) -> list[UserHit]:
        from spacy.tokens import Doc

        from tiaokuan.gazetteer.jieba_dict import words

        vocab, matcher = self._spacy
        pieces = words(text, self)
        doc = Doc(vocab, words=pieces, spaces=[False] * len(pieces))
        hits = []
        for key, first, last in matcher(doc):
            span = doc[first:last]
            hits.append(UserHit(span.start_char, span.end_char, self.entries[int(vocab.strings[key])]))
        return hits


_ACTIVE: ContextVar[UserGazetteer | None] = ContextVar("tiaokuan_user_gazetteer", default=None)


def active_gazetteer() -> UserGazetteer | None:
    """The user's gazetteer in force, or None."""
    return _ACTIVE.get()


def active_hits(kind: str, text: str) -> list[UserHit]:
    """Hits in ``text`` of the entries of ``kind`` in force."""
    user = _ACTIVE.get()
    return user.of_kind(kind).find(text) if user is not None else []


def suffix_entry(kind: str, label: str) -> UserEntry | None:
    """The longest string pattern of ``kind`` in force that ends ``label``, or None."""
    user = _ACTIVE.get()
    if user is None:
        return None
    ending = [e for e in user.of_kind(kind).entries if e.term and label.endswith(e.term)]
    return max(ending, key=lambda e: len(e.term or ""), default=None)


# ----------------------------------------------------------------------------------------------------- validation


def _entry(number: int, line: str) -> UserEntry:
    row = _row(number, line)
    kind, detail = _label(number, row.get("label"))
    term, tokens = _pattern(number, row.get("pattern"))
    identity = row.get("id")
    if identity is not None and not isinstance(identity, str):
        raise _wrong(number, "id 须为文本")
    size, honours = _strings(number, row, "size"), _strings(number, row, "honours")
    if (size or honours) and kind != "APPLICANT":
        raise _wrong(number, "size 和 honours 只用于 APPLICANT")
    _check_sizes(number, size)
    return UserEntry(number, kind, detail, term, tokens, identity, size, honours)


def _row(number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise _wrong(number, "不是合法的 JSON") from error
    if not isinstance(row, dict):
        raise _wrong(number, "不是 JSON 对象")
    unknown = sorted(set(row) - _KEYS)
    if unknown:
        raise _wrong(number, f"有不认识的键：{'、'.join(unknown)}")
    return row


def _label(number: int, label: object) -> tuple[str, str]:
    if not isinstance(label, str) or not label:
        raise _wrong(number, "缺少 label")
    kind, _, detail = label.partition(":")
    if kind not in KINDS:
        raise _wrong(number, f"label 不认识：{label}（可用：{'、'.join(KINDS)}）")
    if bool(detail) is not (kind in _WITH_DETAIL):
        need = "须写明类别，如 APPLICANT:enterprise" if kind in _WITH_DETAIL else "后面不带类别"
        raise _wrong(number, f"label“{kind}”{need}")
    if detail and detail not in _details(kind, detail):
        raise _wrong(number, f"label 的类别不存在：{label}")
    return kind, detail


def _details(kind: str, detail: str) -> set[str]:
    """The details that a label of ``kind`` may have (for a region: ``detail`` itself where there is such a code)."""
    if kind == "APPLICANT":
        from tiaokuan.gazetteer.classes import CATEGORIES

        return set(CATEGORIES)
    if kind == "REGION":
        from tiaokuan.gazetteer.regions import lookup

        return {detail} if lookup(detail) else set()
    from tiaokuan.gazetteer.tables import material_heads
    from tiaokuan.gazetteer.topics import topics

    return set(topics()) if kind == "HEADING" else {m.kind for m in material_heads()}


def _pattern(number: int, pattern: object) -> tuple[str | None, tuple[dict[str, Any], ...] | None]:
    if isinstance(pattern, str):
        if not pattern.strip() or re.search(r"\s", pattern):
            raise _wrong(number, "pattern 不能为空，也不能含空白")
        return pattern, None
    if not isinstance(pattern, list) or not pattern or not all(isinstance(token, dict) for token in pattern):
        raise _wrong(number, "pattern 须为文本，或由对象组成的数组")
    _check_tokens(number, pattern)
    return None, tuple(pattern)


def _check_tokens(number: int, tokens: list[dict[str, Any]]) -> None:
    from spacy.matcher import Matcher
    from spacy.vocab import Vocab

    if all(token.get("OP") in {"?", "*", "!"} for token in tokens):
        raise _wrong(number, "pattern 至少要有一个必须出现的词")
    try:
        Matcher(Vocab(), validate=True).add("pattern", [tokens])
    except (ValueError, TypeError, KeyError) as error:
        raise _wrong(number, "pattern 不符合 spaCy 的词模式写法") from error


def _strings(number: int, row: dict[str, Any], key: str) -> tuple[str, ...]:
    values = row.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
        raise _wrong(number, f"{key} 须为文本数组")
    return tuple(values)


def _check_sizes(number: int, sizes: tuple[str, ...]) -> None:
    from tiaokuan.gazetteer.classes import SIZES

    if wrong := sorted(set(sizes) - set(SIZES)):
        raise _wrong(number, f"size 的取值不存在：{'、'.join(wrong)}")


def _wrong(number: int, what: str) -> GazetteerError:
    return GazetteerError(f"词表第 {number} 行{what}", _HINT)
