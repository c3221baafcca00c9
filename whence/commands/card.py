"""`python -m whence card`: writes the model card from the evaluation and the manifest."""

import json
from pathlib import Path

import click

from whence.commands.failure import told
from whence.files import atomic_write
from whence.settings import ROOT


@click.command()
@click.option(
    "--model",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=ROOT / "model",
    show_default="model",
    help="Folder of culture.json and evaluation.json.",
)
@told()
def command(model: Path) -> None:
    """Write MODEL_CARD.md from evaluation.json and the model's manifest."""
    from whence.learning import card

    template = Path(card.__file__).with_suffix(".md").read_text(encoding="utf-8")
    try:
        report = json.loads((model / "evaluation.json").read_text(encoding="utf-8"))
        card.refuse_others(report)
        manifest = json.loads((model / "culture.json").read_text(encoding="utf-8"))
        text = card.card(template, report, manifest)
    except KeyError as error:
        raise click.ClickException(
            f"The evaluation lacks {error}; run `python -m whence evaluate` again."
        ) from None
    except FileNotFoundError as error:
        raise click.ClickException(
            f"There is no {error.filename}; `train` and `evaluate` write it."
        ) from None
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from None
    atomic_write(model / "MODEL_CARD.md", text)
