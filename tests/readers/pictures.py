"""Pictures of pages drawn for tests: a font that has Chinese, lines, ruled tables, a seal."""

from __future__ import annotations

import io
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

WIDTH, SIZE, PITCH, MARGIN = 900, 26, 46, 90


@lru_cache(maxsize=1)
def font_file() -> str | None:
    """A font with Chinese, as fontconfig finds it; None where there is none."""
    if shutil.which("fc-match") is None:
        return None
    found = subprocess.run(
        ["fc-match", "-f", "%{file}\t%{lang}", "Noto Sans CJK SC:lang=zh-cn"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    path, _, languages = found.partition("\t")
    return path if "zh-cn" in languages and Path(path).exists() else None


def font(size: int = SIZE) -> Any:
    return ImageFont.truetype(str(font_file()), size)


class Page:
    """A white page to draw on, ``scale`` 1 pixel a point."""

    def __init__(self, height: int = 600) -> None:
        self.image = Image.new("RGB", (WIDTH, height), "white")
        self.draw = ImageDraw.Draw(self.image)
        self.y = 40

    def line(self, text: str, x: float = MARGIN, size: int = SIZE, fill: str = "black") -> None:
        self.draw.text((x, self.y), text, font=font(size), fill=fill)
        self.y += PITCH

    def centred(self, text: str, size: int = SIZE + 8) -> None:
        self.line(text, (WIDTH - len(text) * size) / 2, size)

    def paragraph(self, text: str) -> None:
        """Text with its first line indented by two characters, wrapped at 27 a line."""
        chars = "　　" + text
        for start in range(0, len(chars), 27):
            self.line(chars[start : start + 27])

    def table(self, rows: list[list[str]], widths: list[int], merged: tuple[int, int] | None = None) -> None:
        """A ruled table; ``merged``: the cell that takes up the one below it too."""
        edges = [MARGIN]
        for width in widths:
            edges.append(edges[-1] + width)
        for r in range(len(rows) + 1):
            y = self.y + r * PITCH
            for c in range(len(widths)):
                if merged is None or (r - 1, c) != merged:
                    self.draw.line((edges[c], y, edges[c + 1], y), fill="black", width=2)
        bottom = self.y + len(rows) * PITCH
        for x in edges:
            self.draw.line((x, self.y, x, bottom), fill="black", width=2)
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                down = PITCH / 2 if (r, c) == merged else 0
                self.draw.text((edges[c] + 12, self.y + r * PITCH + 4 + down), text, font=font(), fill="black")
        self.y = bottom + 20

    def seal(self, x: int, y: int, radius: int = 90) -> None:
        """A round red seal with a star, half transparent over what is there."""
        over = Image.new("RGB", self.image.size, "white")
        pen = ImageDraw.Draw(over)
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=(225, 40, 40), width=9)
        pen.regular_polygon((x, y, radius // 3), 5, fill=(225, 40, 40))
        for dx, char in zip(range(-60, 61, 40), "澜江市局", strict=True):
            pen.text((x + dx - 13, y - radius * 0.75), char, font=font(), fill=(225, 40, 40))
        self.image = Image.fromarray(np.minimum(np.asarray(self.image), np.asarray(over)))
        self.draw = ImageDraw.Draw(self.image)

    def pixels(self) -> Any:
        return np.asarray(self.image)

    def save(self, form: str = "PNG", **options: Any) -> bytes:
        stream = io.BytesIO()
        self.image.save(stream, form, **options)
        return stream.getvalue()
