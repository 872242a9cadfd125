"""Opening an office document's zip safely: limits on what it unpacks to, no DTD, no entities, nothing fetched."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tiaokuan.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tiaokuan.pipeline.settings import Settings

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# ISO 29500 strict names its namespaces anew; read as the transitional ones.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)
_DTD = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    UnicodeError,
    IndexError,
)
_RATIO_FROM = 1024 * 1024


@dataclass(slots=True)
class Package:
    """The parts of an office document by name (no leading slash, as stored), read on demand within the limits."""

    archive: zipfile.ZipFile
    name: str
    settings: Settings
    names: dict[str, str] = field(default_factory=dict)
    unpacked: int = 0

    @classmethod
    def open(cls, data: bytes, name: str, settings: Settings) -> Package:
        """Raises ReadError: ``damaged_file``, ``too_large``, ``encrypted_file``."""
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
            infos = archive.infolist()
        except _ZIP_ERRORS as error:
            raise damaged(name) from error
        if len(infos) > 10 * settings.max_archive_members:
            raise ReadError(f"文件“{name}”含有过多部件", "请用 Word 打开另存后再试", code="too_large")
        if any(info.flag_bits & 1 for info in infos):
            raise ReadError(f"文件“{name}”已加密", "请输入密码打开，取消密码后另存再试", code="encrypted_file")
        names = {info.filename.replace("\\", "/").lstrip("/").lower(): info.filename for info in infos}
        return cls(archive, name, settings, names)

    def has(self, part: str) -> bool:
        """Whether a part exists (names are compared without case, as OPC has it)."""
        return part.lower() in self.names

    def read(self, part: str) -> bytes:
        """A part's bytes. Raises ReadError: ``damaged_file``, ``too_large``."""
        stored = self.names.get(part.lower())
        if stored is None:
            raise damaged(self.name)
        limit = self.settings.max_markup_bytes
        try:
            info = self.archive.getinfo(stored)
            with self.archive.open(info) as stream:
                data = stream.read(limit + 1)
        except _ZIP_ERRORS as error:
            raise damaged(self.name) from error
        self.unpacked += len(data)
        ratio = len(data) / max(1, info.compress_size)
        bomb = len(data) > _RATIO_FROM and ratio > self.settings.max_archive_ratio
        if len(data) > limit or bomb or self.unpacked > self.settings.max_archive_bytes:
            raise ReadError(
                f"文件“{self.name}”解压后过大",
                "请确认文件来源可靠；可用 Word 打开，分成几个文件另存再试",
                code="too_large",
            )
        return data

    def xml(self, part: str) -> _Element:
        """A part's tree. Raises ReadError: ``damaged_file`` (a DTD included), ``too_large``."""
        return parse_xml(self.read(part), self.name, self.settings)

    def optional_xml(self, part: str) -> _Element | None:
        """As ``xml``; None where the part is missing or cannot be parsed (the document is still read without it)."""
        if not self.has(part):
            return None
        try:
            return self.xml(part)
        except ReadError as error:
            if error.code == "too_large":
                raise
            return None

    def relationships(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """The relationships of a part by id: (type's last word, target part or address, external)."""
        folder, base = posixpath.split(part)
        tree = self.optional_xml(posixpath.join(folder, "_rels", base + ".rels"))
        found: dict[str, tuple[str, str, bool]] = {}
        for entry in tree.iter(_RELATIONSHIP) if tree is not None else ():
            external = entry.get("TargetMode") == "External"
            target = entry.get("Target", "")
            if not external:
                target = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
            found[entry.get("Id", "")] = (entry.get("Type", "").rsplit("/", 1)[-1], target, external)
        return found


def damaged(name: str) -> ReadError:
    """The error for a document that cannot be opened."""
    return ReadError(
        f"文件“{name}”已损坏，无法读取", "请重新下载，或用 Word、WPS 打开修复后另存再试", code="damaged_file"
    )


def parse_xml(data: bytes, name: str, settings: Settings) -> _Element:
    """The tree of an XML part: no DTD, no entities, no network, bounded depth (libxml2's 256) and size."""
    from lxml import etree

    plain = data.replace(b"\x00", b"")[:4096] if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else data
    if _DTD.search(plain):
        raise ReadError(
            f"文件“{name}”的 XML 含有文档类型声明，不予读取", "请用 Word、WPS 打开后另存再试", code="damaged_file"
        )
    if b"purl.oclc.org" in data[:20_000]:
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
    if data.count(b"<") > 2 * settings.max_markup_elements:
        raise ReadError(f"文件“{name}”的内容过多", "请分成几个文件另存再试", code="too_large")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "huge text node" in str(error).lower():
            raise ReadError(f"文件“{name}”的内容过多", "请分成几个文件另存再试", code="too_large") from error
        raise damaged(name) from error


def attribute(element: _Element | None, name: str = "val") -> str | None:
    """The attribute ``w:name`` of an element, or None."""
    return None if element is None else element.get(W + name)


def child_value(element: _Element | None, *path: str) -> str | None:
    """``w:val`` of the descendant at ``path`` (local names, children of children), or None."""
    for name in path:
        if element is None:
            return None
        element = element.find(W + name)
    return attribute(element)


def is_on(element: _Element | None) -> bool:
    """Whether a toggle element (``w:b``) is there and not switched off."""
    return element is not None and (element.get(W + "val") or "1").lower() not in {"0", "false", "off"}
