"""What the network once said: the same here and on another machine, and only of this model."""

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deploy.serving import free_port
from tests.redis_server import Server
from whence import records as module
from whence.cache import DiskCache
from whence.classifier import Prediction
from whence.encoded import Encoded
from whence.records import Records, Store, dumps, loads
from whence.shared import Shared
from whence.signals import looked_up

SAID = Prediction(
    labels=("China", "Japan"),
    probabilities=(0.1, 0.9),
    label="Japan",
    confidence=0.9,
    chosen=("Japan",),
    verdict="confident",
    novelty=0.3,
    model="paintings-1",
    milliseconds=3.25,
    embedding=np.arange(-3, 4, dtype=np.int8),
    maps=np.arange(12, dtype=np.float32).reshape(2, 2, 3),
)


def same(one: Prediction, other: Prediction) -> bool:
    return all(
        np.array_equal(getattr(one, field.name), getattr(other, field.name))
        for field in fields(Prediction)
    )


def records_of(model: str, store: Store | None = None, version: str = "") -> Records:
    return Records(version or model, lambda said: said.model == model, store)


class Network:
    def __init__(self, answer: Prediction = SAID) -> None:
        self.asked = 0
        self.answer = answer

    def __call__(self, picture: bytes) -> Prediction:
        self.asked += 1
        return self.answer


@pytest.mark.parametrize(
    "said",
    [
        SAID,
        replace(SAID, maps=None, novelty=None),
        replace(SAID, chosen=(), verdict="unknown", novelty=3.5),
    ],
)
def test_a_prediction_comes_back_as_it_was(said: Prediction) -> None:
    read = loads(dumps(said))
    assert read is not None
    assert same(read, said)
    assert read.embedding.dtype == np.int8
    assert read.maps is None or read.maps.dtype == np.float32


@settings(deadline=None, derandomize=True)
@given(st.binary(max_size=200) | st.just(b"[" * 100_000) | st.just(b'{"labels": []}'))
def test_what_is_no_prediction_is_none(data: bytes) -> None:
    assert loads(data) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"labels": ["China", "Japan"]', b'"labels": ["China"]'),
        (b'"shape": [7]', b'"shape": [8]'),
        (b'"verdict": "confident", ', b""),
        (b'"label": "Japan"', b'"label": "Japan", "more": 1'),
        (b'"label": "Japan"', b'"label": "India"'),
        (b'"probabilities": [0.1, 0.9]', b'"probabilities": ["a", "b"]'),
        (b'"probabilities": [0.1, 0.9]', b'"probabilities": [0.1, 9]'),
        (b'"confidence": 0.9', b'"confidence": "z"'),
        (b'"confidence": 0.9', b'"confidence": "0.9"'),
        (b'"chosen": ["Japan"]', b'"chosen": [7]'),
        (b'"shape": [7]', b'"shape": [-1]'),
        (b'"verdict": "confident"', b'"verdict": "certain"'),
        (b'"embedding": {', b'"embedding": null, "x": {'),
    ],
)
def test_what_another_release_wrote_is_none(old: bytes, new: bytes) -> None:
    data = dumps(SAID)
    assert old in data
    assert loads(data.replace(old, new)) is None


def test_another_machine_need_not_ask_again(redis_server: Server) -> None:
    first, second = Network(), Network()
    records_of("paintings-1", Shared(redis_server.url)).of("work", Encoded(b"picture"), first)
    records = records_of("paintings-1", Shared(redis_server.url))
    assert same(records.of("work", Encoded(b"picture"), second), SAID)
    assert (first.asked, second.asked) == (1, 0)
    assert records.get("work") is not None
    assert list(records.lately()) == ["work"]
    assert records.of("work", Encoded(b"another picture"), second)
    assert second.asked == 1


def test_another_model_asks_for_itself(redis_server: Server) -> None:
    records_of("paintings-1", Shared(redis_server.url)).of("work", Encoded(b"picture"), Network())
    network = Network(replace(SAID, model="paintings-2"))
    said = records_of("paintings-2", Shared(redis_server.url)).of(
        "work", Encoded(b"picture"), network
    )
    assert (said.model, network.asked) == ("paintings-2", 1)
    records_of("paintings-1", Shared(redis_server.url)).of("work", Encoded(b"picture"), network)
    assert network.asked == 1


def test_the_same_network_with_another_limit_asks_for_itself(tmp_path: Path) -> None:
    cache, network = DiskCache(tmp_path, 100_000), Network()
    for version in ("paintings-1-a", "paintings-1-b", "paintings-1-a"):
        records_of("paintings-1", cache, version).of("work", Encoded(b"picture"), network)
    assert network.asked == 2


def test_what_somebody_else_wrote_there_is_not_believed(redis_server: Server) -> None:
    records, network = records_of("paintings-1", Shared(redis_server.url)), Network()
    records.of("work", Encoded(b"picture"), network)
    (key,) = redis_server.client.keys()
    for forged in (b"\x80\x04.", dumps(replace(SAID, model="other"))):
        redis_server.client.set(key, forged)
        assert same(records.of("work", Encoded(b"picture"), network), SAID)
    assert network.asked == 3


def test_another_process_of_this_machine_need_not_ask_again(tmp_path: Path) -> None:
    network = Network()
    records_of("paintings-1", DiskCache(tmp_path, 100_000)).of("work", Encoded(b"picture"), network)
    after_a_restart = records_of("paintings-1", DiskCache(tmp_path, 100_000))
    assert same(after_a_restart.of("work", Encoded(b"picture"), network), SAID)
    assert network.asked == 1
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-1])  # damaged: it counts as absent
    assert records_of("paintings-1", DiskCache(tmp_path, 100_000)).of(
        "work", Encoded(b"picture"), network
    )
    assert network.asked == 2


def test_without_redis_each_machine_keeps_its_own() -> None:
    for shared in (None, Shared(f"redis://127.0.0.1:{free_port()}/0")):
        records, network = records_of("paintings-1", shared), Network()
        assert records.get("work") is None
        assert records.of("work", Encoded(b"picture"), network) is SAID
        assert records.get("work") is SAID


def test_what_was_asked_longest_ago_is_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT", 3)
    records = records_of("paintings-1")
    for work in "abc":
        records.of(work, Encoded(b"picture"), Network())
    assert records.get("a") is SAID
    assert set(records.lately()) == {"a", "b", "c"}  # which makes none of them younger
    records.of("d", Encoded(b"picture"), Network())
    assert set(records.lately()) == {"a", "c", "d"}


def test_every_question_is_told_with_how_it_went(tmp_path: Path) -> None:
    cache, told = DiskCache(tmp_path, 100_000), list[tuple[str, bool]]()

    def listen(name: str, *, hit: bool) -> None:
        told.append((name, hit))

    def ask(said: Prediction) -> None:
        records = records_of(SAID.model, cache, "version")
        if records.get("work") is None:
            records.of("work", Encoded(b"picture"), Network(said))
        assert records.get("work") is not None

    with looked_up.connected_to(listen):
        ask(replace(SAID, model="another"))  # which is then not believed
        ask(SAID)
        ask(SAID)
    misses = [("predictions", False), ("shared", False), ("predictions", True)]
    assert told == [*misses, *misses, ("predictions", False), ("shared", True), misses[-1]]
