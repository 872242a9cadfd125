"""Bytes to text, for Chinese files whose encoding is undeclared or declared wrongly.

A candidate encoding must decode the bytes *and* give text that looks like Chinese (or plain ASCII) text: in running
Chinese more than nine characters in ten belong to level 1 of GB 2312 (3,755 characters, the frequent ones; for
traditional text, level 1 of Big5), while bytes decoded by the wrong table scatter over the 20,000 rarer ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tiaokuan.errors import ReadError

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_PUNCTUATION = re.compile(
    r"[\x20-\x7e\s\u00a0\u00b7\u00d7\u2010-\u2044\u2103\u2116\u2150-\u218f\u2190-\u21ff\u2200-\u22ff"
    r"\u2460-\u27bf\u3000-\u301f\u3200-\u33ff\uff00-\uff5e\uffe0-\uffe6\u0370-\u03ff]+"
)
_TWO_BYTES = re.compile(r"[\u0080-\u07ff]")
_IN_WORD = re.compile(r"[\u0080-\u07ff](?=[A-Za-z])|(?<=[A-Za-z])[\u0080-\u07ff]")
_ASCII = bytes(range(0x80))
_LEVEL_1 = bytes(range(0xB0, 0xD8))  # first bytes of level 1 of GB 2312
_HIGH_BYTES = bytes((0x00, 0x20, 0x30, 0xFF, *range(0x4E, 0xA0)))  # of UTF-16 Chinese and ASCII
_SAMPLE = 3_000  # characters looked at for plausibility, from the start, the middle and the end
_FREQUENT = 700  # the same, where each character is looked up
_PLAUSIBLE = 0.70
_MOJIBAKE = 0.60
_REPAIR_SHARE = 0.005  # undecodable bytes that are repaired with a warning, per byte of the file


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding's name (Python's, lower case), and how many byte sequences had to be replaced."""

    text: str
    encoding: str
    replaced: int = 0
    mojibake: bool = False


@lru_cache(maxsize=1)
def _traditional() -> dict[int, None]:
    """Level 1 of Big5 (rows 0xA4–0xC6, from the codec), as a table that deletes it."""
    cells = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    frequent = bytes(b for row in range(0xA4, 0xC7) for cell in cells for b in (row, cell))
    return dict.fromkeys(map(ord, frequent.decode("big5", "ignore")))


def _sample(text: str, size: int = _SAMPLE) -> str:
    if len(text) <= 3 * size:
        return text
    middle = len(text) // 2
    return text[:size] + text[middle : middle + size] + text[-size:]


def plausibility(text: str) -> float:
    """How much ``text`` looks like Chinese or ASCII text, 0–1: the share of frequent characters and punctuation."""
    sample = _sample(text, _FREQUENT)
    rest = _PUNCTUATION.sub("", sample)
    if not rest:
        return 1.0
    rare = len(rest) - _frequent(rest)
    if rare > 0.05 * len(rest):
        rare = min(rare, len(rest.translate(_traditional())))
    return 1 - rare / len(rest)


def _frequent(text: str) -> int:
    """How many characters of ``text`` are of level 1 of GB 2312: its codec gives those a first byte of 0xB0–0xD7."""
    pairs = text.encode("gb2312", "ignore").translate(None, _ASCII)
    return len(pairs[::2]) - len(pairs[::2].translate(None, _LEVEL_1))


def has_controls(text: str) -> bool:
    """Whether control characters make up more of ``text`` than a stray one per 500 characters."""
    sample = _sample(text)
    count = sum(1 for _ in _CONTROL.finditer(sample))
    return count > 0 and count * 500 > len(sample)


