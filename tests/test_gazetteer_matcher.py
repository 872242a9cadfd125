"""The matcher in use finds what spaCy's PhraseMatcher, a plain search and a trie of ``re`` find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaokuan.gazetteer.jieba_dict import domain_terms
from tiaokuan.gazetteer.matcher import TermMatcher

TERM = st.text(alphabet="甲乙丙丁𠀀a", min_size=1, max_size=4)


@given(st.lists(TERM, min_size=1, max_size=8), st.text(alphabet="甲乙丙丁𠀀a\n", max_size=40))
def test_equals_a_plain_search(terms: list[str], text: str) -> None:
    matcher = TermMatcher(terms)
    plain = {(term, m.start()) for term in set(terms) for m in re.finditer(f"(?={re.escape(term)})", text)}
    assert {(matcher.terms[index], start) for index, start, _ in matcher.overlapping(text)} == plain
    trie = re.compile("|".join(re.escape(term) for term in sorted(set(terms), key=len, reverse=True)))
    assert [(start, end) for _, start, end in matcher.longest(text)] == [m.span() for m in trie.finditer(text)]


def test_equals_spacy_phrase_matcher() -> None:
    spacy = pytest.importorskip("spacy")
    from spacy.matcher import PhraseMatcher

    terms = list(domain_terms())[::7]
    text = "\n".join(
        f"对符合条件的{a}和{b}，经{c}审核后给予奖励。" for a, b, c in zip(terms, terms[1:], terms[2:], strict=False)
    )
    nlp = spacy.blank("zh")
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("term", [nlp.make_doc(term) for term in terms])
    doc = nlp.make_doc(text)
    theirs = {(doc[a:b].start_char, doc[a:b].end_char) for _, a, b in matcher(doc)}
    assert {(start, end) for _, start, end in TermMatcher(terms).overlapping(text)} == theirs
    assert len(theirs) > 1000
