import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.bombs import clearings, gif
from whence.complexity import TooComplexError
from whence.gif import MOST_BLOCKS, MOST_CLEARINGS, check


def clearings_in(code: bytes, smallest: int) -> int:
    """Count the orders to clear one code after the other, as the format's appendix F says."""
    clearing, bits, count, words, at = 1 << smallest, int.from_bytes(code, "little"), 0, 0, 0
    while at < len(code) * 8:
        width = min(12, (clearing + 1 + words).bit_length())
        value = bits >> at & (1 << width) - 1
        at, words = at + width, words + 1
        if value in (clearing, clearing + 1):
            count, words = count + 1, 0
    return count


def is_too_complex(data: bytes) -> bool:
    try:
        check(data)
    except TooComplexError:
        return True
    return False


def coded(values: list[int], smallest: int) -> bytes:
    """Write codes with the widths that a reader expects."""
    clearing, bits, words, at = 1 << smallest, 0, 0, 0
    for value in values:
        width = min(12, (clearing + 1 + words).bit_length())
        bits, at, words = bits | (value % (1 << width)) << at, at + width, words + 1
        if value in (clearing, clearing + 1):
            words = 0
    return bits.to_bytes(-(-at // 8), "little")


@given(st.integers(2, 11), st.lists(st.integers(0, 2100), max_size=300), st.integers(1, 40))
def test_counts_as_a_slow_reader_does(smallest: int, values: list[int], most: int) -> None:
    """Clear more often than chance would, at every width of code."""
    clearing = 1 << smallest
    values = [clearing if value % 7 == 0 else value for value in values]
    code = coded(values, smallest)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("whence.gif.MOST_CLEARINGS", most)
        # The last order may end exactly with the last byte: then nothing is left to clear for.
        expected = clearings_in(code, smallest)
        assert is_too_complex(gif(9, 9, code, smallest)) <= (expected >= most)
        assert is_too_complex(gif(9, 9, code + bytes(8), smallest)) == (expected >= most)


def test_a_full_table_is_kept_until_it_is_cleared() -> None:
    code = coded([0] * 9000 + [4, 0, 4, 0, 4], 2)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("whence.gif.MOST_CLEARINGS", 3)
        assert is_too_complex(gif(9, 9, code + bytes(8)))
        patched.setattr("whence.gif.MOST_CLEARINGS", 4)
        assert not is_too_complex(gif(9, 9, code + bytes(8)))


def test_ordinary_pictures_are_not_complex() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (900, 900), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(noise).quantize(256).save(file, "GIF", comment=b"by chance" * 99)
    check(file.getvalue())


def test_the_bomb_is_found_out() -> None:
    assert is_too_complex(clearings(MOST_CLEARINGS + 8))
    assert not is_too_complex(clearings(MOST_CLEARINGS - 8))


@pytest.mark.parametrize("before", [b"", b"!\xfe"])
def test_too_many_blocks_in_a_row_are_found_out(before: bytes) -> None:
    def cut(blocks: int) -> bytes:
        crumbs = b"\1\0" * blocks + b"\0"
        if before:
            return gif(9, 9, b"\x44\1", before=before + crumbs)
        whole = gif(9, 9, b"")
        return whole[: whole.rindex(b"\2") + 1] + crumbs

    assert is_too_complex(cut(MOST_BLOCKS))
    assert not is_too_complex(cut(MOST_BLOCKS - 1))


@pytest.mark.parametrize("smallest", [0, 1, 12, 255])
def test_an_impossible_width_is_broken(smallest: int) -> None:
    with pytest.raises(ValueError, match="width"):
        check(gif(9, 9, b"\0" * 9, smallest))


@pytest.mark.parametrize("data", [b"GIF89a", gif(9, 9, b"")[:20], gif(9, 9, b"", before=b"?")])
def test_what_breaks_the_rules_is_broken(data: bytes) -> None:
    with pytest.raises((ValueError, LookupError)):
        check(data)