@lru_cache(maxsize=1)
def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of ``data`` and its encoding.

    Tries, in this order: a byte order mark, UTF-16 without one, UTF-8, GB 18030, ``declared`` (a hint only),
    what charset-normalizer proposes. Raises ReadError: ``unsupported_format`` for binary data, ``undecodable_text``
    where no encoding gives plausible text. Postcondition: no U+FFFD that ``replaced`` does not count, no NUL. The last
    text is remembered, for the format is told by it before it is read; ``registry.read`` forgets it.
    """
    for found in _candidates(data, declared):
        if not has_controls(found.text):
            return _clean(_undo_mojibake(found))
    if _is_binary(data):
        raise ReadError(
            "这不是文本文件，也不是能识别的文档格式",
            "请用原软件另存为 docx、html 或 txt 后再试",
            code="unsupported_format",
        )
    raise ReadError("无法确定文本的编码", "请用记事本等软件另存为 UTF-8 编码后再试", code="undecodable_text")


def _candidates(data: bytes, declared: str | None) -> Iterator[Decoded]:
    bom = next((name for mark, name in _BOMS if data.startswith(mark)), None)
    if bom:
        found = _attempt(data, bom)
        if found and (bom == "utf-8-sig" or plausibility(found.text) >= _MOJIBAKE):
            yield found
        data = data.removeprefix(b"\xef\xbb\xbf")
    yield from _wide(data)
    data = data.rstrip(b"\x00")
    utf8 = _attempt(data, "utf-8")
    if utf8 and not _could_be_gb(utf8.text, data):
        yield utf8
    yield from _legacy(data, declared)
    if utf8:
        yield utf8


def _wide(data: bytes) -> Iterator[Decoded]:
    """UTF-16 without a byte order mark: the better of both byte orders, if it is plausible."""
    if not _looks_utf16(data):
        return
    tries = [t for t in (_attempt(data, "utf-16-le"), _attempt(data, "utf-16-be")) if t and not has_controls(t.text)]
    best = max(tries, key=lambda t: plausibility(t.text), default=None)
    if best and plausibility(best.text) >= _PLAUSIBLE:
        yield best


def _legacy(data: bytes, declared: str | None) -> Iterator[Decoded]:
    names = ["gb18030", *([declared] if declared else []), "big5hkscs"]
    tries = [t for name in names if (t := _attempt(data, name)) and not has_controls(t.text)]
    good = [(plausibility(t.text), -i, t) for i, t in enumerate(tries)]
    good = [entry for entry in good if entry[0] >= _PLAUSIBLE]
    if good:
        yield max(good)[2]
        return
    if _is_binary(data):
        return
    found = _normalizer(data)
    if found and plausibility(found.text) >= _PLAUSIBLE:
        yield found


def _normalizer(data: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[: 4 * _SAMPLE]).best()
    return _attempt(data, best.encoding) if best else None


def _attempt(data: bytes, encoding: str) -> Decoded | None:
    """Decode strictly, or with few replacements (a file cut short, a bad byte); None where that is not enough."""
    try:
        return Decoded(data.decode(encoding), encoding)
    except LookupError:
        return None
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    replaced = text.count("\ufffd")
    if replaced > max(1, len(data) * _REPAIR_SHARE) or replaced * 8 > len(text):
        return None
    return Decoded(text, encoding, replaced)


def _looks_utf16(data: bytes) -> bool:
    """Whether every second byte stays among few values, as the high bytes of UTF-16 Chinese and ASCII do."""
    head = data[: 2 * _SAMPLE]
    if len(head) < 4:
        return False
    for offset in (0, 1):
        high = head[offset::2]
        wide = len(high) - len(high.translate(None, _HIGH_BYTES))
        if wide >= 0.9 * len(high) and (high.count(0) or head[1 - offset :: 2].count(0) or not _is_utf8(data)):
            return True
    return False


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _could_be_gb(text: str, data: bytes) -> bool:
    """Whether valid UTF-8 is more likely GB 18030: its two-byte characters can be valid UTF-8 of Latin to Arabic."""
    if any("\u4e00" <= c <= "\u9fff" for c in text):
        return False
    odd = len(_TWO_BYTES.findall(_sample(text)))
    if not odd or odd < 2 * len(_IN_WORD.findall(_sample(text))):
        return False
    other = _attempt(data, "gb18030")
    return other is not None and not other.replaced and plausibility(other.text) > max(0.95, plausibility(text))


def _is_binary(data: bytes) -> bool:
    head = data[: 4 * _SAMPLE]
    controls = sum(head.count(b) for b in (*range(0x09), *range(0x0E, 0x20), 0x7F))
    return controls * 100 > len(head)


def _undo_mojibake(found: Decoded) -> Decoded:
    """Text that was decoded by the wrong table and saved again (锛屽浗…, å›½…), turned back where that is sure."""
    if found.encoding not in {"utf-8", "utf-8-sig", "gb18030"} or plausibility(found.text) >= _MOJIBAKE:
        return found
    for wrong in ("gb18030", "latin-1", "cp1252"):
        for right in ("utf-8", "gb18030"):
            try:
                text = found.text.encode(wrong).decode(right)
            except (UnicodeEncodeError, UnicodeDecodeError):
                continue
            if right != wrong and plausibility(text) >= 0.9 and any("\u4e00" <= c <= "\u9fff" for c in text):
                return Decoded(text, found.encoding, found.replaced, mojibake=True)
    return found


def _clean(found: Decoded) -> Decoded:
    text = _CONTROL.sub("", found.text.removeprefix("\ufeff"))
    return Decoded(text, found.encoding, found.replaced, found.mojibake)
