"""Text lines of a picture by RapidOCR (PP-OCR models from its wheel; nothing is downloaded).

RapidOCR's own chain is not used: its direction classifier drops whole full-width lines, and its word boxes pair
confidences with the wrong characters where a line has spaces. Its detector and recogniser are called directly, each
on the whole page and on the lines cut from it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tiaokuan.errors import ReadError
from tiaokuan.pipeline.readers.base import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[Any]

_LONGEST_SIDE = 2000  # pixels: the detector sees the page no larger than this
_TALL = 1.5  # a line box this much taller than wide stands upright
_CERTAIN = 0.85  # mean confidence under which the page may stand on its head
_BETTER = 0.05
_SKEW_FROM, _SKEW_TO = 0.4, 20.0  # degrees that are straightened


@dataclass(slots=True)
class TextLine:
    """A line as recognised. Coordinates are pixels of the straightened page (``Sheet.picture``).

    ``confidences`` has one figure for each character of ``text``; ``places`` the left and right edge of each.
    """

    text: str
    box: Box
    confidences: list[float]
    places: list[tuple[float, float]]

    @property
    def confidence(self) -> float:
        """The mean over the characters."""
        return sum(self.confidences) / max(1, len(self.confidences))


@dataclass(slots=True)
class Sheet:
    """A page straightened: ``picture`` with its text level and upright, ``back`` the affine map (2×3) from its pixels
    to those of the picture that was given; ``turned`` is 0, 90, 180 or 270 degrees."""

    picture: Picture
    back: Picture
    turned: int
    lines: list[TextLine]

    def original(self, box: Box) -> Box:
        """A box of the straightened page in the given picture: the smallest that holds it."""
        x0, y0, x1, y1 = box
        m = self.back
        points = [(m[0][0] * x + m[0][1] * y + m[0][2], m[1][0] * x + m[1][1] * y + m[1][2])
                  for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        return (float(min(xs)), float(min(ys)), float(max(xs)), float(max(ys)))


def available() -> bool:
    """Whether text recognition is installed."""
    from importlib.util import find_spec

    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def missing() -> ReadError:
    """The error where it is not."""
    hint = "请运行 pip install 'tiaokuan[ocr]' 安装，或先用文字识别软件转成 .docx、.txt 再试"
    return ReadError("读取图片和扫描件需要文字识别组件，尚未安装", hint, code="missing_component")


@lru_cache(maxsize=1)
def _engine() -> Any:
    """The engine with its models, loaded once (about a second). Raises ReadError (``missing_component``)."""
    if not available():
        raise missing()
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical", "Global.use_cls": False, "Global.return_word_box": True})


def recognise(picture: Picture) -> Sheet:
    """All text lines of a page, given as an RGB array (height × width × 3, 8 bit), in no particular order.

    A page that lies on its side or stands on its head is turned, a skewed one straightened. Raises ReadError
    (``missing_component``).
    """
    import numpy as np

    sheet = Sheet(picture, np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]), 0, [])
    boxes = _detect(sheet.picture)
    if len(boxes) and _on_its_side(boxes):
        sheet = _quarter(sheet)
        boxes = _detect(sheet.picture)
    angle = _skew(boxes)
    if _SKEW_FROM <= abs(angle) <= _SKEW_TO:
        sheet = _straighten(sheet, angle)
        boxes = _detect(sheet.picture)
    sheet.lines = _read_lines(sheet.picture, boxes)
    if sheet.lines and _mean(sheet.lines) < _CERTAIN:
        other = _quarter(_quarter(sheet))
        other.lines = _read_lines(other.picture, _detect(other.picture))
        if other.lines and _mean(other.lines) > _mean(sheet.lines) + _BETTER:
            return other
    return sheet


def _mean(lines: list[TextLine]) -> float:
    chars = [value for line in lines for value in line.confidences]
    return sum(chars) / max(1, len(chars))


def _detect(picture: Picture) -> Picture:
    """The corners of the text lines: (n, 4, 2) from the top left clockwise, in pixels of ``picture``."""
    import cv2
    import numpy as np

    height, width = picture.shape[:2]
    scale = min(1.0, _LONGEST_SIDE / max(height, width))
    small = picture if scale == 1.0 else cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    boxes = _engine()._load_det_model()(np.ascontiguousarray(small[:, :, ::-1])).boxes
    return np.zeros((0, 4, 2)) if boxes is None else np.asarray(boxes, dtype=np.float64) / scale


def _sides(boxes: Picture) -> tuple[Picture, Picture]:
    """Width and height of each box along its own edges."""
    import numpy as np

    return np.linalg.norm(boxes[:, 1] - boxes[:, 0], axis=1), np.linalg.norm(boxes[:, 3] - boxes[:, 0], axis=1)


def _on_its_side(boxes: Picture) -> bool:
    """Whether most of the text, by length, runs from top to bottom."""
    widths, heights = _sides(boxes)
    tall = heights > _TALL * widths
    return bool(heights[tall].sum() > 1.5 * widths[~tall].sum())


def _skew(boxes: Picture) -> float:
    """The angle of the long lines in degrees, clockwise; 0 where there are too few."""
    import numpy as np

    if not len(boxes):
        return 0.0
    widths, heights = _sides(boxes)
    long = boxes[widths > 6 * np.maximum(heights, 1)]
    if len(long) < 3:
        return 0.0
    edges = (long[:, 1] - long[:, 0]) + (long[:, 2] - long[:, 3])
    return float(np.median(np.degrees(np.arctan2(edges[:, 1], edges[:, 0]))))


def _quarter(sheet: Sheet) -> Sheet:
    """The sheet turned by 90 degrees counter-clockwise."""
    import numpy as np

    width = sheet.picture.shape[1]
    turn = np.array([[0.0, -1.0, width - 1.0], [1.0, 0.0, 0.0]])  # a pixel of the turned sheet → of this one
    return Sheet(np.ascontiguousarray(np.rot90(sheet.picture)), _after(sheet.back, turn), (sheet.turned + 90) % 360, [])


def _straighten(sheet: Sheet, angle: float) -> Sheet:
    """The sheet turned by ``-angle`` degrees about its middle, enlarged to hold it all, white around."""
    import cv2
    import numpy as np

    height, width = sheet.picture.shape[:2]
    forward = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    cos, sin = abs(math.cos(math.radians(angle))), abs(math.sin(math.radians(angle)))
    wide, high = int(height * sin + width * cos), int(height * cos + width * sin)
    forward[:, 2] += ((wide - width) / 2, (high - height) / 2)
    turned = cv2.warpAffine(sheet.picture, forward, (wide, high), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    return Sheet(turned, _after(sheet.back, np.asarray(cv2.invertAffineTransform(forward))), sheet.turned, [])


def _after(second: Picture, first: Picture) -> Picture:
    """The affine map that applies ``first``, then ``second``."""
    import numpy as np

    bottom = np.array([[0.0, 0.0, 1.0]])
    return np.asarray((np.vstack([second, bottom]) @ np.vstack([first, bottom]))[:2])


def _read_lines(picture: Picture, boxes: Picture) -> list[TextLine]:
    """What stands in the boxes; boxes in which nothing was recognised are left out."""
    import numpy as np

    if not len(boxes):
        return []
    engine = _engine()
    bgr = np.ascontiguousarray(picture[:, :, ::-1])
    crops = engine.crop_text_regions(bgr, boxes.astype(np.float32))
    kept = [i for i, crop in enumerate(crops) if crop.size]
    found = engine.recognize_txt([crops[i] for i in kept])
    lines = []
    for place, text, info in zip(kept, found.txts, found.word_results, strict=True):
        if text.strip():
            lines.append(_line(text, info, boxes[place]))
    return lines


def _line(text: str, info: Any, corners: Picture) -> TextLine:
    """A line with the place of each character: the recogniser tells its column, of ``line_txt_len`` columns."""
    xs, ys = corners[:, 0], corners[:, 1]
    box = (float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max()))
    columns = [column for word in info.word_cols for column in word]
    step = (box[2] - box[0]) / max(1.0, info.line_txt_len)
    centres: list[float | None] = []
    waiting = iter(columns)
    for char in text:
        column = None if char.isspace() else next(waiting, None)
        centres.append(None if column is None else box[0] + (column + 0.5) * step)
    confidences = [*map(float, info.confs), *([0.0] * len(text))][: len(text)]
    return TextLine(text, box, confidences, _edges(centres, box))


def _edges(centres: list[float | None], box: Box) -> list[tuple[float, float]]:
    """Each character's left and right edge: half way to its neighbours, and no wider than the line is high."""
    known = [(i, centre) for i, centre in enumerate(centres) if centre is not None]
    half = (box[3] - box[1]) * 0.6
    found: list[tuple[float, float]] = []
    position = 0
    for i in range(len(centres)):
        while position + 1 < len(known) and known[position + 1][0] <= i:
            position += 1
        if not known or known[position][0] != i:
            edge = found[-1][1] if found else box[0]
            found.append((edge, edge))
            continue
        here = known[position][1]
        left = max(here - half, box[0], (known[position - 1][1] + here) / 2 if position else box[0])
        right = min(here + half, box[2], (known[position + 1][1] + here) / 2 if position + 1 < len(known) else box[2])
        found.append((min(left, here), max(right, here)))
    return found
