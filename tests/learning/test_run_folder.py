import shutil
from dataclasses import replace

import pytest

from tests.learning.test_training import experiment, shortened
from whence.learning import run_folder
from whence.learning.dataset import DataError
from whence.learning.recipe_training import Soup


@pytest.fixture
def made(world, tmp_path):
    return experiment(world, tmp_path, **shortened(world, 2))


def leave(made):
    """Leave in the run folder what a finished training of two phases leaves."""
    run_folder.renew(made, lambda line: pytest.fail(line))
    for name in ("phase-1", "phase-2", "soup-2/phase-2"):
        (made.run / name).mkdir(parents=True)
        (made.run / f"{name}.weights.h5").write_bytes(b"weights")
    run_folder.network_file(made).write_bytes(b"network")
    run_folder.finish(made)


def phases(made):
    return sorted(str(p.relative_to(made.run)) for p in made.run.rglob("phase-*.h5"))


def changed(made, number, **changes):
    """Return the experiment with another phase `number`."""
    plan = made.recipe.training
    edited = list(plan.phases)
    edited[number - 1] = edited[number - 1].model_copy(update=changes)
    training = plan.model_copy(update={"phases": tuple(edited)})
    return replace(made, recipe=made.recipe.model_copy(update={"training": training}))


def relabelled(item):
    """Return the same picture with what somebody has corrected its label to."""
    return replace(item, labels=("Japan",) if item.labels != ("Japan",) else ("China",))


ALL = ["phase-1.weights.h5", "phase-2.weights.h5", "soup-2/phase-2.weights.h5"]


def test_a_network_is_its_recipes_once_it_is_finished(made):
    assert not run_folder.is_trained(made)
    leave(made)
    assert run_folder.is_trained(made)
    assert run_folder.is_finished(made)
    assert run_folder.is_trained(replace(made, weights="elsewhere.h5"))
    assert not run_folder.is_finished(replace(made, weights="elsewhere.h5"))
    run_folder.renew(made, lambda line: pytest.fail(line))
    assert phases(made) == ALL
    run_folder.network_file(made).unlink()
    assert not run_folder.is_trained(made)
    assert not run_folder.is_finished(made)


def test_fine_tunings_of_an_earlier_soup_lie_there_and_do_not_count(made):
    def souped(runs):
        training = made.recipe.training.model_copy(update={"soup": Soup(runs=runs)})
        return replace(made, recipe=made.recipe.model_copy(update={"training": training}))

    leave(souped(2))
    assert run_folder.tunings(souped(2)) == [made.run, made.run / "soup-2"]
    assert run_folder.tunings(souped(1)) == [made.run]
    run_folder.renew(souped(1), lambda line: pytest.fail(line))
    assert phases(made) == ALL


def test_two_programs_do_not_train_in_one_folder(made):
    second = run_folder.alone(made)
    with run_folder.alone(made), pytest.raises(DataError, match="Another program trains"):
        second.__enter__()
    with run_folder.alone(made):
        pass


def test_weights_are_known_by_what_is_in_them(made, tmp_path):
    one, same, other = (tmp_path / name for name in ("one.h5", "same.h5", "other.h5"))
    for file, data in ((one, b"weights"), (same, b"weights"), (other, b"others")):
        file.write_bytes(data)
    leave(replace(made, weights=str(one)))
    run_folder.renew(replace(made, weights=str(same)), lambda line: pytest.fail(line))
    assert phases(made) == ALL
    run_folder.renew(replace(made, weights=str(other)), print)
    assert phases(made) == []


def test_weights_that_the_recipe_names_are_known_by_what_is_in_them(made, tmp_path):
    file = tmp_path / "own.h5"
    backbone = made.recipe.backbone.model_copy(update={"weights": str(file)})
    own = replace(made, recipe=made.recipe.model_copy(update={"backbone": backbone}))
    file.write_bytes(b"weights")
    leave(own)
    assert run_folder.is_finished(own)
    file.write_bytes(b"others")
    assert not run_folder.is_finished(own)


