"""Every limit of a run, in one frozen, validated object.

Reading untrusted files must end within bounded time and memory; what bounds them stands here and nowhere else.
``current()`` gives the settings of the process: the defaults, each of which an environment variable
``TIAOKUAN_<NAME IN CAPITALS>`` can replace (``TIAOKUAN_MAX_FILE_BYTES=500000000``).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache

from tiaokuan.errors import ReadError, UsageError

PREFIX = "TIAOKUAN_"


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits of a run; each is a positive whole number.

    Where one is passed, reading ends in a ``ReadError`` with code ``too_large`` (a file that is too big, deep or long)
    — nothing is cut off silently.
    """

    #: Bytes of one input file.
    max_file_bytes: int = 200 * 1024 * 1024
    #: Unicode code points of a document's normalised text.
    max_text_chars: int = 5_000_000
    #: Paragraphs and tables of one document.
    max_blocks: int = 200_000
    #: Cells of one document's tables, merged ones counted once.
    max_table_cells: int = 500_000
    #: Depth of nested elements in markup, and of nested tables.
    max_nesting: int = 256
    #: Bytes of one XML part or web page before it is parsed, unpacked.
    max_markup_bytes: int = 64 * 1024 * 1024
    #: Elements of one XML part or web page.
    max_markup_elements: int = 3_000_000
    #: Sections of a document's tree.
    max_sections: int = 50_000
    #: Depth of the section tree.
    max_section_depth: int = 24
    #: Pages of a paged document.
    max_pages: int = 3_000
    #: Pixels of one picture, unpacked (an A3 page at 600 dpi has 70 million).
    max_image_pixels: int = 100_000_000
    #: Files in an archive, nested ones included; the bytes they expand to; how far that may exceed the packed size.
    max_archive_members: int = 2_000
    max_archive_bytes: int = 1024 * 1024 * 1024
    max_archive_ratio: int = 200
    #: Archives within archives (1: none within).
    max_archive_depth: int = 2
    #: Entries of a user's gazetteer.
    max_gazetteer_entries: int = 200_000
    #: Seconds that reading one file in a worker or an outside program may take (of a scan: each page).
    reader_timeout_seconds: int = 120
    #: Bytes of memory of such a worker.
    reader_memory_bytes: int = 2 * 1024 * 1024 * 1024

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, bool) or not isinstance(value, int) or value < 1:
                raise bad_setting(field.name, value)

    def check_file_size(self, size: int, name: str) -> None:
        """Raise ``ReadError`` (``too_large``) where a file of ``size`` bytes is over the limit."""
        if size > self.max_file_bytes:
            raise too_large(f"文件“{name}”有 {size:,} 字节，超过上限 {self.max_file_bytes:,} 字节", "max_file_bytes")

    def check_text_length(self, length: int, name: str) -> None:
        """Raise ``ReadError`` (``too_large``) where a text of ``length`` code points is over the limit."""
        if length > self.max_text_chars:
            limit = f"{self.max_text_chars:,}"
            raise too_large(f"“{name}”的文字有 {length:,} 个字符，超过上限 {limit} 个", "max_text_chars")


def too_large(message: str, setting: str) -> ReadError:
    """The error for a limit that was passed; its hint names the variable that raises the limit."""
    variable = PREFIX + setting.upper()
    return ReadError(message, f"请拆分文件；确需处理时可设环境变量 {variable} 提高上限", code="too_large")


def bad_setting(name: str, value: object) -> UsageError:
    """The error for a setting that is no positive whole number."""
    hint = f"请检查环境变量 {PREFIX}{name.upper()}"
    return UsageError(f"设置 {name} 的值“{value}”不是正整数", hint, code="bad_settings")


def from_environment(environment: Mapping[str, str]) -> Settings:
    """Defaults, overridden by ``TIAOKUAN_…`` variables. Raises ``UsageError`` (``bad_settings``) on one that is no
    positive whole number."""
    given: dict[str, int] = {}
    for field in fields(Settings):
        text = environment.get(PREFIX + field.name.upper())
        if text is None:
            continue
        digits = text.replace("_", "").strip()
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 18):
            raise bad_setting(field.name, text)
        given[field.name] = int(digits)
    return Settings(**given)


@lru_cache(maxsize=1)
def current() -> Settings:
    """The settings of this process, read from the environment once."""
    return from_environment(os.environ)
