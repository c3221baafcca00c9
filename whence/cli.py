"""The command line: one group that imports of its commands only what it is asked for."""

import importlib
from typing import Any, ClassVar, Final

import click

STOPPED: Final = 130
"""The exit code of a command that Ctrl-C has ended."""


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is named or all are listed.

    What only one command needs it imports itself, so none but those that train load TensorFlow.
    """

    modules: ClassVar[dict[str, str]] = {
        "collect": "whence.commands.collect",
        "catalogue": "whence.commands.catalogue",
        "local-museum": "whence.commands.local_museum",
        "local-gallery": "whence.commands.local_gallery",
        "studies": "whence.commands.studies",
        "explore": "whence.commands.explore",
        "split": "whence.commands.split",
        "train": "whence.commands.train",
        "evaluate": "whence.commands.evaluate",
        "export": "whence.commands.export",
        "report": "whence.commands.report",
        "embed": "whence.commands.embed",
        "novelty": "whence.commands.novelty",
        "predict": "whence.commands.predict",
        "classify-collection": "whence.commands.classify_collection",
        "feedback": "whence.commands.feedback",
        "card": "whence.commands.card",
        "docs": "whence.commands.docs",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every command, in the order in which a project needs them."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of that name; None where there is none."""
        if cmd_name not in self.modules:
            return None
        module = importlib.import_module(self.modules[cmd_name])
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; where a package is missing, say which and how to get it."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:  # while a command is still being loaded
            click.echo("Stopped.", err=True)
            raise click.exceptions.Exit(STOPPED) from None
        except ModuleNotFoundError as error:
            name = (error.name or "").partition(".")[0]
            if name in ("", "whence"):
                raise
            raise click.ClickException(
                f"This command needs {name}, which is not installed: run `make train-setup`."
            ) from None


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Whence: collect paintings, teach a network where they come from, hang them in a gallery."""
