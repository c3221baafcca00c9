"""Reading a recipe: YAML in, a checked Recipe out, mistakes told by line."""

from collections.abc import Iterator
from pathlib import Path

import yaml
from pydantic import ValidationError

from whence.learning.recipe import Recipe
from whence.learning.recipe_mistakes import mistakes
from whence.mistake import Mistake


class RecipeError(Mistake):
    """A recipe that cannot be used; one line a mistake, each with file and line number."""


def read_recipe(path: Path) -> Recipe:
    """Read and check the recipe at `path`. Raises RecipeError with every mistake at once."""
    text = _text(path)
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
        told = (f"{path}, line {line}: {said}" for line, said in mistakes(tree, error.errors()))
        raise RecipeError("\n".join(told)) from None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        raise RecipeError(f"There is no readable recipe at {path}.") from None
    except UnicodeDecodeError:
        raise RecipeError(f"{path} is not written in UTF-8; save it so.") from None


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


def _yaml_problem(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f"line {mark.line + 1}: " if mark else ""
    return f"{where}this is not YAML ({getattr(error, 'problem', None) or 'unreadable'})."
