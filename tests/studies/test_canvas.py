import numpy as np
import pytest

from whence.studies.canvas import Canvas
from whence.studies.shapes import box
from whence.studies.surface import finish, mount

RED, WHITE = (200, 30, 20), (250, 250, 250)


@pytest.fixture
def canvas() -> Canvas:
    return Canvas(2.0, 100, np.random.default_rng(1), WHITE)


def test_units_are_thousandths_of_the_longer_side(canvas: Canvas) -> None:
    assert (canvas.width, canvas.height) == (1000, 500)
    assert canvas.shape == (100, 200)

    canvas.fill(box(500, 0, 1000, 500), RED)

    assert canvas.pixels[50, 150].tolist() == list(RED)
    assert canvas.pixels[50, 50].tolist() == list(WHITE)


def test_veil_lets_drawing_show_only_in_part(canvas: Canvas) -> None:
    with canvas.veil(0.5):
        canvas.fill(box(0, 0, 1000, 500), RED)
    with canvas.veil(canvas.mask(box(0, 0, 500, 500))):
        canvas.fill(box(0, 0, 1000, 500), RED)

    assert canvas.pixels[50, 150].tolist() == pytest.approx([225, 140, 135], abs=1)
    assert canvas.pixels[50, 50].tolist() == pytest.approx(list(RED), abs=1)


def test_wash_of_a_part_touches_nothing_else(canvas: Canvas) -> None:
    canvas.wash(np.ones((10, 20), np.float32), RED, (30, 40))

    assert (canvas.pixels == RED).all(2).sum() == 200
    assert canvas.pixels[30, 40].tolist() == list(RED)


def test_window_stays_on_the_canvas(canvas: Canvas) -> None:
    rows, columns = canvas.window(-50, 100, 2000, 200)

    assert (rows, columns) == (slice(20, 40), slice(0, 200))
    empty = canvas.window(1200, 0, 1300, 10)
    assert canvas.x[0, empty[1]].size == 0


def test_stroke_is_widest_in_its_middle(canvas: Canvas) -> None:
    path = np.stack([np.linspace(100, 900, 30), np.full(30, 250.0)], 1)
    canvas.stroke(path, RED, 60)

    inked = (canvas.pixels[:, :, 1] < 100).sum(0)
    assert inked[100] == pytest.approx(12, abs=2)
    assert 0 < inked[22] < 8


def test_mount_widens_and_finish_shrinks_to_the_size(canvas: Canvas) -> None:
    mount(canvas, (50, 100, 50, 100), RED)

    assert canvas.shape == (140, 220)
    assert (canvas.width, canvas.height) == (1100, 700)
    assert canvas.pixels[5, 5].tolist() == list(RED)
    assert finish(canvas, 100, grain=0).shape == (64, 100, 3)
