from whence.learning.evaluation_report import evaluation_lines

LABEL = {"recall": 0.5, "n": 4}
TEST = {"balanced_accuracy": 0.75, "interval95": [0.5, 1.0], "per_class": {"Japan": LABEL}}
VERDICTS = {"confident": 0.5, "torn": 0.3, "unknown": 0.2, "right_when_sure": 0.875}


def test_a_report_of_nothing_but_a_test_is_told():
    assert list(evaluation_lines({"test": TEST})) == [
        "balanced accuracy 75.0% (50.0% to 100.0%)",
        "Japan        50.0% of 4",
    ]


def test_a_calibration_error_of_few_pictures_is_not_to_be_relied_on():
    calibration = {"before": {"ece": 0.375}, "after": {"ece": 0.2}}
    for n, said in ((36, " (of 36 pictures, too few to rely on)"), (150, "")):
        *_, last = evaluation_lines({"test": TEST | {"n": n}, "calibration": calibration})
        assert last == f"calibration error 37.5%, calibrated 20.0%{said}"


def test_it_says_of_how_many_pictures_the_model_is_sure_and_how_many_it_does_not_know():
    *_, last = evaluation_lines({"test": TEST, "selective": VERDICTS})
    assert last == "sure of 50.0% (right 87.5%), torn about 30.0%, 20.0% called unknown"


def test_a_model_that_is_sure_of_nothing_is_right_of_nothing():
    none = VERDICTS | {"confident": 0.0, "right_when_sure": None}
    *_, last = evaluation_lines({"test": TEST, "selective": none})
    assert last.startswith("sure of 0.0%, torn about")


def test_an_interval_of_one_point_is_none():
    first, *_ = evaluation_lines({"test": TEST | {"interval95": [0.75, 0.75]}})
    assert first == "balanced accuracy 75.0% (no interval: its groups do not differ)"


def test_pictures_that_are_hardly_new_are_told():
    leaks = {"test": TEST, "near_duplicates": {"n": 8, "accuracy_without": 0.417}}
    assert list(evaluation_lines(leaks))[2:] == [
        "8 of them resemble one that it learnt from; 41.7% of the others right"
    ]
    for clean in (None, {"n": 0, "accuracy_without": 0.9}, {"n": 4, "accuracy_without": None}):
        assert len(list(evaluation_lines({"test": TEST, "near_duplicates": clean}))) == 2
