"""Invented policies for catalogue tests, and how to take them in."""

from __future__ import annotations

from tiaokuan.pipeline.catalogue import Catalogue
from tiaokuan.pipeline.catalogue_ingest import Ingest
from tiaokuan.pipeline.run import structure

_BODY = """{title}

各有关单位：
一、支持对象
在{place}注册的民宿经营企业和乡村旅游合作社。
二、支持标准
（一）对新评定的甲级民宿，给予每家一次性奖励{amount}万元。
（二）对改造客房的企业，按照改造投入的30%给予补贴，每家最高不超过20万元。
三、申报条件
（一）正常经营满2年，近三年未发生食品安全事故。
（二）从业人员不少于5人。
四、申报材料
（一）民宿奖励申报表。
（二）营业执照复印件，加盖公章。
五、申报时间
{year}年3月1日至{year}年4月15日。

{issuer}
{year}年1月20日
"""


def guideline(
    year: int = 2024, *, place: str = "清远市", amount: int = 10, what: str = "民宿品质提升项目", extra: str = ""
) -> bytes:
    """A guideline of one year as a text file."""
    title = f"{year}年度{place}{what}申报指南"
    issuer = f"{place}文化广电旅游体育局"
    return (_BODY.format(title=title, place=place, amount=amount, year=year, issuer=issuer) + extra).encode()


OTHER = """清远市电梯加装补助办法

第一条　为方便居民出行，制定本办法。
第二条　对既有住宅加装电梯，每台补助15万元，同一单元只能享受一次。
第三条　业主应当提交加装电梯补助申请表和竣工验收报告。
第四条　本办法自2024年5月1日起施行，有效期3年。
""".encode()


def ingest(catalogue: Catalogue, *files: tuple[str, bytes], engine: str | None = None) -> list[int]:
    """Take files in, with these rules or with those that ``engine`` names; the documents' ids."""
    run = catalogue.ingest(structure)
    if engine is not None:
        run = Ingest(catalogue.database, catalogue.files, engine, structure)
    done = [run.add(data, name, f"/in/{name}") for name, data in files]
    run.finish()
    for one in done:
        if one.error is not None:
            raise one.error
    return [one.document_id for one in done]
