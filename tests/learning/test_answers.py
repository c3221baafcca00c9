import shutil
from dataclasses import replace

import numpy as np
import pytest

from whence import bundle
from whence.classifier import Classifier
from whence.learning import answers
from whence.learning.answers import Examiner
from whence.learning.augmentation import grey_scale
from whence.learning.dataset import picture_of
from whence.learning.experiment import prepare_experiment
from whence.learning.recipe_file import read_recipe
from whence.similar import shortened


@pytest.fixture(scope="module")
def items(world, trained):
    recipe = read_recipe(world / "toy.yaml")
    return prepare_experiment(recipe, world, None, trained / "runs").part("test")[:6]


@pytest.fixture(scope="module")
def made(trained):
    return bundle.read(trained / "model" / "culture.pkl")


def test_answers_are_what_the_gallery_would_see(made, items, tmp_path):
    said = Examiner(made, tmp_path)(items)
    assert said.logits.shape == (6, 4)
    classifier = Classifier(made)
    for item, row, logits in zip(items, said.embeddings, said.logits, strict=True):
        shown = classifier.predict(picture_of(item, 32))
        assert shown.embedding == pytest.approx(shortened(row).astype(int), abs=1)
        assert shown.label == made.labels[int(logits.argmax())]


def test_answers_are_kept_by_pictures_and_by_change(made, items, tmp_path, monkeypatch):
    ask = Examiner(made, tmp_path)
    first, changed = ask(items), ask(items, grey_scale)
    assert not np.allclose(first.logits, changed.logits)
    monkeypatch.setattr(answers, "picture_of", lambda *_: pytest.fail("asked again"))
    assert np.array_equal(ask(items).logits, first.logits)
    assert np.array_equal(ask(items, grey_scale).logits, changed.logits)
    with pytest.raises(pytest.fail.Exception):
        ask(items[::-1])


def test_a_picture_that_was_replaced_under_its_name_is_asked_about_anew(made, items, tmp_path):
    file = tmp_path / "picture.png"
    mine = [replace(items[0], path=file)]
    shutil.copy(items[0].path, file)
    first = Examiner(made, tmp_path)(mine)
    shutil.copy(items[1].path, file)
    assert not np.allclose(Examiner(made, tmp_path)(mine).logits, first.logits)
    moved = [replace(items[0], file="elsewhere.png")]
    assert np.allclose(Examiner(made, tmp_path)(moved).logits, first.logits)


def test_another_network_is_asked_anew(made, items, tmp_path, monkeypatch):
    Examiner(made, tmp_path)(items)
    monkeypatch.setattr(answers, "picture_of", lambda *_: pytest.fail("asked again"))
    other = replace(made, tflite=made.tflite + b"\0" * 16)
    prepared = replace(made, spec=replace(made.spec, size=made.spec.size + 1))
    for changed in (other, prepared):
        with pytest.raises(pytest.fail.Exception):
            Examiner(changed, tmp_path)(items)
