"""What the document says of load, faults and same answers is what was found."""

from whence.commands.robustness import faults, same_answer, soak

SOAK = {
    "busy": 3,
    "machine": {"cores": 2, "processor": "Abacus"},
    "visitors": 50,
    "minutes": 10.0,
    "requests": 12345,
    "status_5xx": 1,
    "no_answer": 2,
    "wrong_pictures": 3,
    "told_to_come_again": 4,
    "by_kind": {"search": {"requests": 1300, "p50": 20.4, "p95": 119.6}},
    "megabytes": {"start": 400.0, "middle": 410.2, "end": 412.0, "growth": 0.03},
}


def test_the_crowd_is_told_with_all_that_went_wrong() -> None:
    said = soak(SOAK)
    for words in (
        "12,345 requests, 1 answered with an error (5xx), 2 without an answer, 3 wrong pictures",
        "4 times the gallery was too busy",
        "412 MB at the end (+3.0%)",
        "| search | 1,300 | 20 | 120 |",
    ):
        assert words in said


def test_each_fault_has_its_row() -> None:
    outcome = {
        "fault": "Museum down",
        "saw": "studies",
        "lost": "nothing",
        "counts": {},
        "held": True,
    }
    broken = outcome | {"held": False}
    said = faults({"museums": {"outcomes": [outcome]}, "cache": {"outcomes": [outcome, broken]}})
    assert said.count("| Museum down | studies | nothing | yes |") == 2
    assert said.count("| Museum down | studies | nothing | **no** |") == 1


def test_the_largest_difference_of_all_ways_is_told() -> None:
    ways = {
        "3.11": {"alone": {"largest_difference": 0.0, "other_labels": 0, "other_verdicts": 0}},
        "3.12": {"alone": {"largest_difference": 2e-6, "other_labels": 1, "other_verdicts": 1}},
    }
    said = same_answer({"pictures": 48, "ways": ways})
    assert "difference of a probability is 2e-06; 2 labels or verdicts differ" in said
