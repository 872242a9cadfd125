"""Ways of drafting that say the same (应当 / 应, 以及 / 和), and words that bind or leave free
(``data/drafting_variants.json``).

The comparison of two documents asks it whether a reworded stretch says what it said.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tiaokuan.errors import GazetteerError
from tiaokuan.gazetteer.loading import read_json

_TABLE = "drafting_variants.json"


@lru_cache(maxsize=1)
def _forms() -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern for all forms, longest first, and what each stands for."""
    table = read_json(_TABLE)
    stand_in: dict[str, str] = dict.fromkeys(table["silent"], "")
    for row in table["same"]:
        if len(row["forms"]) < 2 or len(row.get("example", ())) != 2:
            raise GazetteerError(f"词表 {_TABLE} 的一行缺少词形或示例：{row}", "每行至少两个词形、一对示例")
        stand_in.update(dict.fromkeys(row["forms"], row["forms"][0]))
    longest = sorted(stand_in, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest))), stand_in


def drafting_form(text: str) -> str:
    """``text`` with every variant in one form and silent words gone; equal forms say the same."""
    pattern, stand_in = _forms()
    return pattern.sub(lambda match: stand_in[match[0]], text)


@lru_cache(maxsize=1)
def _force() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = read_json(_TABLE)
    made = ("|".join(sorted(map(re.escape, table[key]), key=len, reverse=True)) for key in ("binding", "loose"))
    first, second = made
    return re.compile(first), re.compile(rf"(?!可行|可靠|可研|一般公共|优先股)(?:{second})")


def force(text: str) -> tuple[bool, bool]:
    """Whether ``text`` has a word that binds (应当, 不得), and one that leaves free (可以, 原则上)."""
    binding, loose = _force()
    return binding.search(text) is not None, loose.search(text) is not None
