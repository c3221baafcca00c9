"""Reading a recipe: YAML in, a checked Recipe out, mistakes told by line."""

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from whence.learning.recipe import Recipe
from whence.learning.recipe_data import Part


class RecipeError(Exception):
    """A recipe that cannot be used; one line a mistake, each with file and line number."""


def read_recipe(path: Path) -> Recipe:
    """Read and check the recipe at `path`. Raises RecipeError with every mistake at once."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise RecipeError(f"There is no readable recipe at {path}.") from None
    try:
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
        content = yaml.safe_load(text)
        again = list(_again(tree))
    except yaml.YAMLError as error:
        raise RecipeError(f"{path}, {_yaml_problem(error)}") from None
    except ValueError as error:  # a day that no calendar has, for one
        raise RecipeError(f"{path} has a value that cannot be read ({error}).") from None
    except RecursionError:
        raise RecipeError(f"{path} is nested too deeply, or names itself inside itself.") from None
    if not isinstance(content, dict):
        raise RecipeError(f"{path} is no recipe: write keys and values, beginning with `name:`.")
    if lines := [f"{path}, line {line}: `{key}` stands here again." for key, line in again]:
        raise RecipeError("\n".join(lines))
    try:
        return Recipe.model_validate(content)
    except ValidationError as error:
        lines = [_sentence(path, tree, problem) for problem in _own(error.errors())]
        raise RecipeError("\n".join(lines)) from None


def _again(node: yaml.Node | None) -> Iterator[tuple[str, int]]:
    """Yield every key that a mapping has twice, of which YAML silently takes the last."""
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                yield key.value, key.start_mark.line + 1
            seen.add(key.value)
            yield from _again(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _again(value)


def _own(problems: Sequence[Any]) -> list[Any]:
    """Leave out that a list is too short where that is only because something in it is wrong."""
    inside = {problem["loc"][:-1] for problem in problems}
    return [each for each in problems if each["type"] != "too_short" or each["loc"] not in inside]


def _yaml_problem(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f"line {mark.line + 1}: " if mark else ""
    return f"{where}this is not YAML ({getattr(error, 'problem', None) or 'unreadable'})."


def _sentence(path: Path, tree: yaml.Node | None, problem: Any) -> str:
    where = tuple(part for part in problem["loc"])
    key = ".".join(str(part) for part in where) or "the recipe"
    line = _line(tree, where)
    if problem["type"] == "extra_forbidden":
        said = f"there is no key `{key}`{_suggestion(where)}"
    elif problem["type"] == "missing":
        said = f"`{key}` is missing; write it"
    elif problem["type"] == "value_error":
        said = str(problem["ctx"]["error"])
    else:
        said = f"`{key}` is {problem['input']!r}: {problem['msg'][0].lower()}{problem['msg'][1:]}"
        if isinstance(problem["input"], bool):
            said += "; YAML reads yes and no so, put it between quotes"
    return f"{path}, line {line}: {said}{'' if said.endswith('?') else '.'}"


def _line(node: yaml.Node | None, where: tuple[int | str, ...]) -> int:
    """Follow `where` as far as the file goes and return the line of the last key found."""
    line = 1
    for part in where:
        if isinstance(node, yaml.MappingNode):
            found = [pair for pair in node.value if pair[0].value == part]
            if not found:
                continue  # pydantic names the kind of a union here, which the file does not
            line, node = found[0][0].start_mark.line + 1, found[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
            line = node.start_mark.line + 1
    return line


def _suggestion(where: tuple[int | str, ...]) -> str:
    """Name the key that was likely meant, among those of all sections."""
    close = difflib.get_close_matches(str(where[-1]), sorted(_keys()), n=1)
    return f"; did you mean `{close[0]}`?" if close else "; take it out"


def _keys() -> set[str]:
    return {key for part in Part.__subclasses__() for key in part.model_fields}
