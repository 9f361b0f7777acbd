"""What is wrong with a script, in words that say what would be right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from jsonschema import ValidationError

from assistant.evaluation.nearest import nearest

_KINDS = {
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "object": "a mapping, as {name: value}",
    "array": "a list, as [one, two]",
    "null": "nothing",
}

Place = list[str | int]
"""Where in a document something is: keys and positions."""


def explained(error: ValidationError) -> tuple[Place, str]:
    """Return where the schema is broken, and what is wrong there."""
    place: Place = list(error.absolute_path)
    schema = error.schema if isinstance(error.schema, dict) else {}
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        known = sorted(schema.get("properties", ()))
        odd = next(str(key) for key in error.instance if key not in known)
        told = f"there is no field {odd!r}{nearest(odd, known)}; there are: {', '.join(known)}"
        return [*place, odd], f"{_named(place)}: {told}"
    return place, f"{_named(place)}: {_wrong(error)}{_hint(schema)}"


def said_twice(node: yaml.Node | None) -> Iterator[tuple[int, str]]:
    """Return fields that one mapping has twice, with their lines from 1: YAML would keep the last of them."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield key.start_mark.line + 1, f"{key.value!r} is there twice"
            seen.add(key.value)
            yield from said_twice(value)
    elif isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from said_twice(one)


def _named(place: Place) -> str:
    if not place:
        return "the script"
    # people count turns from one
    parts = [f"{one + 1}" if isinstance(one, int) else one for one in place]
    return ".".join(parts).replace("turns.", "turn ", 1) if len(parts) > 1 else parts[0]


def _wrong(error: ValidationError) -> str:
    got: Any = error.instance
    wanted: Any = error.validator_value
    if error.validator == "type":
        kinds = [wanted] if isinstance(wanted, str) else list(wanted)
        quotes = (
            " (put it in quotation marks)" if kinds == ["string"] and isinstance(got, int | float) else ""
        )
        return f"{got!r} is not {' or '.join(_KINDS[kind] for kind in kinds)}{quotes}"
    if error.validator == "enum":
        known = [str(one) for one in wanted]
        return f"{got!r} is none of {', '.join(known)}{nearest(str(got), known)}"
    if error.validator == "required":
        return f"it lacks {' and '.join(repr(one) for one in wanted if one not in got)}"
    if error.validator in ("pattern", "oneOf"):
        return f"{got!r} is not as it must be"
    if error.validator == "anyOf":
        ways = [" and ".join(one["required"]) for one in wanted if "required" in one]
        return f"it needs {' or '.join(ways)}"
    if error.validator == "minItems":
        return "it is empty"
    return error.message


def _hint(schema: dict[str, Any]) -> str:
    hint = schema.get("description", "")
    return f" ({hint})" if hint else ""
