"""The reports as people open them: printed by a browser, opened by LibreOffice; skipped where either is missing."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from tiaokuan.output.reports.formats import render
from tiaokuan.pipeline.diff import compare
from tiaokuan.pipeline.report_model import ChangeReport
from tiaokuan.pipeline.run import structure_file
from tiaokuan.tests.reports import sample

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER = next(filter(None, map(shutil.which, BROWSERS)), None)
OFFICE = shutil.which("soffice")
PORTRAIT, LANDSCAPE = (595, 842), (842, 595)  # A4 in points


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the report of two real files in every format."""
    made = tmp_path_factory.mktemp("reports")
    report = compare(structure_file(SAMPLES / "szzx_2024.docx"), structure_file(SAMPLES / "szzx_2025.docx"))
    for form in ("html", "xlsx", "docx"):
        (made / f"report.{form}").write_bytes(render(report, form))
    return made


def _pages(path: Path) -> list[tuple[tuple[int, int], str]]:
    """Size in points and text of every page of a PDF."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [
            ((round(page.get_width()), round(page.get_height())), "".join(page.get_textpage().get_text_range().split()))
            for page in document
        ]
    finally:
        document.close()


def _same(size: tuple[int, int], expected: tuple[int, int]) -> bool:
    return all(abs(a - b) <= 2 for a, b in zip(size, expected, strict=True))


def _converted(folder: Path, name: str) -> list[tuple[tuple[int, int], str]]:
    """The pages of a file as LibreOffice prints it."""
    command = [
        str(OFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
        "--outdir", str(folder), str(folder / name),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    target = (folder / name).with_suffix(".pdf")
    target = target.rename(folder / f"{name}.pdf")
    return _pages(target)


def _printed(folder: Path, name: str) -> list[tuple[tuple[int, int], str]]:
    """The pages of a file as Chromium prints it."""
    target = folder / f"{name}.pdf"
    command = [
        str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
        "--no-pdf-header-footer", f"--user-data-dir={folder / 'browser'}", f"--print-to-pdf={target}",
        (folder / name).as_uri(),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return _pages(target)


@pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")
def test_the_html_report_prints_on_a4(folder: Path) -> None:
    pages = _printed(folder, "report.html")
    text = "".join(text for _, text in pages)
    assert _same(pages[0][0], PORTRAIT)
    assert _same(pages[-1][0], PORTRAIT)
    assert all(_same(size, LANDSCAPE) for size, page in pages if "复核意见" in page)
    for part in (
        "一、文件",
        "二、结论",
        "三、条款对照表",
        "四、未变事项与核算",
        "五、存疑",
        "六、签署",
        "编制",
        "审定",
    ):
        assert part in text
    assert "全部显示" not in text, "the filters are for the screen"
    assert f"第{len(pages)}页" in pages[-1][1]


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_the_word_report_opens_and_repeats_its_head(folder: Path) -> None:
    pages = _converted(folder, "report.docx")
    assert _same(pages[0][0], PORTRAIT)
    wide = [text for size, text in pages if _same(size, LANDSCAPE)]
    assert len(wide) >= 2
    assert all("序号" in text and "复核人" in text for text in wide), "the head stands on every page of the table"
    assert f"第{len(pages)}页" in pages[-1][1]
    assert f"共{len(pages)}页" in pages[0][1]


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_the_workbook_opens_and_nothing_is_clipped(folder: Path) -> None:
    pages = _converted(folder, "report.xlsx")
    assert all(_same(size, LANDSCAPE) for size, _ in pages)
    text = "".join(text for _, text in pages)
    for words in ("政策文件变化对照报告", "逐句核算", "未变条款", "签署"):
        assert words in text
    assert "###" not in text, "a column too narrow for its number"
    first = "".join(text for _, text in pages if "复核意见" in text)
    assert "由设备投资额的15%调整为设备投资额的12%，下调3个百分点（20.0%）" in first
    assert "网络安全承诺书。" in first


LONG = "".join(f"第{number}项要求由申报单位逐年落实。" for number in range(1, 400))


@pytest.fixture(scope="module")
def long_report() -> ChangeReport:
    """One clause that no page can hold."""
    clause = {"number": 1, "kind": "removed", "severity": "substantive", "redline": [["-", LONG]], "change_ids": ["s2"]}
    return sample.report(clauses=[{**clause, "old": sample.side("o3", "二、", LONG)}])


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_a_clause_longer_than_a_page_is_whole_in_word(long_report: ChangeReport, tmp_path: Path) -> None:
    (tmp_path / "long.docx").write_bytes(render(long_report, "docx"))
    text = "".join(text for _, text in _converted(tmp_path, "long.docx"))
    assert "第1项要求" in text
    assert "第399项要求" in text


@pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")
def test_a_clause_longer_than_a_page_is_whole_in_html(long_report: ChangeReport, tmp_path: Path) -> None:
    (tmp_path / "long.html").write_bytes(render(long_report, "html"))
    text = "".join(text for _, text in _printed(tmp_path, "long.html"))
    assert "第1项要求" in text
    assert "第399项要求" in text
