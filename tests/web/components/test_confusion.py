"""The grid of what the network takes for what, without a browser."""

import re
from itertools import product

from whence.statistics import Table
from whence.web.components.confusion import MOST, confusion

COLUMNS = ("museum", "network", "works")


def cells(table: Table) -> list[tuple[str, str, str]]:
    """List (museum, network, words) of every button, row by row."""
    found = []
    for row in confusion(table).children[0].children.children[1].children:
        for cell in row.children[1:]:
            said = cell.children.to_plotly_json()["props"]
            found.append((said["data-museum"], said["data-network"], said["title"]))
    return found


def test_every_pair_has_a_cell_that_says_in_words_what_it_counts() -> None:
    table = Table(COLUMNS, [("Japan", "Japan", 5), ("Japan", "China", 1), ("China", "China", 7)])
    assert cells(table) == [
        ("Japan", "Japan", "5 works of Japan called Japan"),
        ("Japan", "China", "1 work of Japan called China"),
        ("China", "Japan", "0 works of China called Japan"),
        ("China", "China", "7 works of China called China"),
    ]


def test_a_cell_is_coloured_by_its_share_of_its_own_row() -> None:
    table = Table(COLUMNS, [("Japan", "Japan", 3), ("Japan", "China", 1), ("China", "China", 12)])
    assert re.findall(r"'--share': '([\d.]+)'", str(confusion(table))) == [
        "0.750", "0.250", "0.000", "1.000",
    ]  # fmt: skip


def test_of_many_labels_those_most_often_mistaken_are_shown_in_their_order() -> None:
    labels = [f"breed {number:03}" for number in range(120)]
    rows = [(truth, said, 2 * (truth == said)) for truth, said in product(labels, labels)]
    wrong = {("breed 100", "breed 007"): 9, ("breed 119", "breed 007"): 1}
    table = Table(COLUMNS, [(t, s, wrong.get((t, s), count)) for t, s, count in rows])
    shown = cells(table)
    assert len(shown) == MOST**2
    assert "12 of 120 labels, those most often mistaken." in str(confusion(table))
    names = list(dict.fromkeys(truth for truth, _, _ in shown))
    assert {"breed 007", "breed 100", "breed 119"} <= set(names)
    assert names == sorted(names)
