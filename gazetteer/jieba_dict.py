"""jieba with the domain's words: a tokenizer of our own, so that the global one of other code stays as it was."""

from __future__ import annotations

import json
import logging
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from tiaokuan.gazetteer.loading import read_json

if TYPE_CHECKING:
    from tiaokuan.gazetteer.user import UserGazetteer

_FREQUENCY = 2000
_OF_USER: WeakKeyDictionary[UserGazetteer, Any] = WeakKeyDictionary()


def words(text: str, user: UserGazetteer | None = None) -> list[str]:
    """The words of ``text`` in order; joined they are the text again. Terms of ``user`` are words, too."""
    return list(tokenizer(user).lcut(text))


def search_words(text: str, user: UserGazetteer | None = None) -> list[str]:
    """The words of ``text`` with the shorter words inside long ones, as a search index wants them."""
    return list(tokenizer(user).lcut_for_search(text))


def tokenizer(user: UserGazetteer | None = None) -> Any:
    """A cached ``jieba.Tokenizer`` with the domain dictionary (and the user's terms); the first call reads jieba's own
    dictionary, about 0.4 s."""
    if user is None or not user.terms:
        return _base()
    if user not in _OF_USER:
        own = _new()
        for term in user.terms:
            own.add_word(term, freq=_FREQUENCY * 10)
        _OF_USER[user] = own
    return _OF_USER[user]


@lru_cache(maxsize=1)
def domain_terms() -> tuple[str, ...]:
    """The words of all tables that ought to stay whole: classes of applicants, materials, authorities, heading words,
    names of zones and counties."""
    from tiaokuan.gazetteer.classes import class_entries
    from tiaokuan.gazetteer.regions import region_names
    from tiaokuan.gazetteer.tables import authorities, material_heads
    from tiaokuan.gazetteer.topics import topics

    terms = [term for entry in class_entries() for term in entry.terms]
    terms += [term for entry in material_heads() for term in entry.terms]
    terms += [term for topic in topics().values() for term in topic.strong]
    terms += [*authorities().organs, *authorities().bodies, *region_names()]
    terms += read_json("domain_words.json")["terms"]
    return tuple(dict.fromkeys(term for term in terms if 2 <= len(term) <= 8))


@lru_cache(maxsize=1)
def _base() -> Any:
    return _new()


def _new() -> Any:
    import jieba

    logging.getLogger("jieba").setLevel(logging.WARNING)
    own = jieba.Tokenizer()
    own.initialize()
    for term in domain_terms():
        if not own.FREQ.get(term):
            own.add_word(term, freq=_FREQUENCY)
    return own


def export_dictionary() -> str:
    """The domain words in the form of a jieba user dictionary (``word frequency``), for other tools."""
    return "\n".join(f"{term} {_FREQUENCY}" for term in domain_terms()) + "\n"


def export_ruler_patterns() -> str:
    """The classes of applicants and the materials as JSONL that spaCy's EntityRuler reads, labelled as in ``user``."""
    from tiaokuan.gazetteer.classes import class_entries
    from tiaokuan.gazetteer.tables import material_heads

    rows: list[dict[str, str]] = []
    for entry in class_entries():
        shown = [term for term in entry.terms if term not in entry.suffix_only]
        rows += [{"label": f"APPLICANT:{entry.category}", "pattern": term} for term in shown]
    for head in material_heads():
        rows += [{"label": f"MATERIAL:{head.kind}", "pattern": term} for term in head.terms]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
