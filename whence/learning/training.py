"""Teaching a network phase by phase: first its head on cached embeddings, then from a layer on."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from whence.files import replacing
from whence.learning import run_folder
from whence.learning.experiment import Experiment
from whence.learning.network import build, unfreeze
from whence.learning.phase import PhaseTraining
from whence.learning.recipe import LARGEST_SEED
from whence.learning.recipe_training import Phase
from whence.learning.stopwatch import timed

Weights = list[npt.NDArray[np.float32]]
Say = Callable[[str], None]


def train(experiment: Experiment, say: Say = print) -> Any:
    """Train the network of an experiment and return it with its best weights.

    Finished phases and the last epoch of an unfinished one are kept in the experiment's run
    folder, so that a run that was stopped goes on; what another recipe or other data have left
    there is trained anew. Raises NetworkError for a network that the recipe cannot have, DataError
    where another program trains in that folder.
    """
    recipe, soup = experiment.recipe, experiment.recipe.training.soup
    for phase in recipe.training.phases:  # what is wrong shall not wait for the phases before it
        unfreeze(build(recipe, phase.size or recipe.image_size, experiment.weights), phase.unfreeze)
    untaught = build(recipe, weights=experiment.weights)
    if _learns_nothing(experiment):
        say("The backbone has no weights and no phase unfreezes it: it will learn next to nothing.")
    phases = list(enumerate(recipe.training.phases, 1))
    frozen = list(takewhile(lambda numbered: numbered[1].unfreeze == "none", phases))
    with run_folder.alone(experiment):
        run_folder.renew(experiment, say)
        start = _learn(experiment, frozen, untaught.get_weights(), experiment.run, say)
        tuned = [
            _learn(_drawing_anew(experiment, again), phases[len(frozen) :], start, folder, say)
            for again, folder in enumerate(run_folder.tunings(experiment))
        ]
    final = build(recipe, weights=experiment.weights)
    final.set_weights(averaged(tuned, start, soup.tuned))
    return final


def _learns_nothing(experiment: Experiment) -> bool:
    recipe = experiment.recipe
    taught = recipe.backbone.begins_with(experiment.weights) != "none"
    return not taught and all(phase.unfreeze == "none" for phase in recipe.training.phases)


def averaged(tuned: Sequence[Weights], start: Weights, share: float) -> Weights:
    """Average networks array by array, then go back towards `start`.

    `share` (0 to 1) of the result is the average, the rest is `start`.
    """
    mean = [np.mean(arrays, axis=0) for arrays in zip(*tuned, strict=True)]
    return [share * end + (1 - share) * begin for end, begin in zip(mean, start, strict=True)]


def _drawing_anew(experiment: Experiment, again: int) -> Experiment:
    """Return the same experiment with other draws of order, changes and mixtures."""
    recipe = experiment.recipe
    seed = (recipe.seed + again) % (LARGEST_SEED + 1)
    return replace(experiment, recipe=recipe.model_copy(update={"seed": seed}))


def _learn(
    experiment: Experiment,
    phases: Sequence[tuple[int, Phase]],
    weights: Weights,
    folder: Path,
    say: Say,
) -> Weights:
    """Go through numbered `phases`, kept in `folder`; return the weights that `weights` became."""
    for number, phase in phases:
        size = phase.size or experiment.recipe.image_size
        model = build(experiment.recipe, size, experiment.weights)
        model.set_weights(weights)
        name = f"phase {number}" if folder == experiment.run else f"{folder.name}, phase {number}"
        done = folder / f"phase-{number}.weights.h5"
        if done.is_file():
            say(f"{name}: done before")
        else:
            say(f"{name}: {phase.unfreeze} unfrozen, {size} px, {phase.epochs} epochs")
            with timed(folder / f"phase-{number}"):
                PhaseTraining(experiment, phase, folder / f"phase-{number}", size)(model)
            with replacing(done) as part:
                model.save_weights(part)
        model.load_weights(done)
        weights = model.get_weights()
    return weights
