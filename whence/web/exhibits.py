"""What the statistics page shows, measured once from the catalogue and the evaluation."""

import json
import logging
from functools import cached_property
from pathlib import Path
from typing import Any

from whence import statistics
from whence.catalogue import Catalogue
from whence.messages import N_
from whence.statistics import Results, Table
from whence.web.language import _
from whence.web.names import label_name, percentage, share

log = logging.getLogger(__name__)


class Exhibits:
    """Tables by name and the sentence above them.

    `folder` holds the model with its `evaluation.json` and, where there is one, the tutorial
    network's in `evaluations/tutorial.json`; what is missing, or of another model than `model`, is
    left out.
    """

    def __init__(self, catalogue: Catalogue, folder: Path, model: str) -> None:
        self._catalogue = catalogue
        self._folder = folder
        self._model = model

    @cached_property
    def tables(self) -> dict[str, Table]:
        """Return every table that can be made."""
        tables = {"holdings": statistics.holdings(self._catalogue), "misses": self.cell()}
        if self._results is not None:
            tables["confusion"] = self._results.confusion()
        return tables | self._accuracy() | self._confidence() | self._networks()

    @property
    def sentence(self) -> str:
        """Return what the page says in words."""
        said = self._own()
        for more in filter(None, (self._alike(), self._across())):
            # Not every language parts sentences by a space.
            said = _("{first} {second}", first=said, second=more)
        return said

    def _own(self) -> str:
        try:
            return self._of_one()
        except (LookupError, TypeError, ValueError):
            return self._of_many() or _("This model has not been evaluated yet.")

    def _of_one(self) -> str:
        """Return how good a model is that names one label, where that was measured."""
        said = self.evaluation["selective"]
        count = f"{said['n']:,}"
        if said["right_when_sure"] is None:
            return _(
                "Of {count} works that it never saw in training it is sure of none.", count=count
            )
        return _(
            "When it is sure, it is right {right} times in 100; it is sure of {confident} of the "
            "works, cannot decide about {torn} and says of the rest that it does not know their "
            "kind. Measured on {count} works that it never saw in training.",
            right=f"{100 * said['right_when_sure']:.0f}",
            confident=share(said["confident"]),
            torn=share(said["torn"]),
            count=count,
        )

    def _alike(self) -> str:
        """Return how many pictures of the test are hardly new, where the data divided them so."""
        try:
            found = self.evaluation["near_duplicates"]
            count, right = found["n"], share(found["accuracy_without"])
        except (LookupError, TypeError, ValueError):
            return ""
        sentence = N_(
            "{count} of these resemble one that it learnt from; it is right about {right} of the "
            "others."
        )
        return _(sentence, count=f"{count:,}", right=right) if count else ""

    def _of_many(self) -> str:
        """Return how good a model is whose labels may hold together, where it was measured."""
        try:
            found = self.evaluation["test"]
            return _(
                "Of {count} pictures that it never saw in training it told rightly of {right} of "
                "their labels whether they hold; mean average precision {precision}.",
                count=f"{found['n']:,}",
                right=percentage(found["accuracy"]),
                precision=percentage(found["map"]),
            )
        except (LookupError, TypeError, ValueError):
            return ""

    def _across(self) -> str:
        """Return how it fares with collections of which it saw nothing, where that was measured."""
        try:
            rows = self.evaluation["cross_source"]["confusion"]
            labels = self.evaluation["test"]["confusion"]["labels"]
            shares = statistics.shares_found(labels, rows)
        except (LookupError, TypeError, ValueError):
            return ""
        return _(
            "Trained again without some collections and asked about the {count} works in them, it "
            "was right about {shares}.",
            count=f"{sum(map(sum, rows)):,}",
            shares=_(", ").join(
                f"{percentage(at)} ({label_name(of)})" for of, at in shares.items()
            ),
        )

    def cell(self, truth: str | None = None, said: str | None = None) -> Table:
        """Return the works of one cell of the confusion, or all misses."""
        if self._results is None:
            return Table(("work", "museum", "network", "sure"), [])
        return self._results.misses(truth, said)

    @cached_property
    def _results(self) -> Results | None:
        try:
            return Results.of(self.evaluation)
        except (LookupError, TypeError, ValueError):
            return None

    @cached_property
    def evaluation(self) -> dict[str, Any]:
        """Return all that was measured of the model, nothing where it was not evaluated."""
        try:
            text = (self._folder / "evaluation.json").read_text(encoding="utf-8")
            evaluation = json.loads(text)
        except (OSError, ValueError) as error:
            log.warning("no statistics of the model: %s", error)
            return {}
        if not isinstance(evaluation, dict) or evaluation.get("model") != self._model:
            log.warning("no statistics of the model: %s has another's", self._folder)
            return {}
        return evaluation

    def _accuracy(self) -> dict[str, Table]:
        try:
            return {"accuracy": statistics.accuracy(self.evaluation["test"]["per_class"])}
        except (LookupError, TypeError):
            return {}

    def _confidence(self) -> dict[str, Table]:
        """Return whether its confidence can be believed, and what it gains by keeping silent."""
        try:
            found = self.evaluation["selective"]
            right = {"right": "accuracy"}
            return {
                "reliability": statistics.measured(
                    found["reliability"], sure="confidence", **right, works="n"
                ),
                "selective": statistics.measured(
                    found["curve"], answered="answered", **right, sure_from="from"
                ),
            }
        except (LookupError, TypeError):
            return {}

    def _networks(self) -> dict[str, Table]:
        """Return our balanced accuracy beside the tutorial's, where both are known."""
        file = self._folder / "evaluations" / "tutorial.json"
        try:
            theirs = json.loads(file.read_text(encoding="utf-8"))
            networks = {"Whence": self.evaluation, N_("Tutorial"): theirs}
            rows = [(name, found["test"]["balanced_accuracy"]) for name, found in networks.items()]
        except (OSError, ValueError, KeyError, TypeError):
            return {}
        return {"networks": Table(("network", "right"), rows)}
