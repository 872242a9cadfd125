"""Archives: names decoded, junk left out, one bad member costs itself only, and the parts become one document."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace

import pytest

from tiaokuan.errors import ReadError
from tiaokuan.pipeline.readers import registry
from tiaokuan.pipeline.readers.archive import safe_name
from tiaokuan.pipeline.settings import Settings

NOTICE = (
    "关于组织申报创新券的通知\n各有关单位：\n现将有关事项通知如下。\n"
    "附件：1.创新券申请表\n2.创新券承诺书\n云州市科学技术局\n2025年3月1日\n"
)
FORM = "创新券申请表\n单位名称：\n申请金额：\n"
PLEDGE = "承诺书\n本单位承诺所报材料真实。\n"


def pack(files: Mapping[str, bytes | str], encoding: str | None = None) -> bytes:
    """A zip; with ``encoding`` the names are stored in it without saying so, as Chinese Windows does."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            if encoding is None:
                archive.writestr(name, data)
            else:
                archive.writestr(_Raw(name, encoding), data)
    return stream.getvalue()


class _Raw(zipfile.ZipInfo):
    """A member whose name is stored as bytes of a legacy encoding, the UTF-8 flag not set."""

    def __init__(self, name: str, encoding: str) -> None:
        super().__init__(name)
        self._raw = name.encode(encoding)

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - zipfile's own
        return self._raw, self.flag_bits & ~0x800


def read(files: Mapping[str, bytes | str], encoding: str | None = None, settings: Settings | None = None) -> list[str]:
    document = registry.read(pack(files, encoding), "包.zip", settings)
    return [block.text for block in document.blocks]


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8", None])
def test_names_are_decoded(encoding: str | None) -> None:
    data = pack({"资料/附件1 创新券申请表.txt": FORM}, encoding)
    assert registry.read(data, "包.zip").parts[0][0] == "资料/附件1 创新券申请表.txt"


@pytest.mark.parametrize(
    ("stored", "safe"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/abs/a.txt", "abs/a.txt"),
        ("C:\\temp\\a.txt", "temp/a.txt"),
        ("C:a.txt", "a.txt"),
        ("a/./b/../c.txt", "a/b/c.txt"),
        ("..", "_"),
        ("通知\x01.txt", "通知_.txt"),
        ("通知\u202etxt.exe", "通知_txt.exe"),
    ],
)
def test_names_cannot_lead_elsewhere(stored: str, safe: str) -> None:
    info = zipfile.ZipInfo("x")
    info.orig_filename, info.flag_bits = stored, 0x800
    assert safe_name(info) == safe


def test_notice_first_then_attachments_in_the_order_of_its_list() -> None:
    texts = read({"2承诺书.txt": PLEDGE, "申请表.txt": FORM, "通知.txt": NOTICE})
    assert texts[0] == "关于组织申报创新券的通知"
    tail = texts[texts.index("2025年3月1日") + 1 :]
    assert tail == [
        "附件1",
        "创新券申请表",
        "单位名称：",
        "申请金额：",
        "附件2",
        "创新券承诺书",
        "承诺书",
        "本单位承诺所报材料真实。",
    ]


def test_titles_decide_over_numbers() -> None:
    texts = read({"通知.txt": NOTICE, "附件1：创新券承诺书.txt": PLEDGE, "附件2：创新券申请表.txt": FORM})
    assert texts.index("单位名称：") < texts.index("本单位承诺所报材料真实。")


def test_a_number_decides_where_titles_say_nothing() -> None:
    texts = read({"通知.txt": NOTICE, "附件2.txt": "甲方（盖章）：\n", "附件1.txt": "单位（盖章）：\n"})
    assert texts.index("单位（盖章）：") < texts.index("甲方（盖章）：")


def test_what_is_listed_and_missing_is_a_warning() -> None:
    document = registry.read(pack({"通知.txt": NOTICE, "创新券申请表.txt": FORM}), "包.zip")
    missing = [warning.message for warning in document.warnings if warning.code == "attachment_missing"]
    assert len(missing) == 1
    assert "附件2《创新券承诺书》" in missing[0]


def test_a_notice_that_holds_its_attachments_misses_none() -> None:
    whole = NOTICE + "附件1\n" + FORM + "附件2\n创新券" + PLEDGE
    document = registry.read(pack({"通知.txt": whole, "流程图说明.txt": "第一步 登录\n"}), "包.zip")
    assert not any(warning.code == "attachment_missing" for warning in document.warnings)


def test_attachments_alone_follow_by_number() -> None:
    texts = read({"附件10.txt": "附件10\n十\n", "附件2.txt": "附件2\n二\n", "附件1.txt": "附件1\n一\n"})
    assert texts == ["附件1", "一", "附件2", "二", "附件10", "十"]


def test_an_archive_in_the_archive_is_opened_once() -> None:
    inner = pack({"申请表.txt": FORM}, "gbk")
    document = registry.read(pack({"附件.zip": inner, "通知.txt": NOTICE}, "gbk"), "包.zip")
    assert {name for name, _ in document.parts} == {"附件.zip/申请表.txt", "通知.txt"}
    deeper = registry.read(pack({"外.zip": pack({"内.zip": inner}), "通知.txt": NOTICE}), "包.zip")
    assert [name for name, _ in deeper.parts] == ["通知.txt"]
    assert any(warning.code == "part_unreadable" and "嵌套过深" in warning.message for warning in deeper.warnings)


def test_one_bad_member_costs_itself_only() -> None:
    document = registry.read(pack({"通知.txt": NOTICE, "坏.docx": b"PK\x03\x04broken", "空.txt": b""}), "包.zip")
    assert document.blocks[0].text == "关于组织申报创新券的通知"
    unread = [warning.message for warning in document.warnings if warning.code == "part_unreadable"]
    assert len(unread) == 2
    assert any("坏.docx" in message for message in unread)


def test_junk_is_left_out_in_silence() -> None:
    files = {"__MACOSX/._通知.txt": "x", ".DS_Store": "x", "Thumbs.db": "x", "~$通知.docx": "x", "通知.txt": NOTICE}
    document = registry.read(pack(files), "包.zip")
    assert [name for name, _ in document.parts] == ["通知.txt"]
    assert not any(warning.code == "part_unreadable" for warning in document.warnings)


def test_warnings_of_parts_keep_their_blocks() -> None:
    document = registry.read(pack({"通知.txt": NOTICE, "创新券申请表.txt": FORM}), "包.zip")
    assert all(warning.block is None or warning.block < len(document.blocks) for warning in document.warnings)


@pytest.mark.parametrize(
    ("files", "settings", "code"),
    [
        ({"零.txt": b"0" * 3_000_000}, Settings(), "too_large"),
        ({"甲.txt": "甲", "乙.txt": "乙", "丙.txt": "丙"}, replace(Settings(), max_archive_members=2), "too_large"),
        ({"甲.txt": "甲" * 4000, "乙.txt": "乙" * 4000}, replace(Settings(), max_archive_bytes=15_000), "too_large"),
        ({}, Settings(), "empty_document"),
        ({"甲.pptx.rar": b"Rar!\x1a\x07\x00data"}, Settings(), "unsupported_format"),
    ],
)
def test_limits(files: dict[str, bytes | str], settings: Settings, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(files, settings=settings)
    assert caught.value.code == code


def test_an_encrypted_archive_says_so() -> None:
    data = bytearray(pack({"通知.txt": NOTICE}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    with pytest.raises(ReadError) as caught:
        registry.read(bytes(data), "包.zip")
    assert caught.value.code == "encrypted_file"
