"""What Prometheus may ask for; each worker counts in files of its own, added up when asked.

`gunicorn.conf.py` names the folder (PROMETHEUS_MULTIPROC_DIR) before this module is loaded.
"""

import os
from typing import Any, Final

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
)

from whence import signals
from whence.classifier import Prediction
from whence.web.layers.access import Served

MEDIA_TYPE: Final = CONTENT_TYPE_LATEST
SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

REQUESTS: Final = Counter("whence_requests", "Requests answered.", ("method", "route", "status"))
LATENCY: Final = Histogram(
    "whence_request_seconds",
    "From a request's head to its answer's end.",
    ("route",),
    buckets=SECONDS,
)
PREDICTIONS: Final = Counter(
    "whence_predictions", "Pictures that the network decided.", ("label", "verdict")
)
NETWORK: Final = Histogram(
    "whence_prediction_seconds", "What the network took for one picture.", buckets=SECONDS
)
CACHES: Final = Counter("whence_cache_lookups", "Caches asked.", ("cache", "result"))
MUSEUMS: Final = Counter(
    "whence_museum_errors", "Pictures that a museum did not give.", ("museum", "kind")
)
CORRECTIONS: Final = Counter(
    "whence_corrections", "Visitors' corrections, kept or refused.", ("result",)
)
LIMITED: Final = Counter("whence_rate_limited", "Requests refused as too many.", ("kind",))
QUEUE: Final = Gauge(
    "whence_queue", "Pieces of work that wait or run.", ("pool",), multiprocess_mode="livesum"
)


def count(served: Served) -> None:
    """Count one request."""
    REQUESTS.labels(served.method, served.route, served.status).inc()
    LATENCY.labels(served.route).observe(served.seconds)


def exposition() -> bytes:
    """Return all figures of all workers in Prometheus's text format."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)


@signals.predicted.connect
def _predicted(prediction: Prediction, **_: Any) -> None:
    PREDICTIONS.labels(prediction.label, prediction.verdict).inc()
    NETWORK.observe(prediction.milliseconds / 1000)


@signals.looked_up.connect
def _looked_up(cache: str, *, hit: bool, **_: Any) -> None:
    CACHES.labels(cache, "hit" if hit else "miss").inc()


@signals.museum_failed.connect
def _museum_failed(museum: str, *, kind: str, **_: Any) -> None:
    MUSEUMS.labels(museum, kind).inc()


@signals.corrected.connect
def _corrected(result: str, **_: Any) -> None:
    CORRECTIONS.labels(result).inc()
