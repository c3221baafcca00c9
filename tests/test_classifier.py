import dataclasses
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from ai_edge_litert.interpreter import Interpreter

from whence import bundle
from whence.bundle import BundleError
from whence.classifier import Classifier, probabilities, thresholds
from whence.signals import predicted
from whence.similar import shortened

TINY = Path(__file__).parent / "fixtures" / "tiny" / "tiny.pkl"
CULTURE = Path(__file__).parent.parent / "model" / "culture.pkl"


@pytest.fixture(scope="module")
def tiny():
    return bundle.read(TINY)


def plain(red, green, blue, shape=(40, 60)):
    return np.full((*shape, 3), (red, green, blue), np.uint8)


def test_a_prediction_says_label_and_probabilities_in_recipe_order(tiny):
    said = Classifier(tiny).predict(plain(0, 255, 0))
    assert said.labels == ("America", "China", "India", "Japan")
    assert said.label == "China"
    assert said.chosen == ("China",)
    assert said.probabilities[1] == max(said.probabilities) == said.confidence
    assert sum(said.probabilities) == pytest.approx(1)
    assert said.verdict == "confident"
    assert said.model == tiny.id
    likeness = shortened(np.array([-1, 1, -1], np.float32)).astype(int)
    assert said.embedding.dtype == np.int8
    assert said.embedding == pytest.approx(likeness, abs=1)
    assert said.milliseconds > 0


@pytest.mark.parametrize(
    "changes",
    [
        {"model": "another-1"},
        {"labels": ("America", "China", "India", "<i>Japan</i>")},
        {"embedding": np.zeros(1_000_000, np.int8)},
        {"maps": np.zeros((4, 100, 100), np.float32)},
        {"maps": None},
    ],
)
def test_what_was_kept_elsewhere_is_known_by_its_model_labels_and_shapes(tiny, changes):
    classifier = Classifier(tiny)
    said = classifier.predict(plain(0, 255, 0))
    assert classifier.may_have_said(said)
    assert classifier.may_have_said(Classifier(tiny).predict(plain(9, 9, 9)))
    assert not classifier.may_have_said(dataclasses.replace(said, **changes))


def test_milliseconds_are_those_of_the_network(tiny, monkeypatch):
    classifier = Classifier(tiny)
    monkeypatch.setattr("whence.classifier.time.perf_counter", iter([3.0, 3.25]).__next__)
    assert classifier.predict(plain(0, 255, 0)).milliseconds == 250


def test_who_listens_hears_of_each_prediction(tiny):
    heard = []

    def listen(prediction):
        heard.append(prediction)

    with predicted.connected_to(listen):
        said = Classifier(tiny).predict(plain(0, 255, 0))
    assert heard == [said]


def test_the_evidence_is_the_features_weighed_for_each_label(tiny):
    said = Classifier(tiny).predict(plain(0, 255, 0))
    assert said.maps.shape == (4, 8, 8)
    assert said.maps.mean(axis=(1, 2)) == pytest.approx([-5, 5, -5, 3], abs=1e-4)
    crooked = dataclasses.replace(tiny, activation=None)
    assert Classifier(crooked).predict(plain(0, 255, 0)).maps is None


class Featureless:
    """A network, of which only what it must say comes out."""

    threads = 0

    def __init__(self, model_content, num_threads):
        Featureless.threads = num_threads
        self._whole = Interpreter(model_content=model_content, num_threads=num_threads)
        self.get_signature_list = self._whole.get_signature_list

    def get_signature_runner(self, name):
        run = self._whole.get_signature_runner(name)
        return lambda **given: {k: v for k, v in run(**given).items() if k != "features"}


def test_a_network_without_features_has_no_evidence(tiny, monkeypatch):
    monkeypatch.setattr("whence.classifier.Interpreter", Featureless)
    assert Classifier(tiny).predict(plain(0, 255, 0)).maps is None
    assert Featureless.threads == 1, "one thread, where nothing else is asked"


