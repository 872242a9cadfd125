"""What is installed: Python, the packages, and the optional parts that some formats need."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec

OLDEST_PYTHON = (3, 11)
_REQUIREMENT = re.compile(r"^\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*((?:[<>=!~]=?[^;\s]+)?)")
_LEAST = re.compile(r">=\s*([0-9.]+)")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that may be there or not.

    ``needed_for`` says in Chinese what depends on it, ``install`` is the command that gets it; ``required`` parts
    make the program unusable when missing, others only take a format or a report away.
    """

    name: str
    present: bool
    detail: str
    needed_for: str
    install: str
    required: bool = False


def diagnose() -> list[Part]:
    """All parts: Python, required packages, optional parts, in this order."""
    return [_python(), *_packages(), *(probe() for probe in _OPTIONAL)]


def _python() -> Part:
    version = ".".join(map(str, sys.version_info[:3]))
    good = sys.version_info >= OLDEST_PYTHON
    return Part("Python", good, version, "运行本程序", "apt install python3", required=True)


def _packages() -> list[Part]:
    """The packages that this distribution requires, with their versions."""
    try:
        wanted = metadata.requires("tiaokuan") or []
    except metadata.PackageNotFoundError:
        return [Part("tiaokuan", False, "未安装（直接从源码运行）", "查看依赖清单", "pip install -c constraints.txt .")]
    return [_package(requirement) for requirement in wanted if "extra ==" not in requirement]


def _package(requirement: str) -> Part:
    match = _REQUIREMENT.match(requirement)
    name, bounds = (match[1], match[2]) if match else (requirement, "")
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Part(name, False, "未安装", "运行本程序", f"pip install '{name}{bounds}'", required=True)
    least = _LEAST.search(bounds)
    good = least is None or _numbers(version) >= _numbers(least[1])
    return Part(name, good, version, "运行本程序", f"pip install '{name}{bounds}'", required=True)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def _libreoffice() -> Part:
    from tiaokuan.pipeline.readers import office

    path = office.find_office()
    detail = _first_line([path, "--version"]) if path else "未找到 soffice"
    return Part("LibreOffice", path is not None, detail, "读 .doc .wps .rtf .odt .xls .et .ods", office.INSTALL)


def _ocr() -> Part:
    modules = ("rapidocr", "onnxruntime", "cv2", "PIL")
    return _extra("文字识别（OCR）", modules, "读图片、扫描件和无文字层的 .pdf", "ocr")


def _postgresql() -> Part:
    return _extra("PostgreSQL 驱动", ("psycopg",), "把目录库放在 PostgreSQL（默认的 SQLite 不需要）", "postgres")


def _parquet() -> Part:
    return _extra("Parquet", ("pyarrow",), "把要素导出为 .parquet", "parquet")


def _extra(name: str, modules: tuple[str, ...], needed_for: str, extra: str) -> Part:
    """A part made of packages that an extra of this distribution installs; the first of them gives the version."""
    missing = [module for module in modules if find_spec(module) is None]
    detail = f"缺 {'、'.join(missing)}" if missing else f"{modules[0]} {metadata.version(modules[0])}"
    return Part(name, not missing, detail, needed_for, f"pip install 'tiaokuan[{extra}]'")


def _chromium() -> Part:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    detail = _first_line([path, "--version"]) if path else "未找到 chromium"
    return Part("Chromium", path is not None, detail, "测试打印出来的报告", "apt install chromium chromium-driver")


def _fonts() -> Part:
    """Fonts that cover Chinese, as fontconfig lists them."""
    listing = _run(["fc-list", ":lang=zh-cn", "family"]) if shutil.which("fc-list") else ""
    families = sorted({line.split(",")[0].strip() for line in listing.splitlines() if line.strip()})
    detail = "、".join(families[:3]) if families else "未找到"
    return Part("中文字体", bool(families), detail, "打印报告；.doc 等转换时的版面", "apt install fonts-noto-cjk")


_OPTIONAL: tuple[Callable[[], Part], ...] = (_libreoffice, _ocr, _postgresql, _parquet, _chromium, _fonts)


def _first_line(command: list[str]) -> str:
    return next(iter(_run(command).splitlines()), "").strip() or f"{command[0]}（版本未知）"


def _run(command: list[str]) -> str:
    """What a program prints; empty where it cannot be run or does not answer within ten seconds."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(command, capture_output=True, timeout=10, check=False, env=environment)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace")
