"""Word documents made from pieces of WordprocessingML, for tests: only what a test is about stands in it."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NS = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = ("styles", "numbering", "footnotes", "endnotes", "settings")


def docx(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    footnotes: str = "",
    endnotes: str = "",
    extra: dict[str, bytes] | None = None,
) -> bytes:
    """A .docx whose body, styles, numbering and notes are the given XML (``w:`` and friends are declared)."""
    inner = {"styles": styles, "numbering": numbering, "footnotes": footnotes, "endnotes": endnotes}
    parts = {f"word/{name}.xml": f"<w:{name} {_NS}>{xml}</w:{name}>" for name, xml in inner.items() if xml}
    parts["word/document.xml"] = f'<w:document {_NS} mc:Ignorable="w14"><w:body>{body}</w:body></w:document>'
    types = "".join(
        f'<Override PartName="/{part}" ContentType="{_MAIN}.{part[5:-4].replace("document", "document.main")}+xml"/>'
        for part in parts
    )
    links = "".join(
        f'<Relationship Id="r{i}" Type="{_REL}/{part[5:-4]}" Target="{part[5:]}"/>'
        for i, part in enumerate(parts)
        if "document" not in part
    )
    pack = "http://schemas.openxmlformats.org/package/2006"
    files: dict[str, bytes] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{pack}/content-types"><Default Extension="rels" ContentType='
            f'"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            f'ContentType="application/xml"/>{types}</Types>'
        ).encode(),
        "_rels/.rels": (
            f'<Relationships xmlns="{pack}/relationships"><Relationship Id="r1" '
            f'Type="{_REL}/officeDocument" Target="word/document.xml"/></Relationships>'
        ).encode(),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{pack}/relationships">{links}</Relationships>'.encode(),
        **{part: (_HEAD + xml).encode() for part, xml in parts.items()},
        **(extra or {}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def p(text: str = "", properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text, run) if text else ''}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def num(number: int, level: int = 0) -> str:
    """Paragraph properties that number a paragraph."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def level(at: int, form: str, text: str, *, start: int = 1, extra: str = "", suffix: str = "nothing") -> str:
    """A level of an abstract numbering definition; ``extra`` stands after ``w:numFmt`` (restart, pStyle, isLgl)."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str, extra: str = "") -> str:
    """An abstract numbering definition."""
    inner = f'<w:multiLevelType w:val="multilevel"/>{extra}{"".join(levels)}'
    return f'<w:abstractNum w:abstractNumId="{number}">{inner}</w:abstractNum>'


def instance(number: int, of: int, *overrides: str) -> str:
    """A ``w:num`` of an abstract definition."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{"".join(overrides)}</w:num>'


def restart_at(at: int, start: int) -> str:
    """A level override that sets the counter of level ``at`` to ``start``."""
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def table(*rows: str, properties: str = "") -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def cell(content: str, properties: str = "") -> str:
    """A cell; text becomes a paragraph."""
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"
