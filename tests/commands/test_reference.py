"""What the documents name exists, and what exists is named in docs/reference.md."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.conftest import ROOT
from whence.cli import main
from whence.commands.reference import commands, keys, kinds, targets
from whence.learning.recipe import Recipe
from whence.settings import Settings

DOCUMENTS = sorted(
    path
    for pattern in ("*.md", "docs/*.md", "data/*.md", "model/*.md", "deploy/**/*.md")
    for path in ROOT.glob(pattern)
    if path.name != "CHANGELOG.md"
)


def resolved(words: list[str]) -> bool:
    """Whether these words, as far as they are words, name a command."""
    group: click.Command = main
    for word in words:
        if not isinstance(group, click.Group):
            return True
        found = group.get_command(click.Context(group), word)
        if found is None:
            return False
        group = found
    return True


def code(text: str) -> Iterator[str]:
    """What a document shows as code: blocks line by line, and spans."""
    for block in re.findall(r"^ *```.*?$(.*?)^ *```", text, re.MULTILINE | re.DOTALL):
        yield from block.splitlines()
    yield from re.findall(r"`([^`\n]+)`", text)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_names_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    known = {name for name, _ in targets((ROOT / "Makefile").read_text(encoding="utf-8"))}
    for line in code(text):
        for target in re.findall(r"(?:^|&& )(?:[A-Z_]+=\S+ )*make ([a-z][a-z-]*)", line):
            assert f"`make {target}`" in known, line
        for words in re.findall(r"python -m whence((?: [a-z][a-z-]*(?![\w./=]))*)", line):
            assert resolved(words.split()), line
    variables = set(Settings.variables().values())
    for name in re.findall(r"\bWHENCE_[A-Z_]+\b", text):
        assert name in variables, name


def test_every_command_target_and_setting_is_named() -> None:
    reference = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    for name, _ in [*targets((ROOT / "Makefile").read_text(encoding="utf-8")), *commands(main)]:
        assert f"| {name} |" in reference, "run `make docs`"
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for variable in Settings.variables().values():
        assert f"| `{variable}` |" in readme, "run `make docs`"


def test_links_of_every_document_lead_somewhere() -> None:
    for path in DOCUMENTS:
        text = path.read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?:|mailto:)([^)#]+)", text):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_a_target_that_explains_itself_is_listed() -> None:
    assert targets("a: b ## Does it\n\tx\nhidden:\n\ty\n") == [("`make a`", "Does it")]


def test_a_group_is_listed_by_its_commands() -> None:
    @click.group()
    def group() -> None:
        """Whole group."""

    @group.command()
    def part() -> None:
        """Do one\n        thing.

        And more.
        """

    outer = click.Group(commands={"outer": group})
    assert list(commands(outer)) == [("`outer part`", "Do one thing.")]


def test_every_key_of_a_recipe_is_explained() -> None:
    listed = {key.strip("*`"): (default, told) for key, default, told in keys(Recipe)}
    assert {"name", "split.test_share", "training.phases.unfreeze", "data"} <= listed.keys()
    assert listed["labels"][0] == "required"
    assert listed["image_size"][0] == "`224`"
    assert all(told for _, told in listed.values())


def test_every_form_of_data_is_explained() -> None:
    rows = list(kinds())
    assert [key for key, _, _ in rows if "kind" in key] == [
        f"**`kind: {kind}`**" for kind in ("catalogue", "folders", "table", "labelme", "urls")
    ]
    assert all(told for _, _, told in rows)
