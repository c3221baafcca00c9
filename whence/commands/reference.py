"""The regions of docs/reference.md: everything that can be typed, from what would run it."""

import re
from collections.abc import Iterator
from pathlib import Path

import click

from whence.documents import table


def reference(root: Path) -> dict[str, str]:
    """Return the regions of docs/reference.md."""
    from whence.cli import main

    makefile = (root / "Makefile").read_text(encoding="utf-8")
    return {
        "make": table(("target", "what it does"), targets(makefile)),
        "commands": table(("command", "what it does"), list(commands(main))),
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
