"""Numbers that cite: 《…》第十条, 关于…的通知（某财〔2016〕8号）第三条, 本办法第四条, 按照（二）."""

from __future__ import annotations

import re
from functools import cache

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.marker_words import words

_REACH = 40
_NAMED = deferred(
    r"(?:》|(?:办法|细则|规定|条例|规则|意见|通知|公告|决定)(?=[（(]))(?:[（(][^（()）]{1,30}[)）])?$"
    r"|(?:本|该|原|上述|前述)(?:实施)?(?:办法|细则|规定|条例|规则|意见|措施|政策|方案|通知|章程|指南|法)$"
)


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?:{words('reference_before')})$")


def is_cited(text: str, start: int, *, is_article: bool) -> bool:
    """True where the words before a number cite it; ``is_article``: those before an article may name its text."""
    if is_article and _NAMED.search(text, max(0, start - _REACH), start):
        return True
    return _before().search(text, max(0, start - 3), start) is not None