@pytest.mark.parametrize(
    ("own", "named"), [("imagenet", "imagenet"), ("none", "none"), (None, "none")]
)
def test_weights_that_the_recipe_names_may_be_named_again(made, own, named):
    backbone = made.recipe.backbone.model_copy(update={"weights": own})
    made = replace(made, recipe=made.recipe.model_copy(update={"backbone": backbone}))
    leave(made)
    assert run_folder.is_finished(replace(made, weights=named))
    assert not run_folder.is_finished(replace(made, weights="others"))


def test_pictures_are_known_by_what_is_in_them(made, tmp_path):
    leave(made)
    item = replace(made.items[0], path=tmp_path / "other.png")
    shutil.copy(made.items[0].path, item.path)
    same = replace(made, items=(item, *made.items[1:]))
    assert run_folder.is_trained(same)
    shutil.copy(made.items[1].path, item.path)
    assert not run_folder.is_trained(same)


def test_pictures_by_newer_painters_make_another_network(made, monkeypatch):
    leave(made)
    monkeypatch.setattr(run_folder, "painters", lambda recipe: "newer")
    assert not run_folder.is_trained(made)


def test_what_comes_before_a_changed_phase_stays(made):
    leave(made)
    other, said = changed(made, 2, rate=0.5), []
    assert not run_folder.is_trained(other)
    run_folder.renew(other, said.append)
    assert phases(made) == ALL[:1]
    assert said == ["phase 2 on: anew, since recipe, data or weights were others"]


@pytest.mark.parametrize(
    "change",
    [
        lambda made: changed(made, 1, rate=0.5),
        lambda made: replace(made, weights="other.h5"),
        lambda made: replace(made, parts=tuple(reversed(made.parts))),
        lambda made: replace(made, recipe=made.recipe.model_copy(update={"seed": 99})),
        lambda made: replace(made, items=(relabelled(made.items[0]), *made.items[1:])),
    ],
    ids=["first phase", "weights", "division", "seed", "label"],
)
def test_other_beginnings_leave_nothing(made, change):
    leave(made)
    said = []
    run_folder.renew(change(made), said.append)
    assert phases(made) == []
    assert not (made.run / "phase-1").exists()  # its backups would be gone on with
    assert said[0].startswith("phase 1 on: anew")


def test_what_is_ones_own_is_no_loss(made):
    run_folder.refuse_loss(made)
    leave(made)
    run_folder.refuse_loss(made)
    words = {"note": "read me"}
    run_folder.refuse_loss(replace(made, recipe=made.recipe.model_copy(update=words)))
    other = changed(made, 2, rate=0.5)
    run_folder.renew(other, print)
    run_folder.refuse_loss(other)  # begun, to be gone on with


@pytest.mark.parametrize("kept", ["network", "phases"])
def test_what_another_recipe_has_left_is_not_to_be_lost(made, kept):
    leave(made)
    if kept == "network":
        shutil.rmtree(made.run / "soup-2")
        for phase in made.run.glob("phase-*"):
            shutil.rmtree(phase) if phase.is_dir() else phase.unlink()
    else:
        run_folder.network_file(made).unlink()
    before = sorted(made.run.rglob("*"))
    with pytest.raises(DataError, match="would be lost; give this recipe another `name`"):
        run_folder.refuse_loss(changed(made, 2, rate=0.5))
    assert sorted(made.run.rglob("*")) == before


def test_another_soup_keeps_the_phases_but_is_another_network(made):
    leave(made)
    plan = made.recipe.training.model_copy(update={"soup": Soup(runs=2, tuned=0.5)})
    other = replace(made, recipe=made.recipe.model_copy(update={"training": plan}))
    run_folder.renew(other, lambda line: pytest.fail(line))
    assert phases(made) == ALL
    assert not run_folder.is_trained(other)
    assert not run_folder.is_trained(made)  # its network is about to be replaced
    run_folder.finish(other)
    assert run_folder.is_trained(other)


def test_what_changes_no_weight_changes_nothing(made):
    leave(made)
    split = made.recipe.split.model_copy(update={"valid": 0.4})  # that made the same parts
    words = {"note": "read me", "published": "94 %", "right_when_sure": 0.9, "saves_as": "other"}
    for change in (words, {"split": split}):
        assert run_folder.is_trained(replace(made, recipe=made.recipe.model_copy(update=change)))
