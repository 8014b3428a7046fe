"""Records as JSON and back, by their own types: what an older or newer version wrote is read as far as it is understood."""

import json
import types
from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_json(record: Any) -> str:
    """A dataclass record as one line of JSON."""
    return json.dumps(asdict(record), ensure_ascii=False, separators=(",", ":"))


def from_json(kind: type[T], text: str) -> T:
    """The record that `to_json` wrote. Fields that the record does not have are left out, missing ones take their defaults.

    Raises ValueError, TypeError or KeyError when the text is not such a record.
    """
    record: T = _read(kind, json.loads(text))
    return record


def _read(kind: Any, value: Any) -> Any:
    origin: Any = get_origin(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        known = _types(kind)
        return kind(**{name: _read(known[name], value[name]) for name in value if name in known})
    if origin in (Union, types.UnionType):
        return _read_one_of(get_args(kind), value)
    if origin is tuple:
        return tuple(_read(get_args(kind)[0], item) for item in value)
    if origin is Literal and value not in get_args(kind):
        raise ValueError(f"{value!r} is none of {get_args(kind)}")
    return value


def _read_one_of(kinds: tuple[Any, ...], value: Any) -> Any:
    """A mapping is the record among the kinds, a list the tuple; anything else is what it is."""
    for kind in kinds:
        origin: Any = get_origin(kind)
        if (isinstance(value, Mapping) and is_dataclass(kind)) or (isinstance(value, list) and origin is tuple):
            return _read(kind, value)
    return value


@cache
def _types(kind: type) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind) if field.init}
