"""Titles without what changes from one edition to the next: year, batch, trial and revision words
(``data/edition_words.json``)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from tiaokuan.errors import GazetteerError
from tiaokuan.gazetteer.loading import read_json

_DRAFT = re.compile("征求意见稿|送审稿|讨论稿|草案")
_BATCH = re.compile(r"第([一二三四五六七八九十百零\d]+)(?:批|届|期|版|轮|季度)")
_NOISE = re.compile(r"[^\w]|_")


@dataclass(frozen=True, slots=True)
class EditionWord:
    """One kind of edition word: its pattern over NFKC text without white space, and (title, what is left) pairs."""

    name: str
    pattern: re.Pattern[str]
    examples: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def edition_words() -> tuple[EditionWord, ...]:
    """The table: edition words first, then what wraps a title. Raises GazetteerError where an entry is incomplete or
    no pattern."""
    table = read_json("edition_words.json")
    return tuple(_entry(row) for row in [*table["edition"], *table["wrapping"]])


def _entry(row: dict[str, object]) -> EditionWord:
    name, examples = str(row.get("name")), row.get("examples")
    if not isinstance(examples, list) or not examples:
        raise GazetteerError(f"版次词 {name} 缺少示例", "请检查 gazetteer/data/edition_words.json")
    try:
        pattern = re.compile(str(row["pattern"]))
    except (KeyError, re.error) as error:
        message = f"版次词 {name} 的写法不是合法的正则表达式：{error}"
        raise GazetteerError(message, "请检查 gazetteer/data/edition_words.json") from error
    return EditionWord(name, pattern, tuple((str(title), str(left)) for title, left in examples))


@lru_cache(maxsize=4096)
def plain_title(title: str) -> str:
    """``title`` without edition words, wrapping, punctuation and white space; may be empty.

    ``关于印发2025年度鹤州市技改补助申报指南（试行）的通知`` → ``鹤州市技改补助申报指南``.
    """
    text = compact(title)
    for word in edition_words():
        text = word.pattern.sub("", text)
    return _NOISE.sub("", text)


@lru_cache(maxsize=1)
def weak_words() -> tuple[str, ...]:
    """Words that come and go between editions of one policy."""
    return tuple(read_json("edition_words.json")["weak"]["words"])


def title_key(plain: str) -> str:
    """A plain title as titles are compared: without words that come and go."""
    for word in weak_words():
        plain = plain.replace(word, "")
    return plain


def compact(title: str) -> str:
    """NFKC text without white space."""
    return "".join(unicodedata.normalize("NFKC", title).split())


def is_draft(title: str) -> bool:
    """True for a text put out for comment."""
    return bool(_DRAFT.search(title))


def batch_numeral(title: str) -> str | None:
    """The printed numeral of the batch, term or issue: 第二批 → 二."""
    match = _BATCH.search(compact(title))
    return match[1] if match else None
