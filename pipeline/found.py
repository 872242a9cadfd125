"""What interpreting finds: findings with their sections, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tiaokuan.extractors.findings import Finding
from tiaokuan.pipeline.tree import Node


@dataclass(slots=True)
class Found:
    """A finding with the section that it was found in (None outside of all) and the topic it was read under."""

    finding: Finding
    node: Node | None
    topic: str | None


@dataclass(slots=True)
class Sink:
    """Collects findings in reading order."""

    found: list[Found] = field(default_factory=list)

    def add(self, node: Node | None, topic: str | None, findings: Sequence[Finding]) -> None:
        """Findings of one section that were read under ``topic``."""
        self.found += [Found(finding, node, topic) for finding in findings]
