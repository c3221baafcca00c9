import hashlib
import json
import os
import pickle
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from whence import bundle
from whence.bundle import Bundle, BundleError
from whence.preprocessing import InputSpec

TINY = Path(__file__).parent / "fixtures" / "tiny"


def sign(path):
    manifest = {"sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    path.with_suffix(".json").write_text(json.dumps(manifest))


@pytest.fixture
def tiny(tmp_path):
    shutil.copytree(TINY, tmp_path, dirs_exist_ok=True)
    return tmp_path / "tiny.pkl"


def test_what_is_written_is_read_back(tmp_path):
    made = Bundle(
        recipe="r",
        task="multi-label",
        labels=("a", "b"),
        spec=InputSpec(8, "torch"),
        tflite=b"network",
        thresholds=(0.3, 0.6),
        activation=np.arange(6, dtype=np.float32).reshape(2, 3),
        novelty={"mean": np.asfortranarray(np.ones((3, 2))), "at": np.float64(0.25)},
        metrics={"accuracy": 0.9},
    )
    bundle.write(made, tmp_path, "r")
    back = bundle.read(tmp_path / "r.pkl")
    assert (back.labels, back.spec, back.thresholds) == (made.labels, made.spec, made.thresholds)
    assert np.array_equal(back.activation, made.activation)
    assert np.array_equal(back.novelty["mean"], np.ones((3, 2)))
    assert back.novelty["at"] == 0.25
    assert back.id == made.id
    assert (tmp_path / "r.tflite").read_bytes() == b"network"
    assert (tmp_path / "r.pkl").read_bytes()[:2] == b"\x80\x05", "every Python here reads the same"


def test_a_version_names_all_that_an_answer_depends_on(tiny):
    first, again = bundle.read(tiny), bundle.read(tiny)
    assert first.version == again.version
    assert first.version.startswith(first.id)
    others = [
        replace(first, temperature=7.0),
        replace(first, sure_from=0.77),
        replace(first, novelty={"score": "energy", "typical": -9.0, "limit": -5.0}),
        replace(first, tflite=b"another"),
    ]
    assert len({first.version, *(other.version for other in others)}) == 5


def test_the_manifest_says_in_words_what_the_pickle_holds(tmp_path):
    made = Bundle(
        recipe="r",
        task="single-label",
        labels=("a", "b"),
        spec=InputSpec(8, "torch"),
        tflite=b"network",
        temperature=1.5,
        metrics={"accuracy": 0.9},
        trained_on="2026-01-02",
        data_fingerprint="f00",
    )
    bundle.write(made, tmp_path, "r")
    pickled, text = (tmp_path / "r.pkl").read_bytes(), (tmp_path / "r.json").read_text()
    network = hashlib.sha256(b"network").hexdigest()
    assert json.loads(text) == {
        "id": f"r-{network[:8]}",
        "sha256": hashlib.sha256(pickled).hexdigest(),
        "bytes": len(pickled),
        "recipe": "r",
        "task": "single-label",
        "labels": ["a", "b"],
        "input": {"size": 8, "scale": "torch"},
        "tflite_sha256": network,
        "temperature": 1.5,
        "trained_on": "2026-01-02",
        "data_fingerprint": "f00",
        "metrics": {"accuracy": 0.9},
    }
    assert text.startswith('{\n  "id": ')
    assert text.endswith("}\n")


def test_wrong_digest_is_refused(tiny):
    data = bytearray(tiny.read_bytes())
    data[-20] ^= 1
    tiny.write_bytes(data)
    with pytest.raises(BundleError, match=r"SHA-256 is not the one in tiny\.json"):
        bundle.read(tiny)


def test_truncated_file_is_refused(tiny):
    tiny.write_bytes(tiny.read_bytes()[:-100])
    with pytest.raises(BundleError, match="cut short"):
        bundle.read(tiny)


def test_truncated_file_with_a_matching_manifest_is_refused(tiny):
    tiny.write_bytes(tiny.read_bytes()[:-100])
    sign(tiny)
    with pytest.raises(BundleError, match="not a readable pickle"):
        bundle.read(tiny)


class Evil:
    def __init__(self, trace):
        self.trace = trace

    def __reduce__(self):
        return os.system, (f"touch {self.trace}",)


def test_foreign_pickle_never_runs(tmp_path):
    path, trace = tmp_path / "evil.pkl", tmp_path / "trace"
    path.write_bytes(pickle.dumps(Evil(trace)))
    sign(path)
    with pytest.raises(BundleError, match=r"refused: it asks for (posix|nt)\.system"):
        bundle.read(path)
    assert not trace.exists()


@pytest.mark.parametrize("name", ["getattr", "eval", "print"])
def test_builtins_are_not_admitted(tmp_path, name):
    path = tmp_path / "evil.pkl"
    path.write_bytes(f"cbuiltins\n{name}\n(tR.".encode())
    sign(path)
    with pytest.raises(BundleError, match=f"builtins.{name}"):
        bundle.read(path)


@pytest.mark.parametrize("content", [{"a": 1}, Bundle.__new__(Bundle)])
def test_a_pickle_of_something_else_is_refused(tmp_path, content):
    path = tmp_path / "other.pkl"
    path.write_bytes(pickle.dumps(content))
    sign(path)
    with pytest.raises(BundleError, match="holds no model"):
        bundle.read(path)


def test_missing_model_says_what_to_do(tmp_path):
    with pytest.raises(BundleError) as caught:
        bundle.read(tmp_path / "none.pkl")
    assert str(caught.value) == (
        f"There is no readable model file at {tmp_path / 'none.pkl'}; run `python -m whence train` "
        "or set WHENCE_MODEL to where it is."
    )


@pytest.mark.parametrize("text", [None, "", "[]", "{}", "\ud83d".encode("utf-8", "surrogatepass")])
def test_missing_or_broken_manifest_is_refused(tiny, text):
    manifest = tiny.with_suffix(".json")
    manifest.unlink()
    if text is not None:
        manifest.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BundleError, match=r"tiny\.json"):
        bundle.read(tiny)


@pytest.mark.parametrize("suffix", [".tflite", ".json"])
def test_what_only_goes_with_a_model_leads_to_it(tiny, suffix):
    with pytest.raises(BundleError, match=r"is not the pickled model; name .*tiny\.pkl beside it"):
        bundle.read(tiny.with_suffix(suffix))


def test_a_missing_manifest_is_told_with_what_to_do(tiny):
    beside = tiny.with_suffix(".json")
    beside.unlink()
    with pytest.raises(BundleError) as caught:
        bundle.read(tiny)
    assert str(caught.value) == (
        f"The model's manifest {beside} is missing; bring it here with the model, or run "
        "`python -m whence train`."
    )


def test_every_refusal_is_one_sentence_on_one_line(tiny):
    tiny.write_bytes(b"")
    with pytest.raises(BundleError) as caught:
        bundle.read(tiny)
    assert "\n" not in str(caught.value)
