"""Sums that one may borrow (个人创业担保贷款额度不超过30万元, 最高可申请创业担保贷款500万元)."""

from __future__ import annotations

import re

from tiaokuan.extractors.parts import Part
from tiaokuan.gazetteer.deferred import deferred

LOAN = deferred(r"(?:贷款|担保|授信)[^，。；]{0,12}(?:额度|金额|上限)?[^，。；]{0,8}$")
#: 最高可申请某种贷款N万元; 贷款额度不超过N万元
_LENT = deferred(
    r"(?:申请|发放|提供|享受|获得|获批)[^，。；\d]{0,14}贷款(?:额度|金额)?(?:最高|不超过|可达|为)*$"
    r"|(?:担保|创业|小额|信用|助学|每[人生](?:每年|每学年)?|扶贫|免息|个人|(?:^|，)(?=贷款最高))[^，。；\d]{0,8}贷款(?:的?(?:最高|单笔|单户|个人|每人))*(?:额度|限额|上限)(?:原则上|统一|一般|最高|最多|可|分别|由\d+万元)*(?:为|是|调整[为至到]|提高[到至]|扩大[到至]|达到?)?(?:不超过)?$"
)


def lends(part: Part, left: str, right: str, upto: str) -> bool:
    """True where the sum is a loan that one may have (可申请最高15万元的创业担保贷款)."""
    given = re.search(r"(?:申请|发放|给予|提供|享受|获得|按)(?:额度|最高|单户|每人)*$", left)
    if given is not None and re.match(r"(?:以内)?的?[^，。；：]{0,14}贷款", right) is not None:
        return True
    if (
        "贷款" not in left
        or _LENT.search(upto) is None
        or not re.match(r"(?:的(?:标准|额度))?(?:[，。；、（]|$)", right)
    ):
        return False
    part.limited = part.limited or re.search(r"最高|最多|上限", left) is not None
    return True
