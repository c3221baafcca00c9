"""What watches a phase of training: backup, best weights, logs, progress, early end."""

import math
import shutil
from pathlib import Path
from typing import Any, Final

import keras
import pandas as pd
from tqdm.keras import TqdmCallback

from whence.files import atomic_write, replacing
from whence.learning.network import NetworkError
from whence.learning.recipe_training import Phase

BACKUP: Final = "backup"
BEST: Final = "best.weights.h5"
LOG: Final = "log.csv"


class Best(keras.callbacks.Callback):  # type: ignore[misc]  # it is untyped
    """Keeps the weights of least validation loss; Keras' own could leave half a file."""

    def __init__(self, file: Path, least: float) -> None:
        """Keep in `file` the weights of any loss below `least`."""
        super().__init__()
        self._file, self._least = file, least

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        """Keep this epoch's weights, if they are better; raise NetworkError where all is lost."""
        found = (logs or {})["val_loss"]
        if not math.isfinite(found):
            raise NetworkError(
                f"After epoch {epoch + 1} the loss is no number any more; give the phase a lower "
                "`rate` in the recipe."
            )
        if found < self._least:
            self._least = found
            with replacing(self._file) as part:
                self.model.save_weights(part)


class Backup(keras.callbacks.Callback):  # type: ignore[misc]  # it is untyped
    """Keeps the last whole epoch until the phase is done; Keras' own could leave half a file."""

    def __init__(self, folder: Path) -> None:
        """Keep in `folder` the weights and the optimizer's state, named by the epochs done."""
        super().__init__()
        self._folder = folder

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        """Put this epoch in place of the one before."""
        before = _backups(self._folder)
        with replacing(self._folder / f"{epoch + 1}.weights.h5") as part:
            self.model.save_weights(part)
        for file in before.values():
            file.unlink()

    def on_train_end(self, logs: dict[str, float] | None = None) -> None:
        """Leave nothing to go on from."""
        shutil.rmtree(self._folder, ignore_errors=True)


class Patience(keras.callbacks.EarlyStopping):  # type: ignore[misc]  # it is untyped
    """Ends training without progress, counting the epochs before a resumption, too."""

    def __init__(self, patience: int, log: Path) -> None:
        """Wait `patience` epochs for less validation loss, after those of `log`."""
        super().__init__(patience=patience)
        self._log = log

    def on_train_begin(self, logs: dict[str, float] | None = None) -> None:
        """Go through the epochs that were."""
        super().on_train_begin(logs)
        _relive(self, self._log)


def is_spent(model: Any, plan: Phase, folder: Path) -> bool:
    """Tell whether the epochs that a phase has kept took all its patience."""
    if not plan.patience:
        return False
    watching = Patience(plan.patience, folder / LOG)
    watching.set_model(model)
    watching.on_train_begin()
    return bool(model.stop_training)


class Plateau(keras.callbacks.ReduceLROnPlateau):  # type: ignore[misc]  # it is untyped
    """Lowers the rate without progress, counting the epochs before a resumption, too."""

    def __init__(self, log: Path) -> None:
        """Wait three epochs for less validation loss, after those of `log`."""
        super().__init__(factor=0.3, patience=3)
        self._log = log

    def on_train_begin(self, logs: dict[str, float] | None = None) -> None:
        """Go through the epochs that were, whose lower rates the optimizer knows already."""
        super().on_train_begin(logs)
        rate = float(self.model.optimizer.learning_rate)
        _relive(self, self._log)
        self.model.optimizer.learning_rate = rate


def _relive(callback: Any, log: Path) -> None:
    for epoch, loss in enumerate(_losses(log)):
        callback.on_epoch_end(epoch, {"val_loss": loss})


def resume(model: Any, folder: Path) -> int:
    """Bring a compiled model to where the phase in `folder` was stopped; return the epochs done."""
    backups = _backups(folder / BACKUP)
    done = max(backups, default=0)
    log = folder / LOG
    if log.is_file():  # an epoch that was logged but not kept is trained and logged again
        lines = log.read_text().splitlines(keepends=True)
        atomic_write(log, "".join(lines[: done + 1]))
    if done:
        model.optimizer.build(model.trainable_variables)  # its state is kept with the weights
        model.load_weights(backups[done])
    return done


def _backups(folder: Path) -> dict[int, Path]:
    files = folder.glob("[0-9]*.weights.h5")
    return {int(file.name.partition(".")[0]): file for file in files}


def callbacks(plan: Phase, folder: Path, best: float) -> list[Any]:
    """Make the callbacks of a phase that is kept in `folder`.

    They leave `log.csv`, TensorBoard's events in `events`, a backup of the last epoch, and the
    weights of least validation loss, if less than `best`.
    """
    made = [
        Best(folder / BEST, best),
        keras.callbacks.CSVLogger(folder / LOG, append=True),
        keras.callbacks.TensorBoard(folder / "events", write_graph=False),
        TqdmCallback(desc=folder.name, leave=False, disable=None, mininterval=1.0),
    ]
    if plan.patience:
        made.append(Patience(plan.patience, folder / LOG))
    if plan.schedule == "plateau":
        made.append(Plateau(folder / LOG))
    # Last, so that an epoch counts as done when all else about it is kept.
    return [*made, Backup(folder / BACKUP)]


def least_loss(model: Any, valid: Any, folder: Path) -> float:
    """Return the least validation loss so far: of the log, or before the phase's first epoch.

    What the phase starts from is kept as its best, so that no phase can make a network worse.
    """
    start, log = folder / "start.txt", folder / LOG
    if not start.is_file() and not _losses(log):
        pair = valid if isinstance(valid, tuple) else (valid,)
        model.optimizer.build(model.trainable_variables)  # its state is kept with the weights
        with replacing(folder / BEST) as part:
            model.save_weights(part)
        found = model.evaluate(*pair, verbose=0, return_dict=True)
        atomic_write(start, f"{found['loss']}\n")
    before = float(start.read_text()) if start.is_file() else float("inf")
    return min([before, *_losses(log)])


def _losses(log: Path) -> list[float]:
    """Return the validation loss of each epoch in the log."""
    has_rows = log.is_file() and log.read_text().count("\n") > 1
    return list(pd.read_csv(log)["val_loss"]) if has_rows else []
