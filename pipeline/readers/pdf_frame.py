"""Page geometry: from the PDF's own coordinates to the reading frame, and to boxes of the page as displayed."""

from __future__ import annotations

from dataclasses import dataclass

from tiaokuan.pipeline.readers.base import Box

_TURNS = (0, 90, 180, 270)


@dataclass(frozen=True, slots=True)
class Frame:
    """A page seen with its text upright.

    ``crop`` is the visible part in user space (left, bottom, right, top); ``turn`` the angle of the text against user
    space and ``shown`` the page's /Rotate, both in degrees (PDF 32000-1, 8.3.2 and table 30).
    """

    crop: Box
    turn: int = 0
    shown: int = 0

    @property
    def width(self) -> float:
        left, bottom, right, top = self.crop
        return right - left if self.turn in (0, 180) else top - bottom

    @property
    def height(self) -> float:
        left, bottom, right, top = self.crop
        return top - bottom if self.turn in (0, 180) else right - left

    def holds(self, twice_x: float, twice_y: float) -> bool:
        """Whether a point of the reading frame, given by its doubled coordinates, lies on the page."""
        return 0 <= twice_x <= 2 * self.width and 0 <= twice_y <= 2 * self.height

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of user space in the reading frame (x0, top, x1, bottom)."""
        return _turned(self.crop, self.turn, (left, bottom, right, top))

    def display(self, box: Box) -> Box:
        """A box of the reading frame in points from the top left of the page as a viewer shows it, to 0.1 point."""
        if self.turn != self.shown:
            box = _turned(self.crop, self.shown, self._back(box))
        x0, y0, x1, y1 = box
        return (round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1))

    def _back(self, box: Box) -> Box:
        """A box of the reading frame in user space (left, bottom, right, top)."""
        left, bottom, right, top = self.crop
        x0, y0, x1, y1 = box
        if self.turn == 0:
            return (x0 + left, top - y1, x1 + left, top - y0)
        if self.turn == 90:
            return (y0 + left, x0 + bottom, y1 + left, x1 + bottom)
        if self.turn == 180:
            return (right - x1, y0 + bottom, right - x0, y1 + bottom)
        return (right - y1, top - x1, right - y0, top - x0)


def _turned(crop: Box, turn: int, box: Box) -> Box:
    """A user space box on the page turned clockwise by ``turn`` degrees, from its top left corner."""
    x0, y0, x1, y1 = box
    left, bottom, right, top = crop
    if turn == 0:
        return (x0 - left, top - y1, x1 - left, top - y0)
    if turn == 90:
        return (y0 - bottom, x0 - left, y1 - bottom, x1 - left)
    if turn == 180:
        return (right - x1, y0 - bottom, right - x0, y1 - bottom)
    return (top - y1, right - x1, top - y0, right - x0)


def nearest_turn(degrees: float) -> int:
    """0, 90, 180 or 270 where ``degrees`` is within 8 of it, else -1."""
    for turn in _TURNS:
        if abs((degrees - turn + 180) % 360 - 180) <= 8:
            return turn
    return -1
