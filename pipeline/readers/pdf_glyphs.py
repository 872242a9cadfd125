"""From a PDF page's characters to fragments: stretches printed one after the other on one baseline.

The characters come from pypdfium2 (PDFium), one by one with their boxes: about 2 ms a page, where pdfminer under
pdfplumber takes 25–80. Spaces are decided here, by the gaps: PDFium's own stand between Chinese and figures.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable
from typing import Any

from tiaokuan.pipeline.readers.base import Box
from tiaokuan.pipeline.readers.pdf_characters import SPACES, is_wide, replacements, unreadable
from tiaokuan.pipeline.readers.pdf_frame import Frame, nearest_turn
from tiaokuan.pipeline.readers.pdf_model import Fragment, Style

#: x, y of a character's middle → number of the table cell, or -1.
Locate = Callable[[float, float], int]

_SAMPLE = 60
_RED = (150, 90)  # red at least, green and blue at most: the red of 红头, not orange or brown
_PALE = 165  # a watermark's grey, at least, in every colour
_WHITE = 245  # lighter text is print on a dark ground, or not to be seen
_BOLD_NAMES = ("bold", "black", "heavy", "hei", "xbs", "xiaobiao", "黑", "小标宋")


def text_turn(text: Any, count: int) -> int:
    """The angle (0, 90, 180, 270, counter-clockwise) of most of a page's characters."""
    from pypdfium2 import raw

    step = max(1, count // _SAMPLE)
    turns = Counter(
        nearest_turn(-math.degrees(raw.FPDFText_GetCharAngle(text, k)) % 360)
        for k in range(0, count, step)
        if not raw.FPDFText_IsGenerated(text, k)
    )
    turn, votes = turns.most_common(1)[0] if turns else (0, 0)
    return turn if turn > 0 and votes * 2 > sum(turns.values()) else 0


class Styles:
    """The styles of a page's text objects, each looked up once."""

    def __init__(self, text: Any) -> None:
        from pypdfium2 import raw

        self._raw = raw
        self._text = text
        self._known: dict[int, Style] = {}
        self._fonts: dict[int, bool] = {}

    def of(self, index: int) -> Style:
        """The style of the character at ``index``."""
        obj = self._raw.FPDFText_GetTextObject(self._text, index)
        key = ctypes.cast(obj, ctypes.c_void_p).value or 0
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._look_up(index, obj)
        return found

    def _look_up(self, index: int, obj: Any) -> Style:
        raw = self._raw
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self._text, index, matrix)
        size = raw.FPDFText_GetFontSize(self._text, index) * math.hypot(matrix.c, matrix.d)
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        raw.FPDFText_GetFillColor(self._text, index, red, green, blue, alpha)
        mode = raw.FPDFTextObj_GetTextRenderMode(obj) if obj else 0
        pale = _PALE <= min(red.value, green.value, blue.value) <= _WHITE or alpha.value <= 128
        return Style(
            size=size,
            bold=mode == 2 or self._bold_font(index, obj),
            red=red.value >= _RED[0] and max(green.value, blue.value) <= _RED[1],
            light=pale and mode != 3,
            hidden=mode == 3,
        )

    def _bold_font(self, index: int, obj: Any) -> bool:
        """Whether the font is a bold one, or one of those that Chinese documents use as such (黑体, 小标宋)."""
        raw = self._raw
        font = raw.FPDFTextObj_GetFont(obj) if obj else None
        key = ctypes.cast(font, ctypes.c_void_p).value if font else None
        if key is not None and key in self._fonts:
            return self._fonts[key]
        buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        raw.FPDFText_GetFontInfo(self._text, index, buffer, 128, flags)
        name = (
            buffer.value.decode("utf-8", "replace").lower().partition("+")[2]
            or buffer.value.decode("utf-8", "replace").lower()
        )
        bold = (any(word in name for word in _BOLD_NAMES) and "yahei" not in name) or raw.FPDFText_GetFontWeight(
            self._text, index
        ) >= 600
        if key is not None:
            self._fonts[key] = bold
        return bold


