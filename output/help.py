"""click in Chinese: the help pages' headings and the usage errors, which click words in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import click

from tiaokuan.errors import UsageError

_HEADINGS = {"Options": "选项", "Commands": "命令", "Arguments": "参数"}
_METAVARS = (("[OPTIONS]", "[选项]"), ("COMMAND [ARGS]...", "命令 [参数]..."))
_NO_COMMAND = re.compile(r"No such command ['\"](.+?)['\"]")


class Formatter(click.HelpFormatter):
    """A help page with Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        for english, chinese in _METAVARS:
            args = args.replace(english, chinese)
        super().write_usage(prog, args, "用法：" if prefix is None else prefix)

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(_HEADINGS.get(name, name)):
            yield


class Context(click.Context):
    """A context whose help pages are Chinese."""

    formatter_class = Formatter


class _Chinese:
    """Shared by command and group: the context above, and a Chinese line for ``--help``."""

    context_class: type[click.Context] = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option: click.Option | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "显示本页并退出。"
        return option


class Command(_Chinese, click.Command):
    """A command with a Chinese help page."""


class Group(_Chinese, click.Group):
    """A group of such commands, listed in the order they were written in."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def usage_error(error: click.UsageError) -> UsageError:
    """click's error about the command line as one of ours, in Chinese, with the page that helps."""
    path = error.ctx.command_path if error.ctx else "tiaokuan"
    return UsageError(_sentence(error), f"用法见 {path} --help")


def _sentence(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"没有选项 {error.option_name}"
    if isinstance(error, click.MissingParameter):
        return f"缺少参数 {_parameter(error)}"
    if isinstance(error, click.BadParameter) and error.param and isinstance(error.param.type, click.Choice):
        return f"参数 {_parameter(error)} 的值不对：可用 {'、'.join(map(str, error.param.type.choices))}"
    if isinstance(error, click.BadParameter):
        return f"参数 {_parameter(error)} 的值不对：{error.message}"
    if unknown := _NO_COMMAND.search(error.format_message()):
        return f"没有命令 {unknown[1]}"
    return f"命令行有误：{error.format_message()}"


def _parameter(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "")
    return error.param.opts[0] if isinstance(error.param, click.Option) else (error.param.metavar or "").rstrip(".")
