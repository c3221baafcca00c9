import shutil

import numpy as np
import pandas as pd
import pytest

from whence.learning import training
from whence.learning.experiment import prepare_experiment
from whence.learning.network import NetworkError, build
from whence.learning.recipe import LARGEST_SEED
from whence.learning.recipe_file import read_recipe
from whence.learning.recipe_training import Soup
from whence.learning.stopwatch import seconds


def experiment(world, runs, **changes):
    recipe = read_recipe(world / "toy.yaml").model_copy(update=changes)
    return prepare_experiment(recipe, world, None, runs)


def shortened(world, epochs):
    plan = read_recipe(world / "toy.yaml").training
    head, tuned = plan.phases
    phases = (
        head.model_copy(update={"epochs": 5, "patience": None}),
        tuned.model_copy(update={"epochs": epochs, "schedule": "constant", "batch": 8}),
    )
    return {"training": plan.model_copy(update={"phases": phases, "label_smoothing": 0.1})}


def test_each_phase_leaves_its_weights_and_a_log(trained):
    run = trained / "runs" / "toy"
    assert (run / "phase-1.weights.h5").is_file()
    assert (run / "phase-2.weights.h5").is_file()
    assert len(pd.read_csv(run / "phase-2" / "log.csv")) == 2
    assert list((run / "phase-2" / "events").rglob("events.out.tfevents.*"))
    assert seconds(run / "phase-1") > 0
    assert seconds(run) > seconds(run / "phase-2")


def test_a_finished_run_is_not_repeated(world, trained, tmp_path):
    shutil.copytree(trained / "runs", tmp_path / "runs")
    said = []
    training.train(experiment(world, tmp_path / "runs"), said.append)
    assert said == ["phase 1: done before", "phase 2: done before"]


def test_another_recipe_starts_anew(world, trained, tmp_path):
    shutil.copytree(trained / "runs", tmp_path / "runs")
    said = []
    training.train(experiment(world, tmp_path / "runs", **shortened(world, 1)), said.append)
    assert not any("done before" in line for line in said)


def hard_to_teach(world):
    """Change the toy so that dropout draws, rates fall and patience ends within a few epochs."""
    recipe = read_recipe(world / "toy.yaml")
    head, tuned = recipe.training.phases
    restless = {"epochs": 9, "schedule": "plateau", "patience": 4, "batch": 8, "rate": 30.0}
    phases = (
        head.model_copy(update=restless),
        tuned.model_copy(update={"epochs": 2, "batch": 8, "rate": 0.03}),
    )
    return {
        "head": recipe.head.model_copy(update={"dropout": 0.4}),
        "training": recipe.training.model_copy(update={"phases": phases}),
    }


@pytest.fixture
def stop(monkeypatch):
    """Stop the next run as a kill would, when an epoch of a phase begins."""
    from whence.learning.batches import EmbeddingBatches, EpochClock

    begin = EpochClock.on_epoch_begin

    def stop_at(phase, at):
        def cut_short(clock, epoch, logs=None):
            if epoch == at and isinstance(clock._batches, EmbeddingBatches) == (phase == 1):
                monkeypatch.setattr(EpochClock, "on_epoch_begin", begin)
                raise KeyboardInterrupt
            begin(clock, epoch, logs)

        monkeypatch.setattr(EpochClock, "on_epoch_begin", cut_short)

    return stop_at


@pytest.fixture(scope="module")
def unbroken(world, tmp_path_factory):
    """Train what is hard to teach without a stop; return its weights and its logs by phase."""
    runs = tmp_path_factory.mktemp("unbroken")
    made = training.train(experiment(world, runs, **hard_to_teach(world)), print)
    return made.get_weights(), logs_of(runs)


def logs_of(runs):
    return {phase: pd.read_csv(runs / "toy" / f"phase-{phase}" / "log.csv") for phase in (1, 2)}


@pytest.mark.filterwarnings("ignore:Exception ignored in.*log.csv")  # as a killed run leaves it
@pytest.mark.parametrize(("phase", "epoch"), [(1, 3), (1, 5), (2, 1)])
def test_a_stopped_run_goes_on_and_ends_as_an_unbroken_one(
    world, tmp_path, stop, unbroken, phase, epoch
):
    weights, logs = unbroken
    plan = experiment(world, tmp_path, **hard_to_teach(world))
    stop(phase, epoch)
    with pytest.raises(KeyboardInterrupt):
        training.train(plan, print)
    said = []
    resumed = training.train(plan, said.append)
    assert ("phase 1: done before" in said) == (phase == 2)
    for number, log in logs_of(tmp_path).items():
        assert np.allclose(log, logs[number], atol=1e-5)
    for one, other in zip(weights, resumed.get_weights(), strict=True):
        assert np.allclose(one, other, atol=1e-5)


@pytest.mark.filterwarnings("ignore:Exception ignored in.*log.csv")  # as a killed run leaves it
def test_a_run_stopped_when_its_patience_had_ended_learns_nothing_more(
    world, tmp_path, monkeypatch, unbroken
):
    from whence.learning.callbacks import Backup

    plan, keep = experiment(world, tmp_path, **hard_to_teach(world)), Backup.on_epoch_end

    def stopped(backup, epoch, logs=None):
        keep(backup, epoch, logs)
        if backup.model.stop_training:
            monkeypatch.setattr(Backup, "on_epoch_end", keep)
            raise KeyboardInterrupt

    monkeypatch.setattr(Backup, "on_epoch_end", stopped)
    with pytest.raises(KeyboardInterrupt):
        training.train(plan, print)
    training.train(plan, print)
    for number, log in logs_of(tmp_path).items():
        assert np.allclose(log, unbroken[1][number], atol=1e-5)


