"""Topics: what a section is about, by the words of its heading (``data/topics.json``).

Headings vary without end, so a topic is a weight and not a yes or no: a strong term that is the whole heading weighs 1,
one inside a longer heading less, a weak term at the heading's end least. Whoever asks adds other evidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tiaokuan.errors import GazetteerError
from tiaokuan.gazetteer.heading_frames import frame_topic
from tiaokuan.gazetteer.loading import read_json
from tiaokuan.gazetteer.user import active_hits

_NOISE = re.compile(r"[（(][^）)]*[）)]|[\s，,。；;：:、“”\"《》]")
_PAUSES = re.compile(r"[（(][^）)]*[）)]|[\s。；;：:“”\"《》]|(?:如下|等)$")
_FACETS = frozenset(
    {"applicants", "conditions", "materials", "amounts", "application", "implementation", "targets", "stock"}
)
_ACTION = re.compile(
    r"(?:扩大|放宽|落实|加大|实施|支持|鼓励|提供|给予|完善|强化|加强|优化|建立|推进|深化|提高|降低|健全|拓宽|开展|推动|促进|加快|做好|培育|引导|创新|构建|提升|实行|发放|增加|延长|调整|全面|积极|大力|进一步|延续|继续|规范|保障|减轻|发挥)"
)
_LONG = frozenset({"materials", "conditions", "applicants"})
_TAIL = re.compile(r"(?:要求|清单|说明|标准|及要求|和要求|安排|条件)?")
_EDGE = re.compile(r"^(?:本项目|项目|主要|具体|相关|有关|关于|政策|其中|符合)|(?:如下|要求如下|说明|情况|等)$")


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic: its terms, weak terms, and headings that hold them."""

    name: str
    what: str
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    examples: tuple[str, ...]


@lru_cache(maxsize=1)
def topics() -> dict[str, Topic]:
    """All topics by name. Raises GazetteerError where an entry is incomplete."""
    found = {}
    for name, entry in read_json("topics.json").items():
        if not entry["strong"] or not entry["examples"]:
            raise GazetteerError(f"标题类别 {name} 缺少词条或示例", "请检查 gazetteer/data/topics.json")
        found[name] = Topic(name, entry["what"], tuple(entry["strong"]), tuple(entry["weak"]), tuple(entry["examples"]))
    return found


@lru_cache(maxsize=1)
def _strong() -> re.Pattern[str]:
    terms = sorted({term for topic in topics().values() for term in topic.strong}, key=lambda term: -len(term))
    return re.compile("|".join(map(re.escape, terms)))


@lru_cache(maxsize=1)
def _owners() -> dict[str, list[str]]:
    owners: dict[str, list[str]] = {}
    for topic in topics().values():
        for term in topic.strong:
            owners.setdefault(term, []).append(topic.name)
    return owners


@lru_cache(maxsize=8192)
def heading_topics(title: str) -> dict[str, float]:
    """Topics of a heading with their weights (0–1); {} where nothing in it says what it is about.

    A strong term weighs by the share of the heading that it fills: 1 where it is all of it, under 0.4 where it is a
    small part of a long one.
    """
    bare = _NOISE.sub("", title)
    if bare not in _owners():
        bare = _EDGE.sub("", bare) or bare
    weights: dict[str, float] = {}
    if not bare or len(bare) > 40:
        return weights
    for match in _strong().finditer(bare):
        share = len(match.group()) / len(bare)
        ends = _TAIL.fullmatch(bare, match.end()) is not None
        for name in _owners()[match.group()]:
            closing = 0.0 if not ends else 0.35 if len(bare) <= 12 or name in _LONG else 0.1
            weight = min(1.0, share + closing)
            if (name in _FACETS or name == "purpose") and weight < 1.0 and _ACTION.match(bare):
                continue
            weights[name] = max(weights.get(name, 0.0), weight)
    for topic in topics().values():
        for term in topic.weak:
            if topic.name not in weights and len(bare) <= 12 and bare.endswith(term):
                weights[topic.name] = 0.5 * min(1.0, 0.3 + len(term) / len(bare))
    return weights


def heading_topic(title: str) -> str | None:
    """The weightiest topic of a heading, where it weighs at least 0.4; else None. A heading word of the user's
    gazetteer (``HEADING:conditions``) comes before all."""
    own = active_hits("HEADING", title)
    return own[-1].entry.detail if own else _weightiest(title)


@lru_cache(maxsize=8192)
def _weightiest(title: str) -> str | None:
    bare = _NOISE.sub("", title)
    if bare not in _owners() and (framed := frame_topic(_PAUSES.sub("", title).replace("，", "、"))) is not None:
        return framed
    weights = heading_topics(title)
    if not weights:
        return None
    name = max(weights, key=lambda key: weights[key])
    return name if weights[name] >= 0.4 else None
