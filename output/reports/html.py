"""The report as one HTML file that needs nothing else: style and script are in it, and it is whole without script.

Nothing of the documents can run: all text is escaped by the template engine, and the page's Content-Security-Policy
allows one script, by its hash, and no connection.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from tiaokuan.output.reports import words
from tiaokuan.output.reports.report import ReportView
from tiaokuan.output.reports.rows import COLUMNS, KEPT_COLUMNS

if TYPE_CHECKING:
    from jinja2 import Template


def render(view: ReportView) -> str:
    """The whole page."""
    style, script = _file("report.css"), _file("filter.js")
    return _template().render(
        view=view, columns=COLUMNS, kept_columns=KEPT_COLUMNS, verdicts=words.VERDICTS, filters=filters(view),
        style=style, script=script,
        policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:",
    ).strip() + "\n"  # fmt: skip


def filters(view: ReportView) -> list[tuple[str, str, Mapping[str, str]]]:
    """For each filter its key, its name and the codes that occur, with their labels: what a change is about, its
    operation, severity, direction."""
    tables = (
        ("field", "类别", words.FIELDS),
        ("op", "变化", words.OPS),
        ("severity", "性质", words.SEVERITIES),
        ("effect", "方向", words.EFFECTS),
    )
    found: list[tuple[str, str, Mapping[str, str]]] = []
    for key, name, table in tables:
        codes = {code for row in view.rows for code in row.codes(key).split()}
        found.append((key, name, {code: text for code, text in table.items() if code in codes}))
    return found


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return f"sha256-{digest}"


def _file(name: str) -> str:
    return files("tiaokuan.output.reports").joinpath("templates", name).read_text("utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(_file), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("report.html.j2")
