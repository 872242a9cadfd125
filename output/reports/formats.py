"""The formats of the change report: which there are, which a file name asks for, and writing them whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tiaokuan.errors import UsageError
from tiaokuan.output.json_file import write_atomic
from tiaokuan.output.reports.report import build
from tiaokuan.pipeline.report_model import ChangeReport

FORMATS: Final = ("md", "html", "xlsx", "docx", "json")
_SUFFIXES: Final = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".xlsx": "xlsx", ".docx": "docx",
                    ".json": "json"}  # fmt: skip
_DEFAULT_NAME: Final = "变化报告"


@dataclass(frozen=True, slots=True)
class Target:
    """A format, and the file to write it to; standard output where None."""

    form: str
    file: Path | None = None


def render(report: ChangeReport, form: str) -> bytes:
    """The report in one of ``FORMATS``; texts as UTF-8."""
    if form == "json":
        return (report.model_dump_json(indent=2) + "\n").encode("utf-8")
    view = build(report)
    made = _renderer(form)(view)
    return made if isinstance(made, bytes) else made.encode("utf-8")


def _renderer(form: str) -> Callable[..., str | bytes]:
    """A format's renderer, its library loaded only now."""
    if form == "html":
        from tiaokuan.output.reports import html

        return html.render
    if form == "xlsx":
        from tiaokuan.output.reports import xlsx

        return xlsx.render
    if form == "docx":
        from tiaokuan.output.reports import docx_report

        return docx_report.render
    from tiaokuan.output.reports import markdown

    return markdown.render


def targets(forms: Sequence[str], outputs: Sequence[Path]) -> list[Target]:
    """What to write where, from the ``-f`` and ``-o`` options.

    Without ``-o``: one format to standard output (Markdown where none is named). ``-o`` alone: each file in the format
    of its suffix. One of each: that format to that file. Several formats and one ``-o``: the file's name with each
    format's suffix. An ``-o`` that is a folder holds 变化报告 with the suffix. Raises ``UsageError``.
    """
    forms = list(dict.fromkeys(forms))
    if not outputs:
        if len(forms) > 1:
            raise UsageError("多种格式不能同时写到标准输出", "请用 -o 给出文件名")
        return [Target(forms[0] if forms else "md")]
    if not forms:
        return [Target(_form_of(file), file) for file in outputs]
    if len(outputs) > 1:
        raise UsageError("给出多个 -o 时，格式由各文件的扩展名决定", "请去掉 -f")
    file = outputs[0] / _DEFAULT_NAME if outputs[0].is_dir() else outputs[0]
    if len(forms) == 1 and file.suffix:
        return [Target(forms[0], file)]
    base = file.with_suffix("") if file.suffix.lower() in _SUFFIXES else file
    return [Target(form, base.with_name(f"{base.name}.{form}")) for form in forms]


def _form_of(file: Path) -> str:
    form = _SUFFIXES.get(file.suffix.lower())
    if form is None:
        known = "、".join(f".{name}" for name in FORMATS)
        raise UsageError(f"不知道“{file.name}”是什么格式", f"扩展名可用 {known}，或用 -f 指明")
    return form


def write(report: ChangeReport, wanted: Sequence[Target], inputs: Sequence[Path]) -> list[Path]:
    """Write the report to every target that has a file, each whole or not at all; the files.

    Raises ``UsageError`` (``bad_output``) where one cannot be written, or is one of ``inputs`` itself.
    """
    files = [target.file for target in wanted if target.file is not None]
    _check(files, inputs)
    for target in wanted:
        if target.file is not None:
            content = render(report, target.form)
            try:
                target.file.parent.mkdir(parents=True, exist_ok=True)
                write_atomic(target.file, content)
            except OSError as error:
                message = f"无法写入“{target.file}”：{error.strerror}"
                raise UsageError(message, "请用 -o 换一个位置", code="bad_output") from error
    return files


def _check(files: Sequence[Path], inputs: Sequence[Path]) -> None:
    """No report over its own sources, and no two reports in one file."""
    sources = {path.resolve() for path in inputs}
    for number, file in enumerate(files):
        if file.resolve() in sources:
            raise UsageError(f"“{file}”是要比较的文件，不能写入报告", "请用 -o 换一个文件名", code="bad_output")
        if file.resolve() in {other.resolve() for other in files[:number]}:
            raise UsageError(f"“{file}”给出了两次", "请给每种格式一个文件名", code="bad_output")
