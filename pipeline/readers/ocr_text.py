"""Putting recognised text right: full-width punctuation, spaces, and characters that recognition takes for others.

Every change keeps the length or is told by position, so that confidences and places stay with their characters.
The rules stand in ``gazetteer/data/ocr_confusions.json``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tiaokuan.errors import GazetteerError
from tiaokuan.gazetteer import loading

_CJK = r"[\u3400-\u9fff\u3000-\u303f\uff00-\uff60“”‘’]"
_FULL = {"(": "（", ")": "）", ",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HALF = re.compile(rf"(?<={_CJK})[,;:?!]|[,;:?!](?={_CJK})|\([^()]*?{_CJK}[^()]*\)|(?<={_CJK})[()]|[()](?={_CJK})")
_SPACE = re.compile(rf"(?<={_CJK}) +(?={_CJK})")
_NUMBERED = re.compile(r"(?<=\d)[,:]$")


@dataclass(frozen=True, slots=True)
class Confusion:
    """A rule: ``pattern`` finds the wrong characters, ``right`` is what each of them becomes."""

    wrong: str
    right: str
    pattern: re.Pattern[str]
    fixes: tuple[tuple[str, str], ...]
    keeps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A character put right: its place in the text, and what stood there."""

    at: int
    wrong: str
    right: str


@lru_cache(maxsize=1)
def confusions() -> tuple[Confusion, ...]:
    """The table's rules. Raises GazetteerError (``bad_gazetteer``) where one cannot be used."""
    rules = []
    for entry in loading.read_json("ocr_confusions.json")["rules"]:
        try:
            rules.append(_rule(entry))
        except (KeyError, TypeError, ValueError, re.error) as error:
            raise GazetteerError(f"词表 ocr_confusions.json 的规则有误：{entry!r}", f"{error}") from error
    return tuple(rules)


def _rule(entry: dict[str, object]) -> Confusion:
    wrong, right = str(entry["wrong"]), str(entry["right"])
    if len(right) != 1 or not wrong or right in wrong:
        raise ValueError("wrong / right")
    kept = entry.get("except_before")
    guard = f"(?<!{kept})" if kept else ""
    # ``re`` looks behind over a fixed width only: what stands before is matched and kept.
    pattern = re.compile(f"(?P<before>{entry['before']}){guard}(?P<wrong>[{re.escape(wrong)}])(?={entry['after']})")
    fixes = tuple((str(a), str(b)) for a, b in entry["fixes"])  # type: ignore[attr-defined]
    return Confusion(wrong, right, pattern, fixes, tuple(map(str, entry["keeps"])))  # type: ignore[call-overload]


def correct(text: str) -> tuple[str, list[Change]]:
    """The text with confusions put right where the context decides, as long as before, and each change."""
    chars = list(text)
    changes: list[Change] = []
    for rule in confusions():
        if not any(char in text for char in rule.wrong):
            continue
        position = 0
        while (match := rule.pattern.search(text, position)) is not None:
            at = match.start("wrong")
            changes.append(Change(at, text[at], rule.right))
            chars[at] = rule.right
            text = "".join(chars)
            position = at
    return text, sorted(changes, key=lambda change: change.at)


def widen(text: str) -> str:
    """Half-width punctuation between Chinese characters made full-width, as it is printed; the length stays."""
    def full(match: re.Match[str]) -> str:
        found = match[0]
        if len(found) > 1:
            return f"（{found[1:-1]}）"
        return _FULL[found]

    return _HALF.sub(full, text)


def spaces(text: str) -> list[int]:
    """The places of spaces that recognition put between Chinese characters."""
    return [at for match in _SPACE.finditer(text) for at in range(*match.span())]
