"""The word lists of the grammar of clauses."""

from __future__ import annotations

import re

import pytest

from tiaokuan.gazetteer.lexicon import alternation, lexicon, pattern, terms


@pytest.mark.parametrize("name", sorted(lexicon()))
def test_every_example_holds_a_term_of_its_list(name: str) -> None:
    words = lexicon()[name]
    assert words.what
    for example in words.examples:
        assert any(term in example for term in words.terms), example


@pytest.mark.parametrize("name", sorted(lexicon()))
def test_terms_are_distinct_and_longest_first(name: str) -> None:
    listed = terms(name)
    assert len(set(listed)) == len(listed)
    assert [len(t) for t in listed] == sorted((len(t) for t in listed), reverse=True)
    assert all(term == term.strip() and term for term in listed)


@pytest.mark.parametrize("name", sorted(lexicon()))
def test_an_alternation_matches_each_term_whole(name: str) -> None:
    compiled = re.compile(alternation(name))
    for term in terms(name):
        found = compiled.fullmatch(term)
        assert found, term


def test_a_pattern_puts_lists_in() -> None:
    assert pattern(r"^(?:{award_word+subsidy_word})$").match("补助")
    assert pattern(r"^(?:{award_word+subsidy_word})$").match("奖金")
    assert pattern(r"^\d{{2}}{limit_word}$").match("12封顶")
    assert not pattern(r"^\d{{2}}{limit_word}$").match("123封顶")


def test_lists_that_must_not_overlap() -> None:
    assert not set(terms("award_word")) & set(terms("subsidy_word"))
    assert not set(terms("award_word")) & set(terms("compensation_word"))
    assert not set(terms("exclude_word")) & set(terms("prefer_word"))