@pytest.mark.filterwarnings("ignore:Exception ignored in.*log.csv")  # as a killed run leaves it
def test_a_run_stopped_while_it_keeps_an_epoch_goes_on(world, tmp_path, monkeypatch):
    """The second epoch is trained and logged, but its backup is cut short by Ctrl-C."""
    from whence.learning.callbacks import Backup

    changes = shortened(world, 3)
    whole = training.train(experiment(world, tmp_path / "whole", **changes), print)
    keep = Backup.on_epoch_end

    def cut_short(backup, epoch, logs=None):
        if "phase-2" in str(backup._folder) and epoch == 1:
            monkeypatch.setattr(backup.model, "save_weights", cut_short_file)
        keep(backup, epoch, logs)

    def cut_short_file(file):
        file.write_bytes(b"half")
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Backup, "on_epoch_end", cut_short)
        with pytest.raises(KeyboardInterrupt):
            training.train(experiment(world, tmp_path / "broken", **changes), print)
    folder = tmp_path / "broken" / "toy" / "phase-2"
    assert pd.read_csv(folder / "log.csv")["epoch"].tolist() == [0, 1]
    assert [file.name for file in (folder / "backup").iterdir()] == ["1.weights.h5"]
    resumed = training.train(experiment(world, tmp_path / "broken", **changes), print)
    assert pd.read_csv(folder / "log.csv")["epoch"].tolist() == [0, 1, 2]
    assert not (folder / "backup").exists()
    for one, other in zip(whole.get_weights(), resumed.get_weights(), strict=True):
        assert np.allclose(one, other, atol=1e-5)


def test_an_untaught_backbone_that_nothing_unfreezes_is_remarked_on(world, tmp_path):
    plan = read_recipe(world / "toy.yaml").training
    head = plan.model_copy(update={"phases": (plan.phases[0].model_copy(update={"epochs": 1}),)})
    said = []
    training.train(experiment(world, tmp_path, training=head), said.append)
    assert "will learn next to nothing" in said[0]


def test_a_wrong_layer_is_told_before_anything_is_trained(world, tmp_path):
    plan = read_recipe(world / "toy.yaml").training
    wrong = plan.phases[1].model_copy(update={"unfreeze": "blok"})
    changes = {"training": plan.model_copy(update={"phases": (plan.phases[0], wrong)})}
    with pytest.raises(NetworkError, match="no layer `blok`"):
        training.train(experiment(world, tmp_path, **changes), pytest.fail)


def test_a_size_that_cannot_be_is_told_before_anything_is_trained(world, tmp_path):
    recipe = read_recipe(world / "toy.yaml")
    small = recipe.training.phases[1].model_copy(update={"size": 33})
    plan = recipe.training.model_copy(update={"phases": (recipe.training.phases[0], small)})
    backbone = recipe.backbone.model_copy(update={"name": "Xception"})
    with pytest.raises(NetworkError):
        training.train(
            experiment(world, tmp_path, training=plan, backbone=backbone, image_size=96),
            pytest.fail,
        )


def test_a_phase_never_makes_the_network_worse(world, tmp_path):
    plan = read_recipe(world / "toy.yaml").training
    head = plan.phases[0].model_copy(update={"epochs": 3})
    wild = plan.phases[1].model_copy(update={"epochs": 1, "rate": 1000.0})
    changes = {"training": plan.model_copy(update={"phases": (head, wild)})}
    made = experiment(world, tmp_path, **changes)
    trained = training.train(made, print)
    before = build(made.recipe)
    before.load_weights(made.run / "phase-1.weights.h5")
    for one, other in zip(trained.get_weights(), before.get_weights(), strict=True):
        assert np.array_equal(one, other)


def souped(world, runs, tuned):
    plan = shortened(world, 1)["training"]
    return {"training": plan.model_copy(update={"soup": Soup(runs=runs, tuned=tuned)})}


def kept(made, *files):
    """Return the weights of files of a run, each as its arrays."""
    model, found = build(made.recipe), []
    for file in files:
        model.load_weights(made.run / file)
        found.append(model.get_weights())
    return found


@pytest.mark.parametrize("seed", [3, LARGEST_SEED])
def test_a_soup_averages_fine_tunings_and_goes_back_towards_their_head(world, tmp_path, seed):
    made = experiment(world, tmp_path, seed=seed, **souped(world, runs=2, tuned=0.75))
    said = []
    model = training.train(made, said.append)
    assert [line.split(":")[0] for line in said] == ["phase 1", "phase 2", "soup-2, phase 2"]
    files = ("phase-1.weights.h5", "phase-2.weights.h5", "soup-2/phase-2.weights.h5")
    head, first, second = kept(made, *files)
    assert not all(np.array_equal(one, other) for one, other in zip(first, second, strict=True))
    for mixed, *parts in zip(model.get_weights(), head, first, second, strict=True):
        expected = 0.25 * parts[0] + 0.375 * parts[1] + 0.375 * parts[2]
        assert np.allclose(mixed, expected, atol=1e-6)


def test_another_soup_of_the_same_training_repeats_nothing(world, tmp_path):
    training.train(experiment(world, tmp_path, **souped(world, runs=1, tuned=1)), print)
    said = []
    training.train(experiment(world, tmp_path, **souped(world, runs=2, tuned=0.5)), said.append)
    assert [line for line in said if "done before" in line] == said[:2]
    assert len(said) == 3


@pytest.mark.parametrize("share", [0, 0.25, 1])
def test_the_average_of_one_network_lies_between_it_and_its_start(share):
    end, start = [np.full((2, 2), 8, np.float32)], [np.full((2, 2), 4, np.float32)]
    (mixed,) = training.averaged([end], start, share)
    assert mixed.dtype == np.float32
    assert np.array_equal(mixed, np.full((2, 2), 4 + 4 * share))
