from pathlib import Path

import pytest

from whence.learning.callbacks import Best
from whence.learning.network import NetworkError


class Network:
    """Writes its weights, and is killed while it does where it is told so."""

    killed = False

    def save_weights(self, file: Path) -> None:
        file.write_text("half" if self.killed else "whole")
        if self.killed:
            raise KeyboardInterrupt


def test_the_best_weights_are_kept_whole(tmp_path):
    file, network = tmp_path / "best.weights.h5", Network()
    best = Best(file, 0.5)
    best.set_model(network)
    best.on_epoch_end(0, {"val_loss": 0.6})
    assert not file.exists()
    best.on_epoch_end(1, {"val_loss": 0.4})
    assert file.read_text() == "whole"
    file.write_text("older")
    best.on_epoch_end(2, {"val_loss": 0.4})
    assert file.read_text() == "older"
    network.killed = True
    with pytest.raises(KeyboardInterrupt):
        best.on_epoch_end(4, {"val_loss": 0.3})
    assert file.read_text() == "older"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("lost", [float("nan"), float("inf")])
def test_a_loss_that_is_no_number_ends_training_with_what_to_do(tmp_path, lost):
    best = Best(tmp_path / "best.weights.h5", 0.5)
    with pytest.raises(NetworkError, match=r"After epoch 4 .* a lower `rate`"):
        best.on_epoch_end(3, {"val_loss": lost})
