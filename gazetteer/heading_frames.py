"""Headings of parts by their grammar (``data/heading_frames.json``): acts and modifiers, then a head noun
(申报单位应具备的条件), several of them joined (补贴对象、标准和期限).

A heading counts only where every word of it belongs to the frame: 申报管理 is a part, 知识产权管理 is a matter.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tiaokuan.gazetteer.loading import read_json

MIXED = "mixed"
_ASKS = re.compile("[哪谁啥何]|什么|怎|多少|多久|几月")  # what every question of the table holds
_LONGEST = 30
_BARE = 2  # characters of a head noun alone
_JOIN = re.compile(r"、|以及|(?<![参给])与(?!者)|和(?!谐|平)|(?<!普)及(?!时|格|其)|并(?!购)|暨")
_OF_RULES = ("procedure", "duties", "safeguards", "funds_use", "contacts", "supplementary", "implementation")
_ALONGSIDE = frozenset({"服务", "保障", "服务保障"})  # said beside another conjunct, they name no topic
WHO_AND_WHAT = frozenset({"applicants", "conditions"})


@lru_cache(maxsize=1)
def _heads() -> dict[str, re.Pattern[str]]:
    """topic → the pattern of its conjuncts, in the order in which they are asked."""
    table = read_json("heading_frames.json")
    lists = {name: "|".join(sorted(words, key=len, reverse=True)) for name, words in table["modifiers"].items()}
    lists["any"] = "|".join(sorted({w for words in table["modifiers"].values() for w in words}, key=len, reverse=True))
    parts = {name: f"(?:{words})" for name, words in lists.items()} | {"before": table["before"]}

    def filled(template: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda match: parts.get(match[1], match[0]), template)

    return {topic: re.compile("|".join(map(filled, templates))) for topic, templates in table["heads"].items()}


@lru_cache(maxsize=1)
def _questions() -> dict[str, re.Pattern[str]]:
    """topic → the pattern of its questions, in the order in which they are asked."""
    table = read_json("heading_frames.json")
    parts = table["question_words"]

    def filled(template: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda match: parts.get(match[1], match[0]), template)

    return {topic: re.compile("|".join(map(filled, templates))) for topic, templates in table["questions"].items()}


def _asked_topic(bare: str) -> str | None:
    """The topic of a heading that asks (哪些人可以申请？, 补多少钱？); None where it asks for something else."""
    return next((topic for topic, pattern in _questions().items() if pattern.fullmatch(bare)), None)


def frame_examples() -> list[tuple[str, str]]:
    """Headings with the topic that the table says they have."""
    return [(title, topic) for title, topic in read_json("heading_frames.json")["examples"]]


@lru_cache(maxsize=8192)
def frame_topic(bare: str) -> str | None:
    """The topic of a heading without brackets and punctuation, where all of it is made of the words of frames;
    ``mixed`` for several facets of a programme in one (申请条件和程序); None else."""
    if _ASKS.search(bare) and len(bare) <= _LONGEST:
        asked = _asked_topic(bare.rstrip("？?呢"))
        if asked is not None:
            return asked
    found = _conjuncts(bare)
    return _together(list(dict.fromkeys(found))) if found else None


@lru_cache(maxsize=1024)
def names_both(bare: str) -> bool:
    """True where a heading names who may apply and what they must meet (申报对象及条件)."""
    return set(_conjuncts(bare)) == WHO_AND_WHAT


def _conjuncts(bare: str) -> list[str]:
    """The topics of the conjuncts of a heading; [] where one of them is none of a frame."""
    if len(bare) > _LONGEST:
        return []
    found: list[str] = []
    modifier = ""
    for conjunct in _JOIN.split(bare):
        if found and conjunct in _ALONGSIDE:
            continue
        shared = _topic_of(modifier + conjunct) if modifier else None
        topic = (shared if len(conjunct) <= _BARE else None) or _topic_of(conjunct) or shared
        if topic is None:
            return []
        found.append(topic)
        modifier = modifier or _modifier_of(conjunct)
    return found


def _topic_of(conjunct: str) -> str | None:
    return next((topic for topic, pattern in _heads().items() if pattern.fullmatch(conjunct)), None)


def _modifier_of(conjunct: str) -> str:
    """What the conjuncts behind it share: 补贴 of 补贴对象、标准."""
    return conjunct[:2] if len(conjunct) >= 4 else ""


def _together(topics: list[str]) -> str:
    """The topic of a heading that joins these."""
    if len(topics) == 1:
        return topics[0]
    facets = [topic for topic in topics if topic not in _OF_RULES]
    if not facets:
        return topics[0]
    if set(facets) <= WHO_AND_WHAT and len(facets) == len(topics):
        return "applicants"  # whose reader knows demands as well
    return facets[0] if facets == ["application"] else MIXED
