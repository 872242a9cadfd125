"""The base of the models of the contract."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Self, cast

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """Base: unknown keys are an error, so that a misspelt one cannot pass."""

    model_config = ConfigDict(extra="forbid")

    @classmethod
    def whole(cls, fields: dict[str, Any]) -> Self:
        """``trusted`` of a dict that holds every field, in the order of the fields."""
        new = cls.__new__(cls)
        _set_dict(new, fields)
        _set_given(new, _defaults(cls)[2])
        _set_extra(new, None)
        _set_private(new, None)
        return new

    @classmethod
    def trusted(cls, **values: Any) -> Self:
        """An instance of values that the pipeline itself made, unchecked: ``model_construct`` for models without
        aliases, at a third of its time (a document makes hundreds). Defaults are filled in."""
        plain, made, names = _defaults(cls)
        fields = {**plain, **values}
        for name, factory in made:
            if name not in values:
                fields[name] = factory()
        new = cls.__new__(cls)
        _set_dict(new, fields)
        _set_given(new, names)
        _set_extra(new, None)
        _set_private(new, None)
        return new


# BaseModel's own slots, written to as ``model_construct`` does, without looking each up by name.
_set_dict, _set_given, _set_extra, _set_private = (BaseModel.__dict__[name].__set__ for name in BaseModel.__slots__)


@cache
def _defaults(cls: type[Model]) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]], set[str]]:
    """The plain defaults of a model's fields, the factories of the others, in the order of the fields, and all names:
    every field of a trusted instance counts as given."""
    plain: dict[str, Any] = {}
    made: list[tuple[str, Callable[[], Any]]] = []
    for name, info in cls.model_fields.items():
        if info.default_factory is not None:
            made.append((name, cast("Callable[[], Any]", info.default_factory)))
            plain[name] = None
        elif not info.is_required():
            plain[name] = info.default
        else:
            plain[name] = None
    return plain, made, set(cls.model_fields)
