"""Policy cards whose rows hold one or two pairs of label and text (工具分类 | 资金支持 | 服务对象 | …).

The fields of the page itself (发文机构, 发文字号 …: list ``card_label`` of ``gazetteer/data/header.json``) stay one
line each; the other labels are headings over their text.
"""

from __future__ import annotations

from collections.abc import Iterable

from tiaokuan.gazetteer.header_words import header_words
from tiaokuan.gazetteer.topics import heading_topic
from tiaokuan.pipeline.readers.base import Cell, Table

#: A label (None: a row that is one cell) and the cell beside it.
Pair = tuple[Cell | None, Cell]

_LABEL = 14
_LONG = 40
_LONG_SHARE = 0.6
_LEAST = 3
_FACETS = frozenset({"applicants", "conditions", "materials", "amounts", "application", "procedure"})
_LEAST_FACETS = 3


def card_pairs(table: Table) -> list[Pair] | None:
    """The pairs of a card in reading order; None where the table is none.

    A card has at least three pairs under different labels, one in a row of its own, and most of its text stands in
    long cells; a form, whose cells are short or empty, is none.
    """
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    pairs: list[Pair] = []
    single = False
    for row in sorted(rows):
        found = _row_pairs(rows[row], table)
        if found is None:
            return None
        pairs += found
        single = single or (len(found) == 1 and found[0][0] is not None)
    labels = [_plain(label) for label, _ in pairs if label is not None]
    if not single or len(labels) < _LEAST or len(set(labels)) < len(labels):
        return None
    return pairs if _wordy(pairs) or names_facets(labels) else None


def names_facets(labels: Iterable[str]) -> bool:
    """Whether labels are those of a programme's parts (受理条件, 申请材料, 补贴标准 …): then their table is a card,
    however short its texts are."""
    return len({heading_topic(label) for label in labels} & _FACETS) >= _LEAST_FACETS


def is_field(label: Cell) -> bool:
    """Whether a label names a field of the page or the document itself."""
    return _plain(label) in header_words()["card_label"].terms


def _row_pairs(cells: list[Cell], table: Table) -> list[Pair] | None:
    """The pairs of a row, or the one cell across it; None where it is neither."""
    filled = [cell for cell in cells if cell.text.strip()]
    if not filled:
        return []
    if len(filled) == 1 and filled[0].colspan == table.cols:
        return [(None, filled[0])]
    if len(cells) % 2 or any(cell.header or cell.rowspan > 1 for cell in cells):
        return None
    pairs: list[Pair] = list(zip(cells[::2], cells[1::2], strict=True))
    return pairs if all(label is not None and _is_label(label) for label, _ in pairs) else None


def _wordy(pairs: list[Pair]) -> bool:
    """Whether most of the text beside labels stands in long cells, sentences among it."""
    texts = [cell.text for label, cell in pairs if label is not None]
    long_texts = [text for text in texts if len(text) > _LONG]
    return sum(map(len, long_texts)) > _LONG_SHARE * sum(map(len, texts)) and any("。" in text for text in long_texts)


def _plain(cell: Cell) -> str:
    return "".join(cell.text.split())


def _is_label(cell: Cell) -> bool:
    return 1 < len(_plain(cell)) <= _LABEL and not cell.text.endswith(("。", "；", "，"))
