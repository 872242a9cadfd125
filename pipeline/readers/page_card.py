"""The information card of a government page: a table of 索引号, 发文机构, 成文日期, 文号 …"""

from __future__ import annotations

import re

from tiaokuan.pipeline.readers.base import Block
from tiaokuan.pipeline.readers.furniture import card_label, clean, tidy_value

_PAIR = re.compile(r"^([^:：]{2,8})[:：]\s*(.*)$", re.S)


def card_fields(block: Block) -> dict[str, str] | None:
    """The fields of a table that is an information card; None where it is something else.

    A card is a table in which at least three cells (or two thirds of those filled) are labels of page metadata.
    """
    if block.table is None or len(block.table.cells) > 80:
        return None
    texts = [clean(cell.text) for cell in block.table.cells if clean(cell.text)]
    found, labels = fields_of(texts)
    if labels < 3 or labels * 3 < len(texts):
        return None
    return found


def fields_of(texts: list[str]) -> tuple[dict[str, str], int]:
    """Metadata from a card's texts in order (label, value, label, value … or label：value), and how many labels."""
    found: dict[str, str] = {}
    labels = 0
    for i, text in enumerate(texts):
        pair = _PAIR.match(text)
        label = card_label(pair[1]) if pair else card_label(text)
        if label is None:
            continue
        labels += 1
        value = pair[2] if pair and pair[2] else _next_value(texts, i)
        if label.key and (tidy := tidy_value(label.key, value)):
            found.setdefault(label.key, tidy)
    return found, labels


def _next_value(texts: list[str], place: int) -> str:
    following = texts[place + 1] if place + 1 < len(texts) else ""
    pair = _PAIR.match(following)
    return "" if card_label(following) or (pair and card_label(pair[1])) else following
