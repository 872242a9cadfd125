"""What goes to standard error: one line a failure, with its code and the way out, never a traceback."""

from __future__ import annotations

import os
import traceback

import click

from tiaokuan.errors import TiaokuanError

DEBUG_VARIABLE = "TIAOKUAN_DEBUG"


def debugging() -> bool:
    """True where ``TIAOKUAN_DEBUG`` asks for tracebacks."""
    return os.environ.get(DEBUG_VARIABLE, "") not in ("", "0")


def as_error(error: Exception) -> TiaokuanError:
    """Any exception as one of ours: what nobody foresaw becomes ``internal_error``."""
    if isinstance(error, TiaokuanError):
        return error
    if isinstance(error, MemoryError):
        return TiaokuanError("内存不足", "请拆分文件，或在内存更大的机器上处理", code="out_of_memory")
    return TiaokuanError(
        f"程序内部错误：{type(error).__name__}：{' '.join(str(error).split())[:200]}",
        f"请设 {DEBUG_VARIABLE}=1 重新运行，把输出和文件一起反馈给维护者",
        code="internal_error",
    )


def say_error(error: Exception, about: str | None = None) -> TiaokuanError:
    """Print one error as ``错误 [code] about：message（hint）`` and give it back in its coded form."""
    if debugging():
        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    coded = as_error(error)
    place = f"{about}：" if about else ""
    hint = f"（{coded.hint}）" if coded.hint else ""
    click.echo(f"{click.style('错误', fg='red')} [{coded.code}] {place}{coded.message}{hint}", err=True, color=colour())
    return coded


def colour() -> bool | None:
    """False where ``NO_COLOR`` is set; None leaves it to click: colours on a terminal only."""
    return False if os.environ.get("NO_COLOR") else None
