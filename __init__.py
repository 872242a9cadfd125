"""tiaokuan (条款): Chinese government policy texts as data that can be trusted.

    >>> import tiaokuan
    >>> document = tiaokuan.structure("通知.docx")
    >>> document.items[0].amounts[0].source.quote

``structure`` and ``structure_text`` give a ``tiaokuan.pipeline.schema.Document``. Nothing heavy is imported before one
of them is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os
    from pathlib import Path

    from tiaokuan.pipeline.schema import Document

__version__ = "0.1.0"
__all__ = ["__version__", "structure", "structure_text"]


def structure(path: str | os.PathLike[str], *, gazetteer: str | Path | None = None) -> Document:
    """Structure one policy file of any readable format.

    ``gazetteer`` names a JSONL file of further terms. Raises ``tiaokuan.errors.TiaokuanError`` with a stable ``code``
    where the file cannot be read.
    """
    from pathlib import Path

    from tiaokuan.pipeline.inputs import plain_name, read_file
    from tiaokuan.pipeline.run import structure as run

    path = Path(path)
    return run(read_file(path), plain_name(path), gazetteer=None if gazetteer is None else Path(gazetteer))


def structure_text(text: str, *, name: str = "text.txt", gazetteer: str | Path | None = None) -> Document:
    """Structure a policy text that is already a string; ``name`` is what ``document.source_file.name`` will say.

    Raises ``tiaokuan.errors.TiaokuanError`` as ``structure`` does (``empty_file`` for an empty text).
    """
    from pathlib import Path

    from tiaokuan.pipeline.run import structure as run

    # A lone surrogate has no UTF-8 form; U+FFFD stands for it, as it would after reading a damaged file.
    data = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode("utf-8")
    return run(data, name, gazetteer=None if gazetteer is None else Path(gazetteer))
