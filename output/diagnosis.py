"""The report of ``tiaokuan doctor``."""

from __future__ import annotations

from collections.abc import Sequence

import click

from tiaokuan.output.messages import colour
from tiaokuan.pipeline.doctor import Part
from tiaokuan.pipeline.readers.registry import FORMATS


def print_diagnosis(parts: Sequence[Part]) -> bool:
    """Print each part with its state, what depends on it and, where it is missing, the command that gets it; True
    where nothing required is missing."""
    readable = "、".join(form.name for form in FORMATS if form.reader is not None)
    click.echo(f"可读格式：{readable}\n")
    for heading, group in (
        ("必需", [part for part in parts if part.required]),
        ("可选", [part for part in parts if not part.required]),
    ):
        click.echo(heading)
        for part in group:
            click.echo(_line(part), color=colour())
    missing = [part.name for part in parts if part.required and not part.present]
    click.echo(f"\n缺少必需的部件：{'、'.join(missing)}" if missing else "\n必需的部件齐全。")
    return not missing


def _line(part: Part) -> str:
    mark = click.style("✓", fg="green") if part.present else click.style("✗", fg="red" if part.required else "yellow")
    line = f"  {mark} {part.name}：{part.detail}"
    if not part.required or not part.present:
        line += f"；用于{part.needed_for}"
    return line if part.present else f"{line}\n      安装：{part.install}"
