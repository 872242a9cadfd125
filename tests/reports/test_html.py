"""The HTML report: whole by itself, escaped, filtered by a little script, whole without it."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

import pytest
from lxml import html as lxml_html

from tiaokuan.output.reports import html
from tiaokuan.output.reports.report import build
from tiaokuan.tests.reports.sample import HOSTILE, report


def parse(page: str) -> Any:
    """The page as a tree."""
    return lxml_html.fromstring(page)


@pytest.fixture(scope="module")
def page() -> str:
    return html.render(build(report()))


def test_hostile_text_stays_text(page: str) -> None:
    tree = parse(page)
    assert len(tree.findall(".//script")) == 1
    assert not tree.xpath("//*[@onclick or @onload or @onerror or @style]")
    assert all(link.get("href", "").startswith("#") for link in tree.iter("a"))
    shown = HOSTILE.replace("\x07", "\ufffd").replace("\u202e", "\ufffd")
    assert shown in tree.text_content()


def test_the_page_needs_nothing_else(page: str) -> None:
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#)""", page)
    assert "@import" not in page
    assert "url(" not in page
    assert "://" not in page


def test_only_the_script_and_style_of_the_page_may_run(page: str) -> None:
    tree = parse(page)
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    for tag in ("script", "style"):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.S)
        assert content is not None
        digest = base64.b64encode(hashlib.sha256(content[1].encode("utf-8")).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_rows_carry_what_the_filters_go_by(page: str) -> None:
    tree = parse(page)
    rows = tree.xpath("//table[@class='clauses']/tbody/tr")
    options = {select.get("name"): [o.get("value") for o in select.iter("option")] for select in tree.iter("select")}
    assert list(options) == ["field", "op", "severity", "effect"]
    for name, values in options.items():
        assert values[0] == ""
        for value in values[1:]:
            assert any(value in row.get(f"data-{name}").split() for row in rows)
    assert rows[2].get("data-field") == "amounts conditions"


def test_without_script_all_rows_show_and_no_filter_does(page: str) -> None:
    tree = parse(page)
    (form,) = tree.xpath("//form")
    assert "hidden" in form.attrib
    assert not tree.xpath("//table[@class='clauses']//tr[@hidden]")


def test_redlines_are_marked(page: str) -> None:
    tree = parse(page)
    (row,) = tree.xpath("//tr[@id='r3']")
    old, new = row.findall("td")[1:3]
    assert ([e.text for e in old.iter("del")], [e.text for e in new.iter("ins")]) == (
        ["30万元", "60%"],
        ["20万元", "70%"],
    )
    assert not list(old.iter("ins"))


def test_the_parts_come_in_order(page: str) -> None:
    headings = [e.text for e in parse(page).iter("h2")]
    assert headings == ["一、文件", "二、结论", "三、条款对照表", "四、未变事项与核算", "五、存疑", "六、签署"]
    columns = [th.text for th in parse(page).xpath("//table[@class='clauses']/thead//th")]
    assert columns == ["序号", "旧条款·页", "新条款·页", "变化说明", "类型", "复核意见", "复核人"]


def test_no_english_is_left(page: str) -> None:
    """Words of the documents and names of formats apart."""
    tree = parse(page)
    for tag in [*tree.iter("script"), *tree.iter("style"), *tree.iter("title")]:
        tag.drop_tree()
    shown = HOSTILE.replace("\x07", "\ufffd").replace("\u202e", "\ufffd")
    text = tree.text_content().replace(shown, "")
    left = set(re.findall(r"[A-Za-z]{2,}", text))
    assert left <= {"PDF", "pdf", "SHA", "tiaokuan", "abcdef"}


def test_the_same_comparison_gives_the_same_page() -> None:
    assert html.render(build(report())) == html.render(build(report()))


def test_a_comparison_without_changes_has_no_table() -> None:
    empty = report(
        document_changes=[], items=[], section_changes=[], clauses=[], conclusions=[], doubts=[], unchanged=[]
    )
    page = html.render(build(empty))
    assert "两个文件没有需要对照的条款变化" in page
    assert "<form" not in page
