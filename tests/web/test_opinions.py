"""What is said of a visitor's own picture, for networks of every kind."""

from base64 import b64decode
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from tests.test_gallery import CLASSIFIER, Shelf, gallery, works
from tests.web.test_uploads import picture
from whence.bundle import Task
from whence.classifier import Classifier, Prediction
from whence.web.opinions import answer, bars, sentence
from whence.web.pages import bring

GUESS = Prediction(
    labels=("America", "China", "India", "Japan"),
    probabilities=(0.02, 0.03, 0.05, 0.9),
    label="Japan",
    confidence=0.9,
    chosen=("Japan",),
    verdict="confident",
    novelty=None,
    model="tiny",
    milliseconds=1.0,
    embedding=np.zeros(4, np.int8),
)
BREEDS = tuple(f"breed {number}" for number in range(120))


@pytest.mark.parametrize(
    ("guess", "said"),
    [
        (GUESS, "Japan."),
        (replace(GUESS, verdict="unknown"), "I don’t know this kind of picture."),
        (replace(GUESS, verdict="unknown", chosen=()), "I see nothing here that I know."),
        (replace(GUESS, chosen=("China", "India", "Japan")), "China, India and Japan."),
        (
            replace(GUESS, verdict="torn", confidence=0.6, probabilities=(0.05, 0.05, 0.3, 0.6)),
            "Probably Japan, perhaps India.",
        ),
        (
            replace(GUESS, verdict="torn", confidence=0.4, probabilities=(0.2, 0.1, 0.3, 0.4)),
            "Japan or India: I can’t decide.",
        ),
    ],
)
def test_the_sentence_is_no_surer_than_the_network(guess: Prediction, said: str) -> None:
    assert sentence(guess) == said


def test_few_labels_keep_their_order_and_of_many_only_the_best_are_shown() -> None:
    assert [bar["label"] for bar in bars(GUESS, {})] == list(GUESS.labels)
    eight = replace(GUESS, labels=BREEDS[:8], probabilities=tuple(n / 36 for n in range(1, 9)))
    assert [bar["label"] for bar in bars(eight, {})] == list(BREEDS[:8])
    chances = tuple(number / 7140 for number in range(120))
    many = replace(GUESS, labels=BREEDS, probabilities=chances, chosen=("breed 119",))
    best = [f"breed {number}" for number in (119, 118, 117, 116, 115)]
    assert [bar["label"] for bar in bars(many, {})] == best
    some = replace(many, chosen=BREEDS[-9:])
    assert [bar["label"] for bar in bars(some, {})] == list(BREEDS[:-10:-1])
    unlikely = replace(many, chosen=("breed 30", "breed 118"))
    assert [bar["label"] for bar in bars(unlikely, {})] == [*best, "breed 30"]


def test_each_label_that_may_hold_with_others_says_from_where() -> None:
    several = replace(GUESS, probabilities=(0.02, 0.3, 0.5, 0.9))
    said = bars(several, dict(zip(GUESS.labels, (0.5, 0.305, 0.5, 0.25), strict=True)))
    assert [bar["from"] for bar in said] == [50, 30.5, 50, 25]
    assert [bar["spoken"] for bar in said] == [
        "2 %, would hold from 50 % on",
        "30 %, would hold from 30 % on",
        "50 %, holds from 50 % on",
        "90 %, holds from 25 % on",
    ]


@pytest.mark.parametrize(
    ("task", "limits", "legend"),
    [
        ("multi-label", [90, 50, 50, 50], "A label holds from its line on."),
        ("single-label", [], ""),
    ],
)
def test_an_answer_tells_from_where_labels_hold_unless_they_exclude_each_other(
    task: Task, limits: list[float], legend: str
) -> None:
    hall = gallery(works(1), Shelf())
    bundle = replace(CLASSIFIER.bundle, task=task, thresholds=(0.9, 0.5, 0.5, 0.5))
    hall.classifier = Classifier(bundle)
    said = answer(hall.opinion(picture(".png")))
    assert [bar["from"] for bar in said["bars"] if "from" in bar] == limits
    assert said["legend"] == legend


def test_an_answer_has_what_it_resembles_and_the_picture_joins_nothing() -> None:
    hall = gallery(works(6), Shelf())
    for work in hall.catalogue:
        hall.predict(work)
    said = answer(hall.opinion(picture(".png")))
    assert len(said["resembling"]) == 4
    assert said["resembling"][0]["address"].startswith("/painting/work-")
    assert said["model"] == CLASSIFIER.bundle.id
    assert len(hall.neighbours) == 6


def shown(address: str) -> npt.NDArray[np.int_]:
    """Return what a browser shows of a `data:` address, in OpenCV's order of colours."""
    data = np.frombuffer(b64decode(address.partition(",")[2]), np.uint8)
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_UNCHANGED), int)


def test_the_picture_and_its_heat_come_back_in_their_own_proportions_and_colours() -> None:
    opinion = gallery(works(1), Shelf()).opinion(picture(".png", 1600, 900))
    red = np.zeros((90, 160, 4), np.uint8)
    red[..., 0], red[..., 3] = 255, 200
    said = answer(opinion._replace(heat=red))
    assert said["ratio"] == pytest.approx(16 / 9, abs=1e-3)
    assert shown(said["picture"]).shape == (450, 800, 3)
    assert shown(said["picture"])[2, 2] == pytest.approx([60, 120, 200], abs=9)
    assert shown(said["heat"])[45, 80] == pytest.approx([0, 0, 255, 200], abs=9)
    assert answer(opinion._replace(heat=None))["heat"] is None


def test_only_a_long_list_of_labels_has_a_search_field() -> None:
    long, short = str(bring.page(BREEDS)), str(bring.page(GUESS.labels))
    assert "breed 77" in long
    assert "hidden=False" in long.partition("Find a label")[2].partition("Ul(")[0]
    assert "hidden=True" in short.partition("Find a label")[2].partition("Ul(")[0]
