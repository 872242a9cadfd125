"""tiaokuan as a component of a spaCy pipeline.

    nlp = spacy.blank("zh")
    nlp.add_pipe("tiaokuan")
    doc = nlp(text)
    for span in doc.spans["amounts"]:
        print(span.text, span._.tiaokuan["value"])

The name is known to spaCy through the entry point ``spacy_factories`` of the installed package. Each kind of fact is a
span group of its own (``doc.spans["applicants"]``, ``"materials"``, ``"periods"``, ``"amounts"``, ``"caps"``,
``"conditions"``, ``"targets"``), every figure of the text is in ``"quantities"``, and ``doc.spans["tiaokuan"]`` holds
all facts together. A span's label is its kind in capitals (AMOUNT), its id that of the fact; ``span._.tiaokuan`` is the
fact with its normalised values as in the JSON contract, and the id of its item (``item``, None for the document's
common facts). ``doc._.tiaokuan`` is the whole contract as a dict. Both survive ``Doc.to_bytes``.

Spans stand on the tokens of ``doc``; where tokens are words that a fact cuts, the span is widened to whole tokens.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from tiaokuan.extractors.base import Quantity
from tiaokuan.pipeline.schema import Document, Fact, Facts
from tiaokuan.pipeline.text_map import TextMap

KINDS = ("applicants", "materials", "periods", "amounts", "caps", "conditions", "targets")
_STORE = "tiaokuan"


@Language.factory("tiaokuan", default_config={"gazetteer": None, "prefix": "", "structure": True})
def make_component(nlp: Language, name: str, gazetteer: str | None, prefix: str, structure: bool) -> TiaokuanComponent:
    """The factory that spaCy calls.

    ``gazetteer``: a JSONL file of further terms; ``prefix``: put before the names of the span groups, where they would
    clash with others; ``structure=False``: only the figures (group ``quantities``), several times faster.
    """
    del nlp, name
    return TiaokuanComponent(gazetteer, prefix, structure)


class TiaokuanComponent:
    """Called with a Doc, gives it back with span groups and extension attributes set."""

    def __init__(self, gazetteer: str | None = None, prefix: str = "", structure: bool = True) -> None:
        self.gazetteer = Path(gazetteer) if gazetteer else None
        self.prefix = prefix
        self.structure = structure
        _set_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """Sets ``doc.spans`` and the extension attributes. Raises TiaokuanError for a text that is too long or a
        gazetteer that is wrong; a text without a character gets empty groups."""
        store: dict[str, Any] = {"facts": {}, "document": None}
        doc.user_data[_STORE] = store
        self._set_quantities(doc, store)
        if self.structure:
            self._set_facts(doc, store)
        return doc

    def _set_quantities(self, doc: Doc, store: dict[str, Any]) -> None:
        from tiaokuan.extractors.quantities import find_quantities

        spans = []
        for number, quantity in enumerate(find_quantities(doc.text), 1):
            key = f"quantity-{number}"
            span = _span(doc, quantity.start, quantity.end, "QUANTITY", key)
            if span is not None:
                store["facts"][key] = _of_quantity(quantity)
                spans.append(span)
        doc.spans[self.prefix + "quantities"] = spans

    def _set_facts(self, doc: Doc, store: dict[str, Any]) -> None:
        groups: dict[str, list[Span]] = {kind: [] for kind in KINDS}
        document = self._document(doc.text)
        if document is not None:
            store["document"] = document.model_dump(mode="json")
            places = TextMap(doc.text, document.text)
            for item, kind, fact in _facts(document):
                place = places.span(fact.source.start, fact.source.end)
                span = _span(doc, *place, kind.removesuffix("s").upper(), fact.id) if place else None
                if span is not None:
                    store["facts"][fact.id] = fact.model_dump(mode="json", exclude={"source"}) | {"item": item}
                    groups[kind].append(span)
        for kind, spans in groups.items():
            doc.spans[self.prefix + kind] = spans
        together = [span for spans in groups.values() for span in spans]
        doc.spans[self.prefix + "tiaokuan"] = sorted(together, key=lambda span: (span.start, span.end))

    def _document(self, text: str) -> Document | None:
        from tiaokuan.pipeline.run import structure

        if not text.strip():
            return None
        return structure(text.encode("utf-8", "replace"), "text.txt", gazetteer=self.gazetteer)


def _facts(document: Document) -> Iterator[tuple[str | None, str, Fact]]:
    lists: list[tuple[str | None, Facts]] = [(item.id, item) for item in document.items]
    for item, facts in [*lists, (None, document.common)]:
        for kind in KINDS:
            for fact in getattr(facts, kind):
                yield item, kind, fact


def _span(doc: Doc, start: int, end: int, label: str, key: str) -> Span | None:
    span: Span | None = doc.char_span(start, end, label=label, span_id=key, alignment_mode="expand")
    return span


def _of_quantity(quantity: Quantity) -> dict[str, Any]:
    value = quantity.value._asdict()
    return {
        "kind": quantity.kind.value,
        "value": value,
        "unit": quantity.unit,
        "currency": quantity.currency,
        "working_days": quantity.working_days,
        "per": quantity.per_unit,
    }


def _set_extensions() -> None:
    if not Span.has_extension(_STORE):
        Span.set_extension(_STORE, getter=_value_of_span)
    if not Doc.has_extension(_STORE):
        Doc.set_extension(_STORE, getter=_value_of_doc)


def _value_of_span(span: Span) -> dict[str, Any] | None:
    store = span.doc.user_data.get(_STORE)
    return store["facts"].get(span.id_) if store else None


def _value_of_doc(doc: Doc) -> dict[str, Any] | None:
    store = doc.user_data.get(_STORE)
    return store["document"] if store else None
