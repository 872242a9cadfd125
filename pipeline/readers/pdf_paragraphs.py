"""Lines to paragraphs, within a page and across pages, by what a typesetter does: a line ends early only where a
paragraph ends, and a paragraph begins with an indent."""

from __future__ import annotations

import re

from tiaokuan.pipeline.readers.base import Align, Block, Run
from tiaokuan.pipeline.readers.pdf_characters import is_wide
from tiaokuan.pipeline.readers.pdf_margins import Pitch
from tiaokuan.pipeline.readers.pdf_model import Line

_FINAL = "。；：！？;:!?…"
#: What begins a numbered entry (the styles of GB/T 9704-2012 and usual practice).
MARKER = re.compile(
    r"第[一二三四五六七八九十百零〇\d]{1,6}[编章节条款]|[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[)）]"
    r"|\d{1,2}[．、)）](?!\d)|\d{1,2}\.(?![\d])|[①-⑳]|附\s?件\s?[\d一二三四五六七八九十]{0,2}\s?[：:]?|[A-Ha-h][.、．)）](?![A-Za-z])"
)
_LEADER = re.compile(r"[.…·．]{4,}\s*\d{1,4}$")
_WIDE_GAP = 2.5  # ems: a line with such a gap sets things side by side
#: What no line break parts: opening brackets, a word or a character, what closes it, figures glued to that.
_TOKEN = re.compile(
    r"[（《“‘「『【〔(\[]*(?:[\x21-\x7e]+|.)(?:[，。；：、！？）》”’】〕」』,.;:!?%)\]℃％]+[0-9A-Za-z]*)?"
)


class Paragraph:
    """Lines put together; ``pitch`` tells how far apart they may stand, ``cell`` that they stand in a table, where a
    paragraph may change its size (金额, and the unit in brackets smaller)."""

    def __init__(self, line: Line, pitch: Pitch | None = None, *, cell: bool = False) -> None:
        self.lines = [line]
        self._pitch = pitch
        self._cell = cell

    def takes(self, line: Line) -> bool:
        """Whether ``line`` goes on where the paragraph stops. If so, append it with ``add``."""
        last = self.lines[-1]
        if not self._same_print(last, line) or self._set_apart(last, line):
            return False
        if is_centred(last):
            return is_centred(line) and last.right - last.left - (last.x1 - last.x0) < _token(line)
        if _room(last) >= _token(line):
            return False
        return self._goes_on(last, line)

    def add(self, line: Line) -> None:
        """Append a line."""
        self.lines.append(line)

    def _same_print(self, last: Line, line: Line) -> bool:
        sizes = (last.size, line.size), (last.parts[-1].end_size, line.parts[0].style.size)
        alike = self._cell or any(abs(a - b) <= 0.12 * max(a, b) for a, b in sizes)
        return alike and not (last.turned or line.turned) and last.red == line.red

    def _set_apart(self, last: Line, line: Line) -> bool:
        """Whether space, a gap or a leader parts the two lines."""
        if _LEADER.search(last.text) or last.gap >= _WIDE_GAP or line.gap >= _WIDE_GAP:
            return True
        if (last.page, last.column) != (line.page, line.column):
            return False
        step = line.top - last.top
        larger = max(last, line, key=lambda m: m.size)
        return step > (self._pitch.limit(larger) if self._pitch else 2.6 * larger.size) or step < 0

    def _goes_on(self, last: Line, line: Line) -> bool:
        """Whether a line after a full one goes on with its paragraph, by its indent."""
        em = line.size
        indent = line.x0 - line.left
        marked = MARKER.match(line.text) is not None
        ended = last.text[-1] in _FINAL
        if indent < 0.9 * em:
            return not (marked and ended)
        if _under_middle(last, line):
            return not marked and not ended
        if min(last.x0 - last.left, indent) > 0.35 * (line.right - line.left):
            return False
        inset = (last.x0 - last.left) - indent
        if len(self.lines) > 1 and abs(inset) < 0.4 * em:
            return not marked
        if len(self.lines) == 1 and not marked and 0.5 * em < -inset < 7 * em:
            return MARKER.match(last.text) is not None
        return abs(inset) < 0.4 * em and not marked and not ended

    def block(self) -> Block:
        """The paragraph as a block, with a run a line."""
        text, runs = lay_out(self.lines)
        return Block(text, align=alignment(self.lines), bold=all(line.bold for line in self.lines), runs=runs)


def lay_out(lines: list[Line]) -> tuple[str, list[Run]]:
    """The text of a paragraph's lines, and where each of them stands in it."""
    text = ""
    runs: list[Run] = []
    for i, line in enumerate(lines):
        if text:
            text += between(text, line, lines[i - 1])
        runs.append(Run(len(text), len(text) + len(line.text), line.page, line.box))
        text += line.text
    return text, runs


def between(text: str, line: Line, last: Line) -> str:
    """What stands between two lines of a paragraph: a space between Latin words, unless a word that fills the line
    was broken."""
    if is_wide(text[-1]) or is_wide(line.text[0]) or text[-1] == "-":
        return ""
    word = re.search(r"[\x21-\x7e]+$", text)
    address = word is not None and ("://" in word[0] or "@" in word[0] or len(word[0]) > 30)
    digits = text[-1].isdigit() and line.text[0].isdigit()
    return "" if address or (digits and last.right - last.x1 < last.size) else " "


def is_centred(line: Line) -> bool:
    """Whether a line stands in the middle between its borders, farther from them than a first line's indent (large
    print: at any distance)."""
    before, after = line.x0 - line.left, line.right - line.x1
    if line.large and abs(before - after) <= 0.7 * line.size:
        return True
    return abs(before - after) <= 1.3 * line.size and before > 2.4 * line.size


def _under_middle(last: Line, line: Line) -> bool:
    """Whether both lines stand in the middle between their borders, as in a centred cell or a title."""
    middles = [abs(m.x0 + m.x1 - m.left - m.right) / 2 for m in (last, line)]
    return max(middles) <= 0.7 * line.size and line.x1 - line.x0 < last.x1 - last.x0


def alignment(lines: list[Line]) -> Align | None:
    """Centre or right where all lines stand so; None where they begin at the left."""
    if all(is_centred(line) for line in lines):
        return "center"
    full = lines[:-1]
    if full and is_centred(lines[-1]) and all(abs((m.x0 - m.left) - (m.right - m.x1)) <= 1.3 * m.size for m in full):
        return "center"
    width = lines[0].right - lines[0].left
    if all(m.x0 - m.left > 0.4 * width and m.right - m.x1 < 6.5 * m.size for m in lines):
        return "right"
    return None


def _room(line: Line) -> float:
    """The space left after a line, in points."""
    if is_centred(line):
        return (line.right - line.left) - (line.x1 - line.x0)
    return line.right - line.x1


def _token(line: Line) -> float:
    """How much room the first unbreakable part of a line needs, in points, with a third of an em to spare."""
    match = _TOKEN.match(line.text)
    ems = sum(1.0 if is_wide(char) else 0.5 for char in match[0]) if match else 1.0
    return min((ems + 0.3) * line.size, line.right - line.left)


def paragraphs(lines: list[Line], pitch: Pitch | None = None, *, cell: bool = False) -> list[Paragraph]:
    """The paragraphs of lines that stand in one cell or one note, in order."""
    found: list[Paragraph] = []
    for line in lines:
        if found and found[-1].takes(line):
            found[-1].add(line)
        else:
            found.append(Paragraph(line, pitch, cell=cell))
    return found
