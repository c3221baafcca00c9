"""The regions of docs/reference.md: everything that can be typed, from what would run it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, get_args

import click
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from whence.documents import table
from whence.learning.recipe import Recipe

ABOUT: Final = ("key", "default", "meaning")
BELOW: Final = {
    "data": "Where pictures come from, in one of the forms below.",
    "online": "`backbone`, `image_size` and `training` that `train --online` takes instead.",
}


def reference(root: Path) -> dict[str, str]:
    """Return the regions of docs/reference.md."""
    from whence.cli import main

    makefile = (root / "Makefile").read_text(encoding="utf-8")
    return {
        "make": table(("target", "what it does"), targets(makefile)),
        "commands": table(("command", "what it does"), list(commands(main))),
        "recipe": table(ABOUT, list(keys(Recipe))),
        "data": table(ABOUT, list(kinds())),
    }


def targets(makefile: str) -> list[tuple[str, str]]:
    """Return (target, explanation) of every target that explains itself."""
    found = re.findall(r"^([a-z-]+):.*## (.*)$", makefile, re.MULTILINE)
    return [(f"`make {target}`", told) for target, told in found]


def commands(group: click.Group, before: str = "") -> Iterator[tuple[str, str]]:
    """Yield (command, first sentence of its help), a group's own commands instead of the group."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        elif command is not None:
            paragraph = " ".join((command.help or "").partition("\n\n")[0].split())
            yield f"`{before}{name}`", paragraph


def kinds() -> Iterator[tuple[str, str, str]]:
    """Yield what `keys` yields for each form in which pictures may come, under its kind."""
    for kind in get_args(Recipe.model_fields["data"].annotation):
        yield f"**`kind: {get_args(kind.model_fields['kind'].annotation)[0]}`**", "", _told(kind)
        yield from (row for row in keys(kind) if row[0] != "`kind`")


def keys(section: type[BaseModel], before: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield (key, default, meaning) of every key of a section and of the sections in it."""
    for name, field in section.model_fields.items():
        inner = _section(field.annotation)
        if inner is None:
            default = "required" if field.is_required() else _default(field.default)
            yield f"`{before}{name}`", default, field.description or ""
        elif name in BELOW:
            yield f"`{before}{name}`", "", BELOW[name]
        else:
            yield f"**`{before}{name}`**", "", _told(inner)
            yield from keys(inner, f"{before}{name}.")


def _section(annotation: Any) -> type[BaseModel] | None:
    """Return the section that a key holds, also where it is one of several or may be left out."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = filter(None, map(_section, get_args(annotation)))
    return next(found, None)


def _told(section: type[BaseModel]) -> str:
    return " ".join((section.__doc__ or "").partition("\n\n")[0].split())


def _default(value: Any) -> str:
    if value is PydanticUndefined or value in ("", (), {}):
        return "none"
    return "none" if value is None else f"`{value}`"
