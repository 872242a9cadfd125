"""Chinese labels of the contract's English codes, for people. A code without a label stands for itself."""

from __future__ import annotations

from collections.abc import Mapping

KINDS: Mapping[str, str] = {
    "applicants": "对象",
    "materials": "材料",
    "periods": "时间期限",
    "amounts": "支持标准",
    "caps": "限额",
    "conditions": "条件",
    "targets": "绩效目标",
}
SCORED: Mapping[str, str] = {
    "metadata": "文件要素",
    "sections": "章节",
    "items": "事项",
    **KINDS,
    "spans": "出处",
}
DOC_TYPES: Mapping[str, str] = {
    "guideline": "申报指南",
    "measures": "办法",
    "plan": "方案",
    "policies": "若干措施",
    "notice": "通知",
    "other": "其他",
}
ROLES: Mapping[str, str] = {
    "applicant": "申报主体",
    "beneficiary": "受益对象",
    "lead": "牵头单位",
    "partner": "联合单位",
}
CATEGORIES: Mapping[str, str] = {
    "enterprise": "企业",
    "individual_business": "个体工商户",
    "individual": "个人",
    "team": "团队",
    "university": "高校",
    "school": "学校",
    "research_institute": "科研院所",
    "innovation_platform": "创新平台",
    "service_agency": "服务机构",
    "ip_service_agency": "知识产权服务机构",
    "financial_institution": "金融机构",
    "industry_association": "行业协会",
    "social_organisation": "社会组织",
    "alliance": "联盟",
    "park": "园区",
    "platform": "平台",
    "incubator": "孵化器",
    "training_base": "培训基地",
    "public_institution": "事业单位",
    "medical_institution": "医疗机构",
    "media": "媒体",
    "agricultural_operator": "农业经营主体",
    "government": "政府机关",
    "organisation": "单位",
    "project": "项目",
    "other": "其他",
}
JOINT: Mapping[str, str] = {"allowed": "可联合申报", "required": "须联合申报", "forbidden": "不接受联合申报"}
FORMS: Mapping[str, str] = {"original": "原件", "copy": "复印件"}
PERIOD_ROLES: Mapping[str, str] = {
    "implementation": "实施周期",
    "application": "申报时间",
    "validity": "有效期",
    "milestone": "节点",
    "publicity": "公示",
    "other": "其他期限",
}
AMOUNT_KINDS: Mapping[str, str] = {
    "award": "奖励",
    "subsidy": "补助",
    "funding": "扶持",
    "budget": "资金总额",
    "compensation": "补偿",
}
FREQUENCIES: Mapping[str, str] = {"once": "一次性", "annual": "每年"}
MEASURES: Mapping[str, str] = {
    "money": "金额上限",
    "rate": "比例上限",
    "count": "数量上限",
    "quota": "名额上限",
    "partners": "联合单位上限",
}
PER_PERIODS: Mapping[str, str] = {"year": "每年", "project": "每项目"}
POLARITIES: Mapping[str, str] = {"require": "须", "exclude": "不得", "prefer": "优先"}
RELATIONS: Mapping[str, str] = {"basis": "依据", "repeals": "废止", "forwards": "转发", "mentions": "提及"}
QUANTITY_KINDS: Mapping[str, str] = {
    "money": "金额",
    "rate": "比例",
    "ratio": "比值",
    "date": "日期",
    "date_range": "起止日期",
    "duration": "期限",
    "count": "数量",
    "number": "数字",
}
CURRENCIES: Mapping[str, str] = {
    "CNY": "元",
    "USD": "美元",
    "EUR": "欧元",
    "HKD": "港元",
    "MOP": "澳门元",
    "TWD": "新台币",
    "JPY": "日元",
    "GBP": "英镑",
}


def label(table: Mapping[str, str], code: str | None) -> str:
    """The label of a code, the code itself where it has none, empty for None."""
    return "" if code is None else table.get(code, code)
