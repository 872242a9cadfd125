"""Words that say the kind of a grant."""

from __future__ import annotations

from tiaokuan.gazetteer.lexicon import pattern

_KINDS = (
    ("award_word", "award"),
    ("subsidy_word", "subsidy"),
    ("compensation_word", "compensation"),
    ("funding_word", "funding"),
)


def grant_kind(words: str) -> str | None:
    """award, subsidy, compensation or funding by the grant words in ``words``, the strongest first; None where none is."""
    for name, kind in _KINDS:
        if pattern("{" + name + "}").search(words):
            return kind
    return None
