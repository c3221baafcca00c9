"""What is said of a mistake in a recipe: its line, and what to write instead."""

import difflib
from collections.abc import Iterator, Sequence
from typing import Any, Final, get_args

import yaml
from pydantic import BaseModel
from pydantic_core import ErrorDetails

from whence.learning.recipe import Recipe

Where = tuple[int | str, ...]

KINDS: Final = "catalogue, folders, table, labelme, urls"

PLAIN: Final = {
    "string_pattern_mismatch": "write small letters, digits and hyphens, a letter first",
    "list_type": "write a list, like [one, two]",
    "tuple_type": "write a list, like [one, two]",
    "int_parsing": "write a whole number",
    "int_from_float": "write a whole number",
    "int_type": "write a whole number",
    "float_parsing": "write a number",
    "float_type": "write a number",
    "too_short": "write more, at least {min_length}",
}
"""What pydantic finds wrong, in other words than its own."""


def mistakes(tree: yaml.Node | None, problems: Sequence[ErrorDetails]) -> Iterator[tuple[int, str]]:
    """Yield line and sentence of each problem that pydantic found in the file that `tree` is of."""
    for problem in problems:
        if problem["type"] == "too_short" and _inside(problem["loc"], problems):
            continue  # the list is too short only because something in it is wrong
        line, where = _place(tree, problem["loc"])
        yield line, _sentence(where, problem)


def _inside(where: Where, problems: Sequence[ErrorDetails]) -> bool:
    others = (problem["loc"] for problem in problems)
    return any(len(other) > len(where) and other[: len(where)] == where for other in others)


def _place(node: yaml.Node | None, where: Where) -> tuple[int, Where]:
    """Follow `where` as far as the file goes; return the last line found, and the file's own keys.

    Pydantic names the kind of a union, too, which is no key.
    """
    line, own = 1, list[int | str]()
    for depth, part in enumerate(where):
        if isinstance(node, yaml.MappingNode):
            found = [pair for pair in node.value if pair[0].value == part]
            if not found and depth + 1 < len(where):
                continue
            if found:
                line, node = found[0][0].start_mark.line + 1, found[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
            line = node.start_mark.line + 1
        own.append(part)
    return line, tuple(own)


def _sentence(where: Where, problem: ErrorDetails) -> str:
    key = ".".join(map(str, where)) or "the recipe"
    match problem["type"]:
        case "extra_forbidden":
            said = f"there is no key `{key}`{_suggestion(where)}"
        case "missing":
            said = f"`{key}` is missing; write it"
        case "value_error":
            said = str(problem["ctx"]["error"])
        case "union_tag_not_found":
            said = f"`{key}` does not say how pictures come; write a `kind`: {KINDS}"
        case "union_tag_invalid":
            tag = problem["ctx"]["tag"]
            said = f"`{key}.kind` is {tag!r}: write {KINDS}{_meant(tag, KINDS.split(', '))}"
        case _:
            said = f"`{key}` is {problem['input']!r}: {_message(problem)}"
    return f"{said}{'' if said.endswith('?') else '.'}"


def _message(problem: ErrorDetails) -> str:
    said = problem["msg"][0].lower() + problem["msg"][1:]
    if problem["type"] in PLAIN:
        said = PLAIN[problem["type"]].format(**problem.get("ctx", {}))
    if isinstance(problem["input"], bool) and problem["type"] != "yes_or_no":
        none = "" if isinstance(problem["loc"][-1], int) else ", or write null for none"
        return f"{said}; YAML reads yes and no so, put it between quotes{none}"
    if problem["type"] == "string_type" and isinstance(problem["input"], int | float):
        return f"{said}; put it between quotes"
    return said


def _meant(written: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(written, known, n=1)
    return f"; did you mean `{close[0]}`?" if close else ""


def _suggestion(where: Where) -> str:
    """Name the key that was likely meant: of the same section, or else where it belongs."""
    *parents, name = map(str, where)
    section = ".".join(part for part in parents if not part.isdigit())
    keys = sorted(set(_keys(Recipe)), key=lambda each: (each[0].count("."), *each), reverse=True)
    if meant := _meant(name, [key for at, key in keys if at == section]):
        return meant
    known = {key: at for at, key in keys}  # the outermost section that has it
    for close_name in difflib.get_close_matches(name, known, n=1):
        at = f"under `{known[close_name]}`" if known[close_name] else "at the left edge"
        return f"; did you mean `{close_name}` {at}?"
    return "; take it out"


def _keys(part: type[BaseModel], at: str = "") -> Iterator[tuple[str, str]]:
    """Yield section and name of every key that a recipe may have."""
    for name, field in part.model_fields.items():
        yield at, name
        for inner in _parts(field.annotation):
            yield from _keys(inner, f"{at}.{name}".lstrip("."))


def _parts(kind: Any) -> Iterator[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for inner in get_args(kind):
        yield from _parts(inner)