def test_probabilities_of_many_are_those_of_each():
    logits = np.array([[1, 2, 3, 4], [1000, 0, -1000, 999]], np.float32)
    together = probabilities(logits, "single-label")
    assert together.sum(axis=-1) == pytest.approx([1, 1])
    assert together[0] == pytest.approx(np.exp([1, 2, 3, 4]) / np.exp([1, 2, 3, 4]).sum())
    assert together[1] == pytest.approx([1 / (1 + np.exp(-1)), 0, 0, 1 / (1 + np.e)])
    for each, alone in zip(logits, together, strict=True):
        assert probabilities(each, "single-label") == pytest.approx(alone)


def test_just_enough_is_enough(tiny):
    """An endless temperature makes all labels equal to the last bit."""
    even = dataclasses.replace(tiny, temperature=np.inf, sure_from=0.25)
    assert Classifier(even).predict(plain(0, 255, 0)).verdict == "confident"
    several = dataclasses.replace(even, task="multi-label", thresholds=(0.5, 0.5, 0.51, 0.5))
    assert Classifier(several).predict(plain(0, 255, 0)).chosen == ("America", "China", "Japan")


def test_a_threshold_for_each_label_or_none(tiny):
    few = dataclasses.replace(tiny, task="multi-label", thresholds=(0.5,) * 3)
    with pytest.raises(ValueError, match="shorter"):
        Classifier(few).predict(plain(0, 255, 0))


@pytest.mark.parametrize(("far", "verdict"), [(1.0, "confident"), (1.01, "unknown")])
def test_the_limit_itself_is_still_known(tiny, monkeypatch, far, verdict):
    statistics = {"any": "thing"}

    def novelty(given, logits, embedding):
        assert given == statistics
        assert logits == pytest.approx(np.array([[-5, 5, -5, 3]]), abs=1e-4)
        assert embedding == pytest.approx(np.array([[-1, 1, -1]]), abs=1e-5)
        return np.array([far])

    monkeypatch.setattr("whence.classifier.novelty", novelty)
    said = Classifier(dataclasses.replace(tiny, novelty=statistics)).predict(plain(0, 255, 0))
    assert (said.verdict, said.novelty) == (verdict, far)


def test_two_equal_labels_leave_it_torn(tiny):
    said = Classifier(tiny).predict(plain(255, 255, 0))
    assert said.verdict == "torn"
    assert said.confidence == pytest.approx(0.5, abs=1e-3)


def test_what_counts_as_sure_comes_with_the_model(tiny):
    strict = dataclasses.replace(tiny, sure_from=0.99999999)
    assert Classifier(strict).predict(plain(0, 255, 0)).verdict == "torn"


def test_temperature_softens_without_changing_the_label(tiny):
    picture = plain(0, 200, 60)
    hard = Classifier(tiny).predict(picture)
    soft = Classifier(dataclasses.replace(tiny, temperature=4.0)).predict(picture)
    assert soft.label == hard.label
    assert soft.confidence < hard.confidence


def test_multi_label_answers_each_label_for_itself(tiny):
    several = dataclasses.replace(tiny, task="multi-label", thresholds=(0.9, 0.9, 0.9, 0.99))
    said = Classifier(several).predict(plain(255, 255, 0))
    assert said.chosen == ("America", "China")
    assert said.probabilities[:2] == pytest.approx([0.9933, 0.9933], abs=1e-3)
    assert said.verdict == "confident"


def test_the_label_is_the_likeliest_of_those_that_hold(tiny):
    several = dataclasses.replace(tiny, task="multi-label", thresholds=(0.0, 1.0, 1.0, 1.0))
    said = Classifier(several).predict(plain(0, 255, 0))
    assert said.chosen == (said.label,) == ("America",)
    assert said.confidence == said.probabilities[0] < max(said.probabilities)
    two = dataclasses.replace(several, thresholds=(0.0, 1.0, 0.0, 0.0))
    said = Classifier(two).predict(plain(255, 0, 0))
    assert said.chosen == ("America", "India", "Japan")
    assert said.label == "America"


def test_labels_that_exclude_each_other_have_no_thresholds(tiny):
    assert thresholds(dataclasses.replace(tiny, thresholds=(0.9,) * 4)) == {}
    several = dataclasses.replace(tiny, task="multi-label", thresholds=(0.9, 0.8, 0.7, 0.6))
    assert thresholds(several) == dict(zip(tiny.labels, (0.9, 0.8, 0.7, 0.6), strict=True))