class Fragments:
    """Builds the fragments of one page from its characters."""

    def __init__(self, text: Any, frame: Frame, locate: Locate | None) -> None:
        self.styles = Styles(text)
        self.found: list[Fragment] = []
        self.chars = 0
        self.bad = 0
        self._text = text
        self._frame = frame
        self._locate = locate

    def build(self, count: int) -> list[Fragment]:
        """The fragments of all ``count`` characters, in the file's order; characters off the page are left out."""
        from pypdfium2 import raw

        text, frame, locate = self._text, self._frame, self._locate
        unicode_of, box_of, generated = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_IsGenerated
        rect = raw.FS_RECTF()
        ref = ctypes.byref(rect)
        left, top_edge = frame.crop[0], frame.crop[3]
        width, height, level = frame.width, frame.height, frame.turn == 0
        replace = replacements()
        space = 0  # 1: PDFium's own, 2: printed in the file
        for k in range(count):
            code = unicode_of(text, k)
            if code in (10, 13):
                continue
            if code in SPACES:
                space = max(space, 1 if generated(text, k) else 2)
                continue
            if not box_of(text, k, ref):
                continue
            if level:
                x0, top, x1, bottom = rect.left - left, top_edge - rect.top, rect.right - left, top_edge - rect.bottom
            else:
                x0, top, x1, bottom = frame.box(rect.left, rect.bottom, rect.right, rect.top)
            x, y = (x0 + x1) / 2, (top + bottom) / 2
            if not (0 <= x <= width and 0 <= y <= height):
                continue
            self.chars += 1
            if unreadable(code) and code not in replace:
                self.bad += 1
                continue
            char = replace.get(code) or chr(code)
            self._add(k, char, (x0, top, x1, bottom), space, locate(x, y) if locate else -1)
            space = 0
        self._close(count - 1)
        return self.found

    _start = 0
    _last = (0.0, 0.0, 0.0, 0.0)
    _last_index = 0
    _open: Fragment | None = None

    def _add(self, k: int, char: str, box: Box, space: int, cell: int) -> None:
        """Put a character at the end of the open fragment, or begin a new one."""
        x0, top, x1, bottom = box
        part = self._open
        if part is not None and part.cell == cell:
            if part.turn == 0:
                low = min(bottom - top, part.bottom - part.top)
                overlap = min(bottom, part.bottom) - max(top, part.top)
                step, gap, em = x0 - self._last[0], x0 - self._last[2], part.style.size or low
                if (
                    overlap >= 0.6 * low
                    and step > -0.05 * em
                    and gap < 0.95 * em
                    and not self._raised(part, k, top, bottom)
                ):
                    if step < 0.25 * em and char == part.text[-1] and x1 - x0 > 0.3 * em:
                        return  # printed twice to look bold
                    part.text += _between(part.text[-1], char, gap / em, space) + char
                    part.x1 = max(part.x1, x1)
                    part.top, part.bottom = min(part.top, top), max(part.bottom, bottom)
                    self._last, self._last_index = box, k
                    return
            elif self._goes_on(part, k, box):
                part.text += char
                part.x0, part.x1 = min(part.x0, x0), max(part.x1, x1)
                part.top, part.bottom = min(part.top, top), max(part.bottom, bottom)
                self._last, self._last_index = box, k
                return
        self._close(self._last_index)
        raised = (
            part is not None
            and not part.raised
            and self._raised(part, k, top, bottom)
            and -1 < x0 - self._last[2] < part.style.size
        )
        self._open = Fragment(char, x0, top, x1, bottom, self.styles.of(k), cell, self._turn(k), raised)
        self._last, self._last_index = box, k

    def _turn(self, k: int) -> int:
        """The angle of a character against the frame; -1: askew."""
        from pypdfium2 import raw

        angle = raw.FPDFText_GetCharAngle(self._text, k)
        if angle == 0 and self._frame.turn == 0:
            return 0
        return nearest_turn((-math.degrees(angle) - self._frame.turn) % 360)

    def _raised(self, part: Fragment, k: int, top: float, bottom: float) -> bool:
        """Whether a character is a superscript beside ``part``: smaller, and its foot higher; or the other way round
        after one."""
        height = part.bottom - part.top
        if part.raised:  # back on the line
            return bottom - top > 1.15 * height and self.styles.of(k).size > 1.2 * part.style.size
        if bottom - top > 0.85 * height or bottom > part.bottom - 0.12 * height:
            return False
        return self.styles.of(k).size < 0.8 * part.style.size

    def _goes_on(self, part: Fragment, k: int, box: Box) -> bool:
        """Whether a turned fragment goes on with this character."""
        x0, top, x1, bottom = box
        em = 1.6 * (part.style.size or 10)
        last = self._last
        near = abs(x0 + x1 - last[0] - last[2]) / 2 < em and abs(top + bottom - last[1] - last[3]) / 2 < em
        return near and self._turn(k) == part.turn

    def _close(self, last: int) -> None:
        """End the open fragment; it is bold or red where its first and its last character are."""
        part = self._open
        if part is None:
            return
        end = self.styles.of(last)
        style = part.style
        if (style.bold and not end.bold) or (style.red and not end.red):
            part.style = Style(style.size, style.bold and end.bold, style.red and end.red, style.light, style.hidden)
        self.found.append(part)
        self._open = None


def _between(before: str, after: str, gap: float, space: int) -> str:
    """The space between two characters ``gap`` ems apart; ``space``: 1 where PDFium put one, 2 where the file has one.

    Between Chinese and figures there is none unless the gap is wide: what looks like one is the typesetter's quarter
    em. Between Latin letters a printed or guessed one counts, between those and Chinese a printed one.
    """
    wide = is_wide(before), is_wide(after)
    if wide == (False, False):
        return " " if space or gap > 0.3 else ""
    if wide == (True, True):
        return " " if gap > 0.6 or (space == 2 and gap > 0.2) else ""
    if space == 2 and not (before.isdigit() or after.isdigit()):
        return " "
    return " " if gap > 0.6 else ""
