"""From a PDF page's characters to fragments: stretches printed one after the other on one baseline.

The characters come from pypdfium2 (PDFium), one by one with their boxes: about 2 ms a page, where pdfminer under
pdfplumber takes 25–80. Spaces are decided here, by the gaps: PDFium's own stand between Chinese and figures.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from tiaokuan.pipeline.readers.base import Box
from tiaokuan.pipeline.readers.pdf_characters import SPACES, is_wide, replacements, space_between, unreadable
from tiaokuan.pipeline.readers.pdf_frame import Frame, nearest_turn
from tiaokuan.pipeline.readers.pdf_model import Fragment, Style

#: x, y of a character's middle → number of the table cell, or -1.
Locate = Callable[[float, float], int]

#: Chinese characters one by one between spaces: a justified line, spaced out.
_SPACED_OUT = re.compile(r"[\u3400-\u9fff](?: [\u3400-\u9fff]){2,}(?![\u3400-\u9fff])")
_SAMPLE = 60
_RED = (150, 90)  # red at least, green and blue at most: the red of 红头, not orange or brown
_PALE = 165  # a watermark's grey, at least, in every colour
_BREAK = 0.4  # ems: a wider gap ends a fragment, so that what the file prints later can stand in it
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
        self._open: Fragment | None = None
        self._more: list[str] = []
        self._left = self._top = self._right = self._bottom = self._slack = 0.0  # of the last character; its fragment's
        self._index = 0

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
        cell = -1
        for k in range(count):
            code = unicode_of(text, k)
            char = chr(code)
            common = "\u4e00" <= char <= "\u9fff"
            if not common:
                if code in (10, 13):
                    continue
                if code in SPACES:
                    space = max(space, 1 if generated(text, k) else 2)
                    continue
                char = replace.get(code, char)
            if not box_of(text, k, ref):
                continue
            if level:
                x0, top, x1, bottom = rect.left - left, top_edge - rect.top, rect.right - left, top_edge - rect.bottom
            else:
                x0, top, x1, bottom = frame.box(rect.left, rect.bottom, rect.right, rect.top)
            if (x0 < 0 or top < 0 or x1 > width or bottom > height) and not frame.holds(x0 + x1, top + bottom):
                continue
            self.chars += 1
            if not common and unreadable(char):
                self.bad += 1
                continue
            if locate is not None:
                cell = locate((x0 + x1) / 2, (top + bottom) / 2)
            part = self._open
            if (
                part is not None
                and not space
                and part.cell == cell
                and part.turn == 0
                and bottom == self._bottom
                and -self._slack < x0 - self._right < self._slack
            ):  # the next character of a line set solid: nearly all are
                self._more.append(char)
                self._left, self._right, self._index = x0, x1, k
                continue
            self._add(k, char, (x0, top, x1, bottom), space, cell)
            space = 0
        self._close()
        return self.found

    def _add(self, k: int, char: str, box: Box, space: int, cell: int) -> None:
        """Put a character at the end of the open fragment, or begin a new one."""
        x0, top, x1, bottom = box
        self._flush()
        part = self._open
        goes_on, between = (
            self._joins(part, k, char, box, space) if part is not None and part.cell == cell else (False, "")
        )
        if part is not None and goes_on:
            part.text += between + char
            part.x0, part.x1 = min(part.x0, x0), max(part.x1, x1)
            part.top, part.bottom = min(part.top, top), max(part.bottom, bottom)
        else:
            raised = part is not None and not part.raised and self._raised(part, k, top, bottom)
            raised = raised and part is not None and -1 < x0 - self._right < part.style.size
            self._close()
            self._open = Fragment(char, x0, top, x1, bottom, self.styles.of(k), cell, self._turn(k), raised, space)
            self._slack = 0.2 * (self._open.style.size or bottom - top)
        self._left, self._top, self._right, self._bottom, self._index = x0, top, x1, bottom, k

    def _joins(self, part: Fragment, k: int, char: str, box: Box, space: int) -> tuple[bool, str]:
        """Whether a character goes on with the open fragment, and the space before it. One that is printed over the
        last one (to look bold) does, as nothing."""
        x0, top, x1, bottom = box
        if part.turn:
            return self._goes_on(part, k, box), ""
        low = min(bottom - top, part.bottom - part.top)
        overlap = min(bottom, part.bottom) - max(top, part.top)
        step, gap, em = x0 - self._left, x0 - self._right, part.style.size or low
        if overlap < 0.6 * low or step <= -0.05 * em or gap >= _BREAK * em or self._raised(part, k, top, bottom):
            return False, ""
        if step < 0.25 * em and char == part.text[-1] and x1 - x0 > 0.3 * em:
            part.text = part.text[:-1]
            return True, ""
        if (
            space and gap > 0 and is_wide(char) and is_wide(part.text[-1]) and gap < 1.5 * self._last_gap()
        ):  # the whole line is spaced out
            space = 0
        return True, space_between(part.text[-1], char, gap / em, space)

    def _last_gap(self) -> float:
        """The gap before the last character, in points; 0 where it is the fragment's first."""
        from pypdfium2 import raw

        rect = raw.FS_RECTF()
        found = raw.FPDFText_GetLooseCharBox(self._text, self._index - 1, rect)
        before = self._frame.box(rect.left, rect.bottom, rect.right, rect.top)[2]
        return max(0.0, self._left - before) if found and self._open and before > self._open.x0 else 0.0

    def _flush(self) -> None:
        """Put the characters that were set solid into the open fragment."""
        if self._open is not None and self._more:
            self._open.text += "".join(self._more)
            self._open.x1 = max(self._open.x1, self._right)
            self._more.clear()

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
        across, down = x0 + x1 - self._left - self._right, top + bottom - self._top - self._bottom
        near = abs(across) / 2 < em and abs(down) / 2 < em
        return near and self._turn(k) == part.turn

    def _close(self) -> None:
        """End the open fragment; it is bold or red where its first and its last character are."""
        self._flush()
        part = self._open
        if part is None:
            return
        if " " in part.text:
            part.text = _SPACED_OUT.sub(lambda match: match[0].replace(" ", ""), part.text)
        end, style = self.styles.of(self._index), part.style
        part.end_size = end.size
        if (style.bold and not end.bold) or (style.red and not end.red):
            part.style = Style(style.size, style.bold and end.bold, style.red and end.red, style.light, style.hidden)
        self.found.append(part)
        self._open = None
