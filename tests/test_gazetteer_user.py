"""The user's own terms, and the words for jieba."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tiaokuan.errors import GazetteerError
from tiaokuan.gazetteer.classes import classify, find_classes
from tiaokuan.gazetteer.jieba_dict import domain_terms, export_dictionary, export_ruler_patterns, search_words, words
from tiaokuan.gazetteer.regions import find_regions, resolve
from tiaokuan.gazetteer.tables import is_authority, material_kind
from tiaokuan.gazetteer.topics import heading_topic
from tiaokuan.gazetteer.user import UserGazetteer

LINES = """
{"label": "APPLICANT:enterprise", "pattern": "灯塔工场", "id": "lighthouse", "size": ["large"], "honours": ["beacon"]}
{"label": "REGION:330110", "pattern": "未来科技谷"}
{"label": "MATERIAL:form", "pattern": "一件事联办单"}
{"label": "HEADING:conditions", "pattern": "入池门道"}
{"label": "AUTHORITY", "pattern": "营商环境建设促进中心"}
{"label": "TERM", "pattern": "飞地经济带"}
"""
TOKENS = '{"label": "APPLICANT:incubator", "pattern": [{"TEXT": "飞地"}, {"TEXT": {"IN": ["孵化器", "园区"]}}]}'


def test_terms_take_effect_while_active() -> None:
    gazetteer = UserGazetteer.parse(LINES)
    with gazetteer.active():
        found = classify("省级灯塔工场")
        assert found is not None
        assert (found.category, found.size, found.honours, found.head) == (
            "enterprise",
            ("large",),
            ("beacon",),
            (2, 6),
        )
        assert [h[:2] for h in find_classes("奖励灯塔工场和企业")] == [(2, 6), (7, 9)]
        assert [h.region.code for h in find_regions("在杭州未来科技谷的企业")] == ["330110"]
        assert resolve("未来科技谷") is not None
        assert material_kind("设立登记一件事联办单") == "form"
        assert heading_topic("入池门道") == "conditions"
        assert is_authority("市营商环境建设促进中心")
    assert classify("省级灯塔工场") is None
    assert resolve("未来科技谷") is None
    assert heading_topic("入池门道") is None


def test_token_patterns_use_words() -> None:
    gazetteer = UserGazetteer.parse(TOKENS)
    text = "支持飞地孵化器和飞地园区"
    with gazetteer.active():
        found = [(text[h.start : h.end], h.entry.category) for h in find_classes(text)]
    assert found == [("飞地孵化器", "incubator"), ("飞地园区", "incubator")]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "不是合法的 JSON"),
        ("[1]", "不是 JSON 对象"),
        ('{"pattern": "甲"}', "缺少 label"),
        ('{"label": "ORG", "pattern": "甲"}', "label 不认识"),
        ('{"label": "APPLICANT", "pattern": "甲"}', "须写明类别"),
        ('{"label": "TERM:x", "pattern": "甲"}', "不带类别"),
        ('{"label": "APPLICANT:factory", "pattern": "甲"}', "类别不存在"),
        ('{"label": "REGION:999999", "pattern": "甲"}', "类别不存在"),
        ('{"label": "TERM"}', "pattern"),
        ('{"label": "TERM", "pattern": ""}', "不能为空"),
        ('{"label": "TERM", "pattern": "甲 乙"}', "空白"),
        ('{"label": "TERM", "pattern": [{"FOO": "甲"}]}', "词模式"),
        ('{"label": "TERM", "pattern": [{"TEXT": "甲", "OP": "*"}]}', "必须出现"),
        ('{"label": "TERM", "pattern": "甲", "weight": 1}', "不认识的键"),
        ('{"label": "TERM", "pattern": "甲", "id": 3}', "id"),
        ('{"label": "TERM", "pattern": "甲", "size": ["large"]}', "只用于 APPLICANT"),
        ('{"label": "APPLICANT:enterprise", "pattern": "甲", "size": ["huge"]}', "size 的取值"),
        ('{"label": "APPLICANT:enterprise", "pattern": "甲", "honours": "x"}', "文本数组"),
    ],
)
def test_errors_name_the_line(line: str, message: str) -> None:
    with pytest.raises(GazetteerError, match=message) as caught:
        UserGazetteer.parse('{"label": "TERM", "pattern": "乙"}\n\n' + line)
    assert caught.value.code == "bad_gazetteer"
    assert "第 3 行" in caught.value.message


def test_read_files(tmp_path: Path) -> None:
    path = tmp_path / "terms.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + LINES.encode())
    assert len(UserGazetteer.read(path).entries) == 6
    path.write_bytes("甲".encode("gb18030"))
    with pytest.raises(GazetteerError, match="UTF-8"):
        UserGazetteer.read(path)
    with pytest.raises(GazetteerError, match="无法读取"):
        UserGazetteer.read(tmp_path / "missing.jsonl")


def test_overlapping_terms_leftmost_then_longest() -> None:
    rows = [{"label": "TERM", "pattern": pattern} for pattern in ("甲乙", "甲乙丙", "丙丁")]
    gazetteer = UserGazetteer.parse("\n".join(json.dumps(row) for row in rows))
    assert [(h.start, h.end) for h in gazetteer.find("甲乙丙丁")] == [(0, 3)]


def test_words_keep_domain_terms_whole() -> None:
    text = "对专精特新企业给予一次性奖励，免申即享。"
    cut = words(text)
    assert "".join(cut) == text
    assert {"专精特新", "一次性奖励", "免申即享"} <= set(cut)
    assert "服务" in search_words("知识产权服务机构")


def test_words_of_the_user_do_not_leak() -> None:
    gazetteer = UserGazetteer.parse('{"label": "TERM", "pattern": "鲲鹏展翅计划"}')
    assert "鲲鹏展翅计划" in words("实施鲲鹏展翅计划", gazetteer)
    assert "鲲鹏展翅计划" not in words("实施鲲鹏展翅计划")


def test_the_global_jieba_stays_as_it_was() -> None:
    import jieba

    words("免申即享")
    assert "免申即享" not in jieba.lcut("政策免申即享")


def test_exports_can_be_read_back() -> None:
    assert len(export_dictionary().splitlines()) == len(domain_terms())
    patterns = UserGazetteer.parse(export_ruler_patterns())
    assert len(patterns.entries) > 500


def test_string_patterns_need_no_spacy() -> None:
    code = (
        "import sys\nfrom tiaokuan.gazetteer.user import UserGazetteer\n"
        "from tiaokuan.gazetteer.classes import classify\n"
        'with UserGazetteer.parse(\'{"label": "APPLICANT:enterprise", "pattern": "灯塔工场"}\').active():\n'
        "    assert classify('灯塔工场')\n"
        "assert not {'spacy', 'jieba'} & set(sys.modules)\n"
    )
    root = Path(__file__).resolve().parent.parent / ".root"
    done = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(root)}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize(
    ("term", "text", "kind", "without", "with_it"),
    [
        (
            '{"label": "MATERIAL:form", "pattern": "联办折子"}',
            "一、申报条件\n在本市登记注册。\n二、申报材料\n1.身份证复印件；\n2.营业执照复印件；项目联办折子。",
            "materials",
            ["身份证复印件", "营业执照复印件"],
            ["身份证复印件", "营业执照复印件", "项目联办折子"],
        ),
        (
            '{"label": "AUTHORITY", "pattern": "营商建设促进中心"}',
            "一、申报条件\n（一）在本市登记注册；\n二、申报材料\n1.身份证复印件；\n三、监督管理\n"
            "（一）营商建设促进中心应当每季度抽查一次。",
            "conditions",
            ["在本市登记注册", "营商建设促进中心应当每季度抽查一次"],
            ["在本市登记注册"],
        ),
    ],
)
def test_own_terms_change_what_is_read(term: str, text: str, kind: str, without: list[str], with_it: list[str]) -> None:
    from tiaokuan.pipeline.run import structure_text

    def read() -> list[str]:
        document = structure_text("某市示范单位申报指南\n" + text, "a.txt")
        facts = [fact for place in [*document.items, document.common] for fact in getattr(place, kind)]
        return [fact.name if kind == "materials" else fact.text for fact in facts]

    assert read() == without
    with UserGazetteer.parse(term).active():
        assert read() == with_it
