"""Regular expressions that are compiled when they are first used.

The extractors hold well over a thousand patterns, and one text needs a third of them: compiling all of them at import
would take longer than reading the text.
"""

from __future__ import annotations

import re
import sys
from typing import Any, cast


class _Deferred:
    """Stands for a pattern until one of its methods is asked for; then the name in the module that asked is bound to
    the compiled pattern itself, so that later calls cost what they cost on any pattern."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self._flags)
        names = sys._getframe(1).f_globals
        for key in [key for key, value in names.items() if value is self]:
            names[key] = self._compiled
        return getattr(self._compiled, name)


def deferred(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """``re.compile(pattern, flags)``, put off until its first use; for constants of a module only.

    Raises ``re.error`` at that first use (``tests/test_deferred.py`` compiles all of them).
    """
    return cast("re.Pattern[str]", _Deferred(pattern, flags))
