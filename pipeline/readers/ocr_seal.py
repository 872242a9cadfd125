"""Red seals over a signature: taken out of the picture, so that the name and the date under them can be read.

A seal is told from red lettering (the 发文机关标志) by its form: one blob about as wide as high, of the size that the
rules on official seals give (38–50 mm; on a page of 210 mm about a fifth of its width).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[Any]

_REDDER = 45  # how much brighter red must be than the other two colours (of 255)
_SMALLEST, _LARGEST = 0.09, 0.45  # of the page's width
_ROUND = 1.6  # width to height at most, or the other way round
_FEWEST = 0.03  # of the blob's box that must be red


def without_seals(picture: Picture) -> Picture:
    """The picture (RGB) with the red of seals turned into paper; itself where there is no seal."""
    import cv2
    import numpy as np

    red = _red(picture)
    if red.mean() < 1e-4:
        return picture
    width = min(picture.shape[:2])
    size = max(3, round(width * 0.012))
    closed = cv2.morphologyEx(red.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    seals = [(x, y, w, h) for x, y, w, h, _ in stats[1:].tolist() if _is_seal(red[y : y + h, x : x + w], width)]
    if not seals:
        return picture
    cleaned = picture.copy()
    for x, y, w, h in seals:
        part = cleaned[y : y + h, x : x + w]
        part[:] = part.max(axis=2, keepdims=True)
    return cleaned


def _red(picture: Picture) -> Picture:
    """Where the picture is red."""
    import numpy as np

    wide = picture.astype(np.int16)
    return np.asarray(wide[:, :, 0] - np.maximum(wide[:, :, 1], wide[:, :, 2]) > _REDDER)


def _is_seal(blob: Picture, page_width: int) -> bool:
    height, width = blob.shape
    shape = max(width, height) / max(1, min(width, height))
    return bool(_SMALLEST <= width / page_width <= _LARGEST and shape <= _ROUND and blob.mean() > _FEWEST)
