"""Which engine looks for the gazetteer's terms: the same terms over the same texts, hits compared, times measured.

    python benchmarks/matchers.py [FILE_OR_FOLDER …]

Without arguments the texts are the project's own samples. Engines that are not installed are left out and named. For
each engine: time to build, median time of a pass, and whether its hits equal those of the engine in use.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from tiaokuan.gazetteer.jieba_dict import domain_terms
from tiaokuan.gazetteer.matcher import TermMatcher

Hits = set[tuple[int, int]]
Find = Callable[[str], Hits]
ROUNDS = 7
SAMPLES = Path(__file__).resolve().parent.parent / "corpus" / "samples"


def tiaokuan_matcher(terms: list[str]) -> Find:
    """The engine in use: ahocorasick_rs behind ``TermMatcher``."""
    matcher = TermMatcher(terms)
    matcher.overlapping("")
    return lambda text: {(start, end) for _, start, end in matcher.overlapping(text)}


def pyahocorasick(terms: list[str]) -> Find:
    """pyahocorasick (C)."""
    import ahocorasick  # type: ignore[import-not-found]

    automaton = ahocorasick.Automaton()
    for term in terms:
        automaton.add_word(term, len(term))
    automaton.make_automaton()
    return lambda text: {(end - size + 1, end + 1) for end, size in automaton.iter(text)}


def spacy_phrase_matcher(terms: list[str]) -> Find:
    """spaCy's PhraseMatcher over characters, the making of the Doc included."""
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("zh")
    nlp.max_length = 10_000_000
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("term", [nlp.make_doc(term) for term in terms])

    def find(text: str) -> Hits:
        doc = nlp.make_doc(text)
        spans = [doc[first:last] for _, first, last in matcher(doc)]
        return {(span.start_char, span.end_char) for span in spans}

    return find


def spacy_entity_ruler(terms: list[str]) -> Find:
    """spaCy's EntityRuler. Of overlapping hits it keeps the longest, not the leftmost: a few differ by that rule."""
    import spacy

    nlp = spacy.blank("zh")
    nlp.max_length = 10_000_000
    ruler: Any = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "TERM", "pattern": term} for term in terms])
    return lambda text: {(ent.start_char, ent.end_char) for ent in nlp(text).ents}


def trie_regex(terms: list[str]) -> Find:
    """One regular expression in the shape of a trie (``re``); leftmost and longest, so it has fewer hits."""
    pattern = re.compile(_trie_pattern(terms))
    return lambda text: {match.span() for match in pattern.finditer(text)}


def regex_named_list(terms: list[str]) -> Find:
    """The ``regex`` module's named lists; leftmost, so it has fewer hits."""
    import regex

    pattern = regex.compile(r"\L<terms>", terms=sorted(terms, key=len, reverse=True))
    return lambda text: {match.span() for match in pattern.finditer(text)}


ENGINES: dict[str, Callable[[list[str]], Find]] = {
    "ahocorasick_rs (in use)": tiaokuan_matcher,
    "pyahocorasick": pyahocorasick,
    "re, trie": trie_regex,
    "regex, named list": regex_named_list,
    "spaCy PhraseMatcher": spacy_phrase_matcher,
    "spaCy EntityRuler": spacy_entity_ruler,
}
LONGEST_ONLY = frozenset({"re, trie", "regex, named list", "spaCy EntityRuler"})


def longest_hits(terms: Iterable[str], text: str) -> Hits:
    """Leftmost-longest hits of the engine in use."""
    return {(start, end) for _, start, end in TermMatcher(terms).longest(text)}


def main(arguments: list[str]) -> None:
    """Prints the table."""
    texts = _texts([Path(argument) for argument in arguments] or [SAMPLES])
    text = "\n".join(texts)
    terms = list(domain_terms())
    print(f"{len(terms)} terms, {len(text)} characters, median of {ROUNDS} passes")
    reference = tiaokuan_matcher(terms)(text)
    longest = longest_hits(terms, text)
    print(f"{'engine':26}{'build ms':>10}{'pass ms':>10}{'hits':>8}  equal")
    for name, make in ENGINES.items():
        try:
            start = time.perf_counter()
            find = make(terms)
            built = time.perf_counter() - start
        except ImportError as error:
            print(f"{name:26}not installed ({error.name})")
            continue
        hits = find(text)
        equal = hits == (longest if name in LONGEST_ONLY else reference)
        print(f"{name:26}{built * 1e3:10.1f}{_median(find, text) * 1e3:10.2f}{len(hits):8}  {'yes' if equal else 'no'}")


def _median(find: Find, text: str) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        find(text)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _texts(paths: list[Path]) -> list[str]:
    files = [f for path in paths for f in (sorted(path.rglob("*")) if path.is_dir() else [path]) if f.is_file()]
    return [f.read_text("utf-8", "replace") for f in files if f.suffix in {".txt", ".md", ".html"}]


def _trie_pattern(terms: Iterable[str]) -> str:
    root: dict[str, Any] = {}
    for term in terms:
        node = root
        for char in term:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branch(root)


def _branch(node: dict[str, Any]) -> str:
    parts = [re.escape(char) + _branch(child) for char, child in node.items() if char]
    if not parts:
        return ""
    body = "(?:" + "|".join(parts) + ")"
    return body + "?" if "" in node else body


if __name__ == "__main__":
    main(sys.argv[1:])
