import cv2
import numpy as np
import pytest
from matplotlib.figure import Figure

from whence.learning.drawing import png, style


def drawn(words):
    with style():
        figure = Figure(figsize=(4, 1))
        figure.text(0.05, 0.4, words, fontsize=20)
        return png(figure)


@pytest.mark.parametrize("words", ["$a^$", "\\frac{", "画", "नदी", "\ue000"])
def test_anybodys_words_are_drawn_without_a_warning(words, recwarn):
    picture = cv2.imdecode(np.frombuffer(drawn(words), np.uint8), cv2.IMREAD_GRAYSCALE)
    assert (picture < 128).any()
    assert not recwarn


def test_the_same_figure_has_the_same_bytes():
    assert drawn("Japan") == drawn("Japan")
    assert drawn("Japan") != drawn("China")


def test_a_style_of_ones_own_is_added():
    with style(**{"axes.spines.top": False}):
        axes = Figure().add_subplot()
    assert not axes.spines["top"].get_visible()
    assert Figure().add_subplot().spines["top"].get_visible()
