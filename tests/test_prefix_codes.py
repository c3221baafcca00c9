"""Prefix codes as RFC 9649 writes them, from bits that are written here one by one."""

import numpy as np
import pytest

from whence.prefix_codes import Bits, Code, read_code

EIGHT = (0, 1, 2, 3, 4, 16, 17, 18)
"""Lengths, and their repeats, of which each takes three bits in what `lengths` writes."""


def bits_of(*parts: tuple[int, int]) -> Bits:
    """Bits of numbers, each with so many, the lowest first."""
    text = "".join(f"{value:0{count}b}"[::-1] for value, count in parts if count)
    return Bits(int(text[::-1] or "0", 2).to_bytes(len(text) // 8 + 9, "little"), 0)


def symbol(value: int, bits: int) -> tuple[int, int]:
    """A symbol of a code, whose highest bit comes first."""
    return int(f"{value:0{bits}b}"[::-1], 2), bits


def lengths(*said: tuple[int, int]) -> list[tuple[int, int]]:
    """A code that says so many lengths and repeats: each of `EIGHT`, and what a repeat adds."""
    order = (17, 18, 0, 1, 2, 3, 4, 5, 16)
    head = [(0, 1), (len(order) - 4, 4), *((3 if each in EIGHT else 0, 3) for each in order)]
    body = []
    for length, more in said:
        body += [symbol(EIGHT.index(length), 3), (more, {16: 2, 17: 3, 18: 7}.get(length, 0))]
    return [*head, (0, 1), *body]


def read(bits: Bits, size: int, count: int) -> list[int]:
    code = read_code(bits, size)
    return [code.read(bits) for _ in range(count)]


def test_one_symbol_takes_no_bits_and_two_take_one_each() -> None:
    assert read(bits_of((1, 1), (0, 1), (0, 1), (1, 1)), 256, 3) == [1, 1, 1]
    assert read(bits_of((1, 1), (0, 1), (1, 1), (200, 8)), 256, 2) == [200, 200]
    two = [(1, 1), (1, 1), (1, 1), (9, 8), (200, 8)]
    assert read(bits_of(*two, (0b101, 3)), 256, 3) == [200, 9, 200]


def test_before_any_length_eight_bits_are_repeated() -> None:
    said = [(16, 3)] * 42 + [(16, 1)]  # 252 and 4
    written = [symbol(value, 8) for value in (0, 77, 255)]
    assert read(bits_of(*lengths(*said), *written), 256, 3) == [0, 77, 255]


def test_the_last_length_that_is_none_is_repeated_and_noughts_are_left_out() -> None:
    # Symbol 0 has one bit, 1 has two, 5 has three, and so have 20 and 21 after noughts: 3, then 11.
    said = [(1, 0), (3, 0), (17, 0), (16, 0), (18, 4)]
    found = read(bits_of(*lengths(*said), (0, 1), symbol(4, 3), symbol(7, 3)), 23, 3)
    assert found == [0, 1, 7]


def test_only_as_many_lengths_as_are_announced_are_read() -> None:
    head, body = lengths((1, 0), (1, 0))[:-4], lengths((1, 0), (1, 0))[-4:]
    assert head.pop() == (0, 1)
    announced = [*head, (1, 1), (0, 3), (0, 2), *body]  # two
    assert read(bits_of(*announced, (0b10, 2)), 256, 2) == [0, 1]


def test_more_lengths_than_symbols_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^more lengths than symbols$"):
        read_code(bits_of(*lengths((1, 0), (18, 0))), 11)
    assert read(bits_of(*lengths((1, 0), (18, 0))), 12, 1) == [0]


@pytest.mark.parametrize("wrong", [[], [0, 0], [1, 1, 1], [2, 2, 2], [1, 2], [3, 3]])
def test_what_is_no_prefix_code_is_refused(wrong: list[int]) -> None:
    with pytest.raises(ValueError, match=r"^a prefix code that is none$"):
        Code(wrong)


@pytest.mark.parametrize("seed", range(20))
def test_symbols_come_back(seed: int) -> None:
    """Lengths of a random tree; symbols of one length are numbered in their order."""
    rng = np.random.default_rng(seed)
    tree = [0]
    while len(tree) < 2 + seed * 3:
        at = rng.integers(len(tree))
        if tree[at] < 15:
            tree[at : at + 1] = [tree[at] + 1] * 2
    sizes = [0] * (2 * len(tree))
    for place, length in zip(rng.permutation(len(sizes)), tree, strict=False):
        sizes[place] = length
    written, value, before = {}, 0, 0
    for length, each in sorted((length, each) for each, length in enumerate(sizes) if length):
        value <<= length - before
        written[each], value, before = symbol(value, length), value + 1, length
    chosen = rng.choice(sorted(written), 300).tolist()
    bits, code = bits_of(*(written[each] for each in chosen)), Code(sizes)
    assert [code.read(bits) for _ in chosen] == chosen


def test_beyond_the_end_all_bits_are_nought() -> None:
    bits = Bits(b"\0\xff", 1)
    assert (bits.read(4), bits.read(8), bits.read(24)) == (0b1111, 0b1111, 0)
