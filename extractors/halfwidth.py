"""Half-width punctuation between Chinese words (补助,最高; 高校(含分校)), read as the full-width marks it stands for."""

from __future__ import annotations

from functools import lru_cache

from tiaokuan.extractors.context import Context
from tiaokuan.extractors.entries import full_width
from tiaokuan.extractors.findings import ApplicantFinding, Finding
from tiaokuan.gazetteer.deferred import deferred

_HALF = deferred(r"[,;:()](?:(?<=[()])|(?<![0-9A-Za-z][,;:])|(?<=[,;:])(?![0-9A-Za-z/]))")
#: The fields of findings of granting clauses that hold words of the text.
_WORDS = ("trigger", "label", "rate_base", "scope", "text")
_MARK = deferred("[，；：（）]")


@lru_cache(maxsize=2)
def _widened(text: str) -> str:
    wide = _HALF.sub(lambda match: full_width(match[0]), text)
    return text if wide == text else wide


def widen(ctx: Context, start: int, end: int) -> Context:
    """``ctx`` with the marks of Chinese text full-width (the same length, the same figures); ``ctx`` itself where those
    of ``text[start:end]`` are so already."""
    text = _widened(ctx.text)
    if text is ctx.text or text[start:end] == ctx.text[start:end]:
        return ctx
    return Context(text, ctx.quantities, ctx.home, ctx.excluded)


def as_printed(ctx: Context, wide: Context, found: list[Finding]) -> None:
    """Put the marks that are printed back into the words of findings that were read from ``wide``."""
    if wide is ctx:
        return
    for finding in found:
        for name in _WORDS:
            words = getattr(finding, name, None)
            if isinstance(words, str):
                setattr(finding, name, _printed(ctx, wide, finding, words))
        if isinstance(finding, ApplicantFinding):
            finding.qualifiers = [_printed(ctx, wide, finding, words) for words in finding.qualifiers]


def _printed(ctx: Context, wide: Context, finding: Finding, words: str) -> str:
    if not _MARK.search(words):
        return words
    at = wide.text.find(words, max(0, finding.start - 200), finding.end + 40)
    return ctx.text[at : at + len(words)] if at >= 0 else words
