"""`python -m whence docs`: writes every figure and table of the documents from its source."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from whence.commands.performance import collections, performance
from whence.commands.reference import reference
from whence.commands.robustness import robustness
from whence.documents import RegionMissingError, fill, percent, results, table
from whence.settings import ROOT, Settings
from whence.statistics import shares_found

REHEARSAL = "deploy/check.json"
PARTS = {"opencv": "OpenCV", "numpy": "NumPy", "litert": "LiteRT"}
KEYS = ("megabytes_slug", "megabytes_resident", "seconds_to_stop")


@click.command()
@click.option(
    "--root",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=ROOT,
    help="The project's folder.",
)
def command(root: Path) -> None:
    """Write the figures and tables of README.md and docs/ from the results and the code."""
    for document, regions in DOCUMENTS.items():
        try:
            fill(root / document, **regions(root))
        except (RegionMissingError, OSError, ValueError) as error:
            raise click.ClickException(f"{document}: {error}") from error
        except (LookupError, TypeError) as error:
            raise click.ClickException(
                f"{document}: a file of results is not what its command writes ({error!r}); run "
                "that again."
            ) from error


def readme(root: Path) -> dict[str, str]:
    """Return the regions of README.md."""
    return {
        "figures": figures(results(root / "model" / "evaluation.json")),
        "settings": settings_table(),
        "deploy": deployment(results(root / REHEARSAL)),
    }


def deploying(root: Path) -> dict[str, str]:
    """Return the regions of docs/deploying.md."""
    found = results(root / REHEARSAL)
    rows = [
        ("Heroku", *(f"{found[key]:.1f}" for key in KEYS)),
        (
            "container",
            *("–" if key == KEYS[0] else f"{found[f'container_{key}']:.1f}" for key in KEYS),
        ),
    ]
    header = ("", "slug, compressed, MB", "resident, two workers, MB", "SIGTERM to exit, s")
    return {"deploy-table": table(header, rows)}


def starting(root: Path) -> dict[str, str]:
    """Return the regions of docs/lambda.md."""
    found = results(root / "deploy" / "lambda" / "start.json")
    weights = found["megabytes"]
    rows = [
        ("first answer of a new process", f"{found['seconds']:.2f} s"),
        ("of which the processor worked", f"{found['processor_seconds']:.2f} s"),
        ("memory", f"{found['megabytes_resident']} MB"),
        ("package without the model", f"{weights['package']} MB"),
        *((f"of which {name}", f"{weights[key]} MB") for key, name in PARTS.items()),
        ("model", f"{weights['model']} MB"),
    ]
    return {"lambda": table((f"median of {found['starts']} starts", ""), rows)}


def figures(evaluation: dict[str, Any]) -> str:
    """Return the README's paragraph about the model's accuracy."""
    test, calibration = evaluation["test"], evaluation["calibration"]["after"]
    low, high = test["interval95"]
    return (
        f"{_across(evaluation.get('cross_source'), test['confusion']['labels'])}"
        f"Balanced accuracy on {test['n']:,} works whose artists (or, where none is known, whose "
        f"near-duplicates) the network never saw: **{percent(test['balanced_accuracy'])}** "
        f"(95 % interval {percent(low)} to {percent(high)}, from whole groups, artists or works by "
        f"nobody known, of which there are {_groups(test)}); expected calibration error "
        f"{percent(calibration['ece'])}. "
        f"{_sure(evaluation['selective'])}"
    )


def _groups(test: dict[str, Any]) -> str:
    """Return on how many groups each culture's figure rests."""
    return ", ".join(f"{row['groups']} for {label}" for label, row in test["per_class"].items())


def _sure(found: dict[str, Any]) -> str:
    right = found["right_when_sure"]
    if right is None:
        return "It calls itself sure of none of them."
    return (
        f"It calls itself sure of {100 * found['confident']:.0f} % of them and is then right "
        f"{100 * right:.0f} times in 100."
    )


def _across(found: dict[str, Any] | None, labels: list[str]) -> str:
    """Return the figure on collections of which training saw nothing, where it was measured."""
    if found is None:
        return ""
    low, high = found["interval95"]
    shares = shares_found(labels, found["confusion"])
    return (
        f"Trained without {', '.join(found['tested_on'])} and asked about their {found['n']} "
        f"works: **{percent(found['balanced_accuracy'])}** balanced accuracy "
        f"(95 % interval {percent(low)} to {percent(high)}) over the cultures that they are of, "
        f"{' and '.join(f'{label} {percent(share)}' for label, share in shares.items())}. "
    )


def deployment(rehearsal: dict[str, float]) -> str:
    """Return the README's line about what the rehearsed deployment weighed."""
    return (
        f"  Last rehearsed with two workers: {rehearsal['megabytes_resident']:.0f} MB resident in "
        f"all, slug {rehearsal['megabytes_slug']:.0f} MB, "
        f"{rehearsal['seconds_to_stop']:.1f} s from SIGTERM to exit."
    )


def settings_table() -> str:
    """Return one row a setting: variable, meaning, default."""
    rows = [
        (f"`{variable}`", field.description or "", _shown(field.default))
        for variable, field in zip(
            Settings.variables().values(), Settings.model_fields.values(), strict=True
        )
    ]
    return table(("variable", "meaning", "default"), rows)


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_shown(item) for item in value)
    if isinstance(value, Path):
        for base, name in ((ROOT, ""), (Path.home(), "~/")):
            if value.is_relative_to(base):
                return f"`{name}{value.relative_to(base)}`"
    return "none" if value is None else f"`{value}`"


DOCUMENTS: dict[str, Callable[[Path], dict[str, str]]] = {
    "README.md": readme,
    "docs/deploying.md": deploying,
    "docs/lambda.md": starting,
    "docs/performance.md": performance,
    "docs/collections.md": collections,
    "docs/reference.md": reference,
    "docs/robustness.md": robustness,
}
"""What writes the regions of each document, by its path."""
