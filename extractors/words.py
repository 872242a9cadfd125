"""Words that say the kind of a grant."""

from __future__ import annotations

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.lexicon import pattern

_KINDS = (
    ("award_word", "award"),
    ("subsidy_word", "subsidy"),
    ("compensation_word", "compensation"),
    ("funding_word", "funding"),
)


#: Fees and taxes that need not be paid, or in part (减缴年费的85%, 免征房产税).
RELIEF = r"减缴|免缴|减交|免交|减征|免征(?!额)|减收|免收|减免|免除|附加扣除"
_RELIEF = deferred(RELIEF + r"|助学金|供养金|救济金|优待金|慰问金|扶助金")


def grant_kind(words: str) -> str | None:
    """award, subsidy, compensation or funding by the grant words in ``words``, the strongest first; None where none is."""
    if _RELIEF.search(words) and not pattern("{award_word}").search(words):
        return "subsidy"
    for name, kind in _KINDS:
        if pattern("{" + name + "}").search(words):
            return kind
    return None
