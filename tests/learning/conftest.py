"""A toy world: four cultures told apart by colour, small enough to learn in seconds."""

import functools

import cv2
import numpy as np
import pytest

COLOURS = {
    "America": (210, 60, 60),
    "China": (60, 200, 60),
    "India": (60, 70, 220),
    "Japan": (40, 40, 40),
}

RECIPE = """\
name: toy
saves_as: culture
labels: [America, China, India, Japan]
seed: 3
image_size: 32
data: {kind: catalogue}
split:
  valid: 0.2
  test: 0.25
  same_work: 1.0
  same_picture: 0
  test_share: {"kept*": 1.0}
backbone: {weights: none, cut_at: block_1_expand_relu}
head: {l2: 0, dropout: 0}
augmentation: {flip: 0.5, crop: 0.2, shrink: 0.5, blur: 0.5, jpeg: 0.5, colour: 0.1, rotate: 5}
training:
  class_weights: balanced
  label_smoothing: 0.02
  mixup: 0.2
  phases:
    - {unfreeze: none, epochs: 50, batch: 16, rate: 1.0, patience: 50, views: 2}
    - {unfreeze: block_1_expand, epochs: 2, batch: 16, rate: 0.00001, schedule: cosine}
"""


@pytest.fixture(scope="session")
def quickly_built():
    """Make the toy's MobileNetV2 without its fourteen last blocks, which take two seconds.

    Pictures of its size are the toy's; networks of other sizes are built as ever.
    """
    import keras

    real = keras.applications.MobileNetV2
    whole = real(weights=None, include_top=False, input_shape=(32, 32, 3))
    start = keras.Model(whole.input, whole.get_layer("block_2_add").output)

    @functools.wraps(real)
    def made(**wanted):
        untaught = {"weights": None, "include_top": False, "input_shape": (32, 32, 3)}
        return keras.models.clone_model(start) if wanted == untaught else real(**wanted)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(keras.applications, "MobileNetV2", made)
        yield


@pytest.fixture(scope="session")
def world(tmp_path_factory, quickly_built):
    """Make a folder with pictures of noisy colour, their table and a recipe for them."""
    folder = tmp_path_factory.mktemp("world")
    rng = np.random.default_rng(0)
    rows = ["file,culture,artist,source"]
    for label, colour in COLOURS.items():
        (folder / label).mkdir()
        for number in range(20):
            spots = rng.integers(-40, 41, (6, 8, 3)) + np.array(colour)
            picture = cv2.resize(np.clip(spots, 0, 255).astype(np.uint8), (48, 40))
            cv2.imwrite(str(folder / label / f"{number}.png"), picture[..., ::-1])
            artist = f"{label} {number // 2}" if number < 16 else ""
            source = "kept-apart" if number in (18, 19) else "main"
            rows.append(f"{label}/{number}.png,{label},{artist},{source}")
    rows.append("Nowhere/1.png,Nowhere,,main")
    (folder / "paintings.csv").write_text("\n".join(rows) + "\n")
    (folder / "toy.yaml").write_text(RECIPE)
    return folder


def pytest_collection_modifyitems(items):
    """Let Keras 3.15 save weights: it still calls NumPy in a way NumPy 2.4 deprecates."""
    for item in items:
        if "learning" in item.path.parts:
            item.add_marker(pytest.mark.filterwarnings("ignore:__array__ impl:DeprecationWarning"))


@pytest.fixture(scope="session")
def trained(world, tmp_path_factory):
    """Train the toy recipe by its command; return the folder that holds `model` and `runs`."""
    from click.testing import CliRunner

    from whence.commands.train import command

    folder = tmp_path_factory.mktemp("trained")
    done = CliRunner().invoke(command, arguments(world, folder), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    (folder / "said.txt").write_text(done.output)
    return folder


def arguments(world, folder):
    """Say on a command line: the toy recipe, its data, and `folder` for what is written."""
    paths = ["--data", world, "--to", folder / "model", "--runs", folder / "runs"]
    return [str(part) for part in (world / "toy.yaml", *paths)]
