"""The settings object: validated, frozen, replaceable by the environment."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from tiaokuan.errors import ReadError, TiaokuanError, UsageError
from tiaokuan.pipeline.inputs import SUFFIXES, SUFFIXES_OF, expand, read_file
from tiaokuan.pipeline.readers.registry import FORMATS
from tiaokuan.pipeline.settings import Settings, from_environment


def test_defaults_hold() -> None:
    assert from_environment({"PATH": "/bin", "TIAOKUAN_DEBUG": "1"}) == Settings()


def test_the_environment_replaces_a_default() -> None:
    assert from_environment({"TIAOKUAN_MAX_PAGES": " 12_000 "}).max_pages == 12_000


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5", "", "１０", "9" * 30])
def test_what_is_no_positive_whole_number_is_refused(value: str) -> None:
    with pytest.raises(UsageError, match="max_pages") as caught:
        from_environment({"TIAOKUAN_MAX_PAGES": value})
    assert caught.value.code == "bad_settings"
    assert "TIAOKUAN_MAX_PAGES" in caught.value.hint


@pytest.mark.parametrize("value", [0, -5, True, 2.5, None])
def test_the_object_validates_itself(value: object) -> None:
    with pytest.raises(UsageError):
        Settings(max_blocks=value)  # type: ignore[arg-type]


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().max_pages = 1  # type: ignore[misc]


@pytest.mark.parametrize("check", ["check_file_size", "check_text_length"])
def test_limits_are_inclusive(check: str) -> None:
    settings = Settings(max_file_bytes=10, max_text_chars=10)
    getattr(settings, check)(10, "a.txt")
    with pytest.raises(ReadError) as caught:
        getattr(settings, check)(11, "a.txt")
    assert caught.value.code == "too_large"
    assert "TIAOKUAN_MAX_" in caught.value.hint


def test_reading_keeps_to_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"0123456789")
    assert read_file(path, Settings(max_file_bytes=10)) == b"0123456789"
    with pytest.raises(ReadError, match="too_large"):
        read_file(path, Settings(max_file_bytes=9))


@pytest.mark.parametrize(
    ("path", "code"),
    [("gone.txt", "file_not_found"), (".", "not_a_file"), ("x" * 300, "unreadable_file"), ("a\0b", "unreadable_file")],
)
def test_what_cannot_be_read(tmp_path: Path, path: str, code: str) -> None:
    with pytest.raises(TiaokuanError) as caught:
        read_file(tmp_path / path)
    assert caught.value.code == code
    assert caught.value.hint


def test_what_does_not_exist_stays_in_the_list(tmp_path: Path) -> None:
    assert expand([tmp_path / "gone.pdf"]).files == [tmp_path / "gone.pdf"]


def test_folders_give_the_files_of_every_readable_format(tmp_path: Path) -> None:
    assert SUFFIXES_OF.keys() == {entry.id for entry in FORMATS if entry.reader is not None}
    for suffix in SUFFIXES:
        (tmp_path / f"a{suffix.upper()}").touch()
    for name in ("a.ofd", "a.pptx", "a.rar", "~$a.docx", ".a.txt", "a"):
        (tmp_path / name).touch()
    found = expand([tmp_path])
    assert {file.suffix.lower() for file in found.files} == SUFFIXES
    assert [file.name for file in found.skipped] == ["a", "a.ofd", "a.pptx", "a.rar"]
