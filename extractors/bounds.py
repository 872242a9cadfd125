"""Words that bound a figure: 不超过, 至少, 以上, （含）, 左右 … before and after it.

Which of them include the figure follows the Civil Code of the PRC, art. 1259: 以上、以下、以内 do; 超过、不满、以外 do
not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.quantity_units import BoundWord, quantity_tables

_BRACKET = r"[（(](?P<{0}>不含|不包括|不包含|均?含|均?包括|均?包含)[^（）()\n]{{0,22}}[）)]"
_BOTH_ENDS = deferred(r"(不?)含[^，,、及和（）()]+[，,、及和]\s?(不?)含")
_WINDOW = 22
_NO_NOUN = ("可达", "控制在")  # these stand at their figure only


class Bound(NamedTuple):
    """A side that words open or close; ``at`` is the far end of those words (start before, end after the figure).
    ``side`` None: the words only say that it is approximate, or only what is included; ``lower``: whether the lower
    end of a range is, where the words say that too."""

    side: str | None
    inclusive: bool | None
    at: int
    approximate: bool = False
    lower: bool | None = None


@dataclass(frozen=True, slots=True)
class _Patterns:
    before: re.Pattern[str]
    before_last: frozenset[str]
    words: dict[str, BoundWord]
    after: re.Pattern[str]
    after_first: frozenset[str]
    afters: dict[str, tuple[BoundWord, ...]]
    approx: re.Pattern[str]
    noun: re.Pattern[str]


def _alternation(words: list[str] | tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_COUNTED = deferred(r"(?:单位|企业|机构|学校|高校|人员|项目|家庭)(?=(?:[（(]含[^（）()]{0,4}[）)])?及?以[上下])")
_NOT_AFTER = {
    "限": "期年时权界局有极门受上下",
    "达": "发",
    "满": "圆",
    "超": "高不没未",
    "超过": "不没未",
    "限报": "上",
}


def _guarded(word: str) -> str:
    """The word as a pattern, without those where it is the end of another (期限, 发达, 圆满)."""
    chars = _NOT_AFTER.get(word)
    return f"(?<![{chars}]){re.escape(word)}" if chars else re.escape(word)


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    tables = quantity_tables()
    plain = [word.word for word in tables.before if word.verbs == "none"]
    grant = [word.word for word in tables.before if word.verbs == "grant"]
    loose = [word.word for word in tables.before if word.verbs == "any"]
    verbs = _alternation(tables.grant_verbs)
    plain_words = "|".join(_guarded(word) for word in sorted(plain, key=len, reverse=True))
    openings = {word[0] for word in [*plain, *grant, *loose]}
    before = (
        rf"(?=[{re.escape(''.join(sorted(openings)))}])(?:(?<!每)(?P<plain>{plain_words})(?:{_BRACKET.format('incl')})?(?:人民币)?[:：]?"
        rf"|(?P<grant>{_alternation(grant)})(?:{verbs}){{0,4}}"
        rf"|(?P<loose>{_alternation(loose)})[^\W\d{tables.any_stop}]{{0,7}}?)"
        rf"(?:{_alternation(tables.approx_before)})?[ \u3000]?$"
    )
    last = {word[-1] for word in [*plain, *grant, *loose, *tables.grant_verbs, *tables.approx_before]} | set("）):： ")
    afters: dict[str, tuple[BoundWord, ...]] = {}
    for word in tables.after:
        afters[word.word] = (*afters.get(word.word, ()), word)
    after = (
        rf"[ \u3000]?(?:{_BRACKET.format('b1')})?"
        rf"(?:(?!前后)(?P<word>{_alternation(list(afters))})(?:{_BRACKET.format('b2')})?)?"
        rf"(?P<approx>{_alternation(tables.approx_after)}|多(?![种个类样元次家方名项年层]|于)|余(?!额))?"
    )
    firm = _alternation([word for word in plain if len(word) > 1 and word not in _NO_NOUN])
    noun = rf"(?P<plain>{firm}|(?:最高|最多|至多)(?={verbs}))[^，。；：、！？\n0-9]{{1,28}}的$"
    return _Patterns(
        re.compile(before),
        frozenset(last),
        {word.word: word for word in tables.before},
        re.compile(after),
        frozenset({word[0] for word in [*afters, *tables.approx_after]} | set("（( \u3000多余")),
        afters,
        re.compile(
            rf"(?<![预合条制节公签违契邀最])(?:{_alternation(tables.approx_before)})[ \u3000]?$|(?<![以加])上(?=$)"
        ),
        re.compile(noun),
    )


def bound_before(text: str, floor: int, at: int, kind: str, *, loose: bool) -> Bound | None:
    """The bound that words before ``at`` (not before ``floor``) set on a figure of ``kind``.

    ``loose``: whether 至少 may be parted from its figure by a verb (至少拥有2件).
    """
    low = max(floor, at - _WINDOW)
    if low >= at:
        return None
    patterns = _patterns()
    if text[at - 1] in patterns.before_last or loose:
        found = _strict_before(text, low, at, kind, patterns)
        if found is not None:
            return found
    if kind == "rate" and text[at - 1] == "的":
        return _noun_before(text, max(floor, at - 40), at, patterns)
    return _approx_before(text, low, at, kind, patterns)


def _strict_before(text: str, low: int, at: int, kind: str, patterns: _Patterns) -> Bound | None:
    match = patterns.before.search(text[low:at])
    if match is None:
        return None
    word = patterns.words[match["plain"] or match["grant"] or match["loose"]]
    if (word.kinds and kind.removesuffix("_range") not in word.kinds) or (
        kind.startswith("date") and word.verbs == "grant"
    ):
        return None
    inclusive = word.inclusive if match["incl"] is None else not match["incl"].startswith("不")
    return Bound(word.side, inclusive, low + match.start())


def _noun_before(text: str, low: int, at: int, patterns: _Patterns) -> Bound | None:
    """不超过官方规定费用的50%: the bound holds for the rate."""
    match = patterns.noun.search(text[low:at])
    if match is None:
        return None
    word = patterns.words[match["plain"]]
    return Bound(word.side, word.inclusive, low + match.start())


def _approx_before(text: str, low: int, at: int, kind: str, patterns: _Patterns) -> Bound | None:
    if text[at - 1] not in "约近致概上多 ":
        return None
    match = patterns.approx.search(text[low:at])
    if match is None or (match.group().strip() == "近" and kind in ("duration", "date", "date_range")):
        return None
    if match.group() == "上" and text[at] not in "百千万亿":
        return None
    return Bound(None, None, low + match.start(), approximate=True)


def bound_after(text: str, at: int, kind: str) -> Bound | None:
    """The bound that words after a figure of ``kind`` that ends at ``at`` set: 以上, （含）以下, 左右, 前."""
    patterns = _patterns()
    counted = _COUNTED.match(text, at) if kind == "count" else None
    if counted:
        at = counted.end()  # 6家单位以上
    if at >= len(text) or text[at] not in patterns.after_first:
        return None
    match = patterns.after.match(text, at)
    if match is None or match.end() == at:
        return None
    return _read_after(text, at, kind, match, patterns)


def _read_after(text: str, at: int, kind: str, match: re.Match[str], patterns: _Patterns) -> Bound | None:
    bracket = match["b1"] or match["b2"]
    inclusive, lower = None, None
    if bracket is not None:
        inclusive, lower = _inclusion(text, match.start("b1" if match["b1"] else "b2"), bracket)
    word = _allowed(text, match, kind, patterns)
    if word is not None:
        side = word.inclusive if inclusive is None else inclusive
        return Bound(word.side, side, match.end(), bool(match["approx"]), lower)
    if match["word"]:
        end = _bracket_end(text, match.end("b1")) if match["b1"] else at
        return Bound(None, inclusive, end, lower=lower) if match["b1"] else None
    if match["approx"] or bracket:
        return Bound(None, inclusive, match.end(), bool(match["approx"]), lower)
    return None


def _inclusion(text: str, at: int, word: str) -> tuple[bool, bool | None]:
    """What a bracket includes: the (upper) end, and the lower one where it speaks of both (含1万元，不含3万元)."""
    both = _BOTH_ENDS.match(text, at)
    if both is not None and both.end() < _bracket_end(text, at):
        return not both[2], not both[1]
    return not word.startswith("不"), None


def _bracket_end(text: str, at: int) -> int:
    """Behind the bracket that closes after ``at``."""
    ends = [end for end in (text.find("）", at), text.find(")", at)) if end >= 0]
    return min(ends) + 1 if ends else len(text)


def _allowed(text: str, match: re.Match[str], kind: str, patterns: _Patterns) -> BoundWord | None:
    if not match["word"]:
        return None
    following = text[match.end("word") : match.end("word") + 1]
    for word in patterns.afters[match["word"]]:
        if word.kinds and kind.removesuffix("_range") not in word.kinds:
            continue
        if following and (following in word.not_before or (following in "述简" and word.word[-1] in "上下")):
            continue
        return word
    return None
