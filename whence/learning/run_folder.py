"""The folder of a run: which recipe, data and weights what is kept there comes from."""

import hashlib
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import takewhile
from pathlib import Path
from typing import Final

from whence import files
from whence.learning.dataset import DataError, contents
from whence.learning.experiment import Experiment
from whence.learning.painted import painters

NETWORK: Final = "model.keras"
UNLEARNT: Final = (
    *("published", "note", "online", "saves_as", "sure_from", "right_when_sure"),
    "split",  # the parts that it makes are told of instead
)
"""What a recipe says that changes no weight."""


def network_file(experiment: Experiment) -> Path:
    """Return where the trained network is kept."""
    return experiment.run / NETWORK


def tunings(experiment: Experiment) -> list[Path]:
    """List where each fine-tuning is kept that the recipe averages; others may lie beside them."""
    runs = experiment.recipe.training.soup.runs
    return [experiment.run, *(experiment.run / f"soup-{each}" for each in range(2, runs + 1))]


def is_trained(experiment: Experiment) -> bool:
    """Tell whether this recipe, on this data and division, made the network that is kept.

    The weights that it began with are not asked for: who evaluates need not name them.
    """
    return network_file(experiment).is_file() and _marks(experiment)[1:] == _kept(experiment)[1:]


def is_finished(experiment: Experiment) -> bool:
    """Tell whether nothing is left to be trained, from these weights on."""
    return network_file(experiment).is_file() and _marks(experiment) == _kept(experiment)


def refuse_other(experiment: Experiment) -> None:
    """Raise DataError unless what is kept was trained by this recipe on this data and division."""
    if not is_trained(experiment):
        raise DataError(
            f"What is trained in {experiment.run} is not of this recipe, data and division; run "
            "`train`, or name another folder with --runs."
        )


def refuse_untrained(run: Path, served: Path | None = None) -> None:
    """Raise DataError where no network is trained in `run`, unless the file `served` is there.

    Asked before data are divided, so that nobody fetches weights for nothing.
    """
    if not (run / NETWORK).is_file() and not (served and served.is_file()):
        raise DataError(f"Nothing is trained in {run}; run `train` first.")


@contextmanager
def alone(experiment: Experiment) -> Iterator[None]:
    """Let one program work in the run folder; raise DataError where another one does already."""
    with ExitStack() as held:
        try:
            held.enter_context(files.alone(experiment.run / "lock"))
        except BlockingIOError:
            raise DataError(
                f"Another program trains in {experiment.run} now; wait for it, or name another "
                "folder with --runs."
            ) from None
        yield


def refuse_loss(experiment: Experiment) -> None:
    """Raise DataError where training would take the place of what is kept of another recipe.

    That may have taken hours, and who only compares recipes does not mean to replace it.
    """
    marks, kept = _marks(experiment), _kept(experiment)
    replaced = network_file(experiment).is_file() and kept not in (marks, marks[:-1])
    if replaced or _stale(experiment.run, _same(marks, kept)):
        raise DataError(
            f"What is trained in {experiment.run} is of another recipe, other data or other "
            "weights and would be lost; give this recipe another `name`, or name another folder "
            "with --runs."
        )


def renew(experiment: Experiment, say: Callable[[str], None]) -> None:
    """Delete the phases that another recipe, other data or other weights have left.

    Phases before the first difference stay.
    """
    marks, kept = _marks(experiment), _kept(experiment)
    if kept == marks:
        return
    same = _same(marks, kept)
    stale = _stale(experiment.run, same)
    for path in stale:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    if stale:
        say(f"phase {max(1, same)} on: anew, since recipe, data or weights were others")
    # No network is the whole recipe's yet.
    files.atomic_write(_file(experiment), "\n".join(marks[:-1]))


def finish(experiment: Experiment) -> None:
    """Note that the network which is kept is the whole recipe's."""
    files.atomic_write(_file(experiment), "\n".join(_marks(experiment)))


def _file(experiment: Experiment) -> Path:
    return experiment.run / "run.txt"


def _kept(experiment: Experiment) -> list[str]:
    file = _file(experiment)
    return file.read_text(encoding="utf-8").split() if file.is_file() else []


def _same(marks: list[str], kept: list[str]) -> int:
    """Count the marks, of the weights and then of each phase, up to the first difference."""
    pairs = zip(marks[:-1], kept, strict=False)
    return sum(takewhile(bool, (one == other for one, other in pairs)))


def _stale(run: Path, same: int) -> list[Path]:
    """List what is kept in `run` of the phases from number `same` on."""
    phases = [*run.glob("phase-*"), *run.glob("soup-*/phase-*")]
    return [path for path in phases if _number(path) >= same]


def _number(phase: Path) -> int:
    found = re.match(r"phase-(\d+)", phase.name)
    return int(found[1]) if found else 0


def _marks(experiment: Experiment) -> list[str]:
    """Digest the weights, then data and recipe up to each phase, then the whole."""
    recipe = experiment.recipe
    exclude = dict.fromkeys(UNLEARNT, True) | {"training": {"phases", "soup"}}
    base = recipe.model_dump_json(exclude_defaults=True, exclude=exclude)
    told = f"{base}{experiment.parts}{experiment.fingerprint}{painters(recipe)}"
    told += contents(experiment.items)
    phases = [phase.model_dump_json(exclude_defaults=True) for phase in recipe.training.phases]
    marks = [_weights(experiment.weights, recipe.backbone.weights)]
    for text in (*phases, recipe.training.soup.model_dump_json()):
        told = _digest(told + text)
        marks.append(told)
    return marks


def _weights(named: str | None, recipes: str | None) -> str:
    """Digest a file of weights by what is in it, so that it may lie anywhere.

    That is the one `named` on the command line, or else the `recipes` own, which may be named, too.
    """
    chosen = Path(named or recipes or "none")
    if not chosen.is_file():
        return _digest(str(None if named == (recipes or "none") else named))
    with chosen.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