def test_without_thresholds_a_label_holds_from_one_half(tiny):
    several = dataclasses.replace(tiny, task="multi-label", thresholds=None)
    assert Classifier(several).predict(plain(255, 255, 0)).chosen == ("America", "China")


def test_multi_label_with_nothing_over_its_threshold_is_unknown(tiny):
    several = dataclasses.replace(tiny, task="multi-label", thresholds=(1.0,) * 4)
    said = Classifier(several).predict(plain(255, 255, 0))
    assert said.chosen == ()
    assert said.verdict == "unknown"


def test_same_picture_same_answer_from_many_threads(tiny):
    classifier = Classifier(tiny, at_once=3)
    rng = np.random.default_rng(1)
    pictures = [rng.integers(0, 256, (50, 40, 3), dtype=np.uint8) for _ in range(8)]
    alone = [classifier.predict(picture).probabilities for picture in pictures]
    with ThreadPoolExecutor(16) as pool:
        together = list(pool.map(classifier.predict, pictures * 20))
    for index, said in enumerate(together):
        assert said.probabilities == pytest.approx(alone[index % 8], abs=1e-5)


def test_no_more_pictures_at_once_than_asked(tiny, monkeypatch):
    inside, most, lock, gate = 0, 0, threading.Lock(), threading.Barrier(2)

    def counted(picture, spec):
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        gate.wait(10)  # two must be inside together to go on
        time.sleep(0.05)  # and a third would have the time to come in
        with lock:
            inside -= 1
        return np.zeros((1, 32, 32, 3), np.float32)

    classifier = Classifier(tiny, at_once=2)
    monkeypatch.setattr("whence.classifier.prepare", counted)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(classifier.predict, [plain(0, 0, 0)] * 6))
    assert most == 2


def test_an_interpreter_comes_back_after_a_failure(tiny):
    classifier = Classifier(tiny)
    with pytest.raises(AttributeError):
        classifier.predict(None)
    assert classifier.predict(plain(0, 255, 0)).label == "China"


def test_a_network_has_the_threads_that_were_asked_for(tiny, monkeypatch):
    monkeypatch.setattr("whence.classifier.Interpreter", Featureless)
    Classifier(tiny, threads=3).predict(plain(0, 255, 0))
    assert Featureless.threads == 3


def test_a_forked_process_answers_with_several_threads():
    code = f"""
import os, numpy, warnings
from pathlib import Path
from whence.bundle import read
from whence.classifier import Classifier
warnings.simplefilter("ignore")  # Python 3.12 warns of threads at a fork
classifier = Classifier(read(Path({str(CULTURE)!r})), threads=2)
picture = numpy.full((300, 200, 3), 90, numpy.uint8)
child = os.fork()
said = classifier.predict(picture)
if not child:
    os._exit(0 if said.labels else 1)
raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("network", [b"", b"nonsense", b"\x1c\x00\x00\x00TFL3" + bytes(64)])
def test_a_network_that_cannot_be_run_is_refused(tiny, network):
    with pytest.raises(BundleError, match="cannot be run"):
        Classifier(dataclasses.replace(tiny, tflite=network))


def test_labels_must_match_the_network(tiny):
    with pytest.raises(BundleError, match="4 numbers but has 3 labels"):
        Classifier(dataclasses.replace(tiny, labels=("a", "b", "c")))


def test_no_training_library_is_loaded():
    code = (
        "import sys, whence.classifier;"
        "print([m for m in ('tensorflow', 'keras', 'sklearn', 'matplotlib') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_picture_beyond_the_limit_is_unknown_however_sure_the_network_is(tiny):
    statistics = {"score": "energy", "typical": -10.0, "limit": 0.0}
    near = dataclasses.replace(tiny, novelty=statistics)
    said = Classifier(near).predict(plain(0, 255, 0))
    assert said.verdict == "confident"
    assert 0 <= said.novelty < 1
    far = dataclasses.replace(tiny, novelty=statistics | {"typical": -40.0, "limit": -30.0})
    said = Classifier(far).predict(plain(0, 255, 0))
    assert (said.label, said.verdict) == ("China", "unknown")
    assert said.novelty > 1


def test_without_statistics_nothing_is_called_new(tiny):
    assert Classifier(tiny).predict(plain(0, 255, 0)).novelty is None
