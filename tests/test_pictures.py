import io
import pickle
import platform
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from tests.bombs import tiff
from tests.museums.trouble import huge_png, picture
from whence.pictures import MOST_BYTES, REFUSALS, PictureError, decode, media_type

FORMATS = ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "BMP", "TIFF"]
EXACT: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 100},
    "AVIF": {"quality": 100},
    "WEBP": {"lossless": True, "exact": True},
}


@pytest.fixture(scope="module")
def image() -> Image.Image:
    """A smooth picture without symmetry, 96 × 64."""
    return Image.open(io.BytesIO(picture(1, ".png", 96, 64))).convert("RGB")


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **EXACT.get(kind, {}) | options)
    return file.getvalue()


def turned(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x112] = orientation
    return exif


def by_pillow(data: bytes) -> np.ndarray:
    """What Pillow makes of the same bytes: upright, RGB, on white."""
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGBA")
    wall = Image.new("RGBA", image.size, "white")
    wall.alpha_composite(image)
    return np.asarray(wall.convert("RGB"))


def assert_same(got: np.ndarray, expected: np.ndarray, tolerance: int = 1) -> None:
    assert got.dtype == np.uint8
    assert got.flags.c_contiguous
    assert got.shape == expected.shape
    assert np.abs(got.astype(int) - expected).max() <= tolerance


def refusal(data: bytes) -> str:
    with pytest.raises(PictureError) as caught:
        decode(data)
    assert str(caught.value) == REFUSALS[caught.value.code]
    return caught.value.code


@pytest.mark.parametrize("kind", FORMATS)
def test_agrees_with_pillow(image: Image.Image, kind: str) -> None:
    data = encoded(image, kind)
    assert_same(decode(data), by_pillow(data))
    assert media_type(data) == f"image/{kind.lower()}"


@given(
    st.sampled_from(["PNG", "WEBP", "BMP", "TIFF"]),
    st.sampled_from(["RGB", "L", "RGBA"]),
    st.integers(1, 40),
    st.integers(1, 40),
    st.randoms(use_true_random=False),
)
def test_whatever_its_size_and_colours_it_comes_out_as_it_went_in(
    kind: str, mode: str, width: int, height: int, random: Random
) -> None:
    mode = "RGB" if (kind, mode) == ("BMP", "RGBA") else mode  # some readers overlook its alpha
    pixels = random.randbytes(width * height * len(mode))
    data = encoded(Image.frombytes(mode, (width, height), pixels), kind)
    assert_same(decode(data), by_pillow(data))


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_stands_upright(image: Image.Image, kind: str, orientation: int) -> None:
    data = encoded(image, kind, exif=turned(orientation))
    assert_same(decode(data), by_pillow(data))


@pytest.mark.parametrize("named", [1, 3, 8])
def test_an_avif_is_turned_by_its_boxes_whatever_its_exif_says(
    image: Image.Image, named: int
) -> None:
    """Pillow writes the orientation as boxes; another tag of its EXIF is then made to name one."""
    tags = turned(6)
    tags[0x128] = named
    data = encoded(image, "AVIF", exif=tags)
    for unit, orientation in (
        (b"\x01\x28\x00\x03", b"\x01\x12\x00\x03"),
        (b"\x28\x01\x03\x00", b"\x12\x01\x03\x00"),
    ):
        changed = data.replace(unit, orientation)
        if changed != data:
            break
    assert changed != data
    assert_same(decode(changed), by_pillow(data))


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF", "GIF", "TIFF"])
@pytest.mark.parametrize("orientation", [1, 6])
def test_transparency_shows_a_white_wall(image: Image.Image, kind: str, orientation: int) -> None:
    glass = image.copy()
    glass.putalpha(Image.linear_gradient("L").resize(image.size))
    options = {} if kind == "GIF" else {"exif": turned(orientation)}
    data = encoded(glass, kind, **options)
    assert_same(decode(data), by_pillow(data))


def test_a_transparent_palette_shows_a_white_wall(image: Image.Image) -> None:
    for kind in ("PNG", "GIF"):
        data = encoded(image.quantize(16), kind, transparency=2)
        assert (decode(data) == 255).all(axis=2).any()
        assert_same(decode(data), by_pillow(data))


@pytest.mark.parametrize(
    ("mode", "kinds"),
    [
        ("1", "JPEG PNG GIF BMP TIFF"),
        ("L", FORMATS),
        ("LA", "PNG GIF TIFF"),
        ("P", "PNG GIF BMP TIFF"),
        ("CMYK", "JPEG TIFF"),
        ("YCbCr", "JPEG TIFF"),
    ],
)
def test_every_colour_model_becomes_rgb(image: Image.Image, mode: str, kinds: Any) -> None:
    for kind in kinds.split() if isinstance(kinds, str) else kinds:
        data = encoded(image.convert(mode), kind)
        assert_same(decode(data), by_pillow(data))


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF", "TIFF"])
@pytest.mark.parametrize("orientation", [None, 1, 6])
def test_other_facts_about_a_picture_do_not_turn_it(
    image: Image.Image, kind: str, orientation: int | None
) -> None:
    exif = Image.Exif() if orientation is None else turned(orientation)
    exif[0x10F] = "a maker"
    data = encoded(image, kind, exif=exif)
    assert_same(decode(data), by_pillow(data))


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_damaged_facts_do_not_turn_it(image: Image.Image, kind: str) -> None:
    data = encoded(image, kind, exif=b"Exif\0\0II*\0\x08\0\0\0\x09\0")
    assert_same(decode(data), np.asarray(image))


@pytest.mark.parametrize("bits", [8, 16])
def test_numbers_below_zero_are_no_colours(bits: int) -> None:
    tags = {0x102: bits, 0x111: 200, 0x116: 48, 0x117: 64 * 48 * bits // 8, 0x153: (3, 1, 2)}
    assert refusal(tiff(tags, bytes(64 * 48 * bits // 8))) == "unsupported"


def test_an_avif_that_lies_about_its_depth_is_refused() -> None:
    options = [cv2.IMWRITE_AVIF_DEPTH, 12]
    data = cv2.imencode(".avif", np.zeros((48, 64, 3), np.uint16), options)[1].tobytes()
    at = data.index(b"av1C") + 6
    lie = data[:at] + bytes([data[at] & ~0x60]) + data[at + 1 :]
    assert refusal(lie) in ("unsupported", "broken")


def test_ycck_jpeg_is_not_a_negative(image: Image.Image) -> None:
    """Set Adobe's flag for YCCK, as Photoshop does, in a CMYK file."""
    plain = encoded(image.convert("CMYK"), "JPEG")
    flag = plain.index(b"Adobe") + 11
    assert plain[flag] == 0
    data = plain[:flag] + b"\2" + plain[flag + 1 :]
    assert_same(decode(data), by_pillow(data), tolerance=3)


def test_deep_colour_becomes_8_bit(image: Image.Image) -> None:
    expected = np.asarray(image)
    deep = expected[:, :, ::-1].astype(np.uint16)
    for suffix in (".png", ".tiff"):
        assert_same(decode(cv2.imencode(suffix, deep * 257)[1].tobytes()), expected)
    for bits in (10, 12):
        options = [cv2.IMWRITE_AVIF_DEPTH, bits, cv2.IMWRITE_AVIF_QUALITY, 100]
        data = cv2.imencode(".avif", deep << (bits - 8), options)[1].tobytes()
        assert_same(decode(data), expected)
    grey = np.asarray(image.convert("L")).astype(np.uint16) * 257
    assert_same(decode(encoded(Image.fromarray(grey), "PNG")), np.dstack([grey >> 8] * 3))


def test_deep_transparency_shows_a_white_wall() -> None:
    glass = np.full((8, 8, 4), 100 * 257, np.uint16)
    glass[:, :, 3] = 32_768
    for suffix in (".png", ".tiff"):
        assert_same(decode(cv2.imencode(suffix, glass)[1].tobytes()), np.full((8, 8, 3), 177))


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF"])
def test_the_first_of_several_pictures(image: Image.Image, kind: str) -> None:
    more = [image.rotate(180), image.rotate(90)]
    data = encoded(image, kind, save_all=True, append_images=more)
    assert_same(decode(data), by_pillow(data))


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize(
    ("size", "side", "shape"),
    [
        ((900, 1800), 449, (900, 450)),
        ((900, 1800), 450, (900, 450)),
        ((900, 1800), 451, (1800, 900)),
        ((900, 1800), 224, (450, 225)),
        ((900, 1800), 112, (225, 113)),
    ],
)
def test_a_large_jpeg_is_decoded_small_but_never_too_small(
    mode: str, orientation: int, progressive: bool, size: Any, side: int, shape: tuple[int, int]
) -> None:
    large = Image.open(io.BytesIO(picture(2, ".png", *size))).convert(mode)
    data = encoded(large, "JPEG", progressive=progressive, exif=turned(orientation))
    got = decode(data, side)
    assert got.shape[:2] == (shape if orientation == 1 else shape[::-1])
    whole = Image.fromarray(by_pillow(data)).resize(
        (got.shape[1], got.shape[0]), Image.Resampling.BOX
    )
    assert np.abs(got.astype(int) - np.asarray(whole)).mean() < 2


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP", "AVIF"])
@pytest.mark.parametrize("size", [(1, 1), (1, 9000), (9000, 1), (2, 3)])
def test_odd_sizes(kind: str, size: tuple[int, int]) -> None:
    assert decode(encoded(Image.new("RGB", size, "teal"), kind)).shape == (*size[::-1], 3)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_truncated_file_is_refused(kind: str) -> None:
    large = Image.open(io.BytesIO(picture(3, ".png", 600, 400)))
    variants: list[dict[str, Any]] = [{}]
    if kind == "JPEG":
        variants.append({"progressive": True})
    for options in variants:
        data = encoded(large, kind, **options)
        for part in (0.1, 0.5, 0.9, 0.999):
            assert refusal(data[: int(len(data) * part)]) == "broken"
        assert refusal(data[:-1]) == "broken"


@pytest.mark.parametrize("kind", FORMATS)
def test_rubbish_after_the_end_does_no_harm(image: Image.Image, kind: str) -> None:
    data = encoded(image, kind)
    assert np.array_equal(decode(data + b"\xff\xd8 rubbish \0" * 99), decode(data))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"x", "unknown-format"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unknown-format"),
        (b"%PDF-1.7", "unknown-format"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "unknown-format"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
        (b"\0\0\0\x0cjP  \r\n\x87\n", "unknown-format"),
        (b"\xff\xd8\xff", "broken"),
        (b"\xff\xd8\xff\xc0\0\x11\x08\0\0\0\0\3", "broken"),
        (b"GIF89a", "broken"),
        (b"GIF89a" + bytes(99), "broken"),
        (b"II*\0\x08\0\0\0\xff\xff", "broken"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "broken"),
        (b"\0\0\0\x1cftypavif" + bytes(99), "broken"),
        (b"BM" + bytes(12) + b"\x28\0\0\0" + b"\x30\x75\0\0" * 2, "too-many-pixels"),
        (b"\xff\xd8\xff\xc0\0\x11\x08\xff\xff\xff\xff\3", "broken"),
        (bytes(MOST_BYTES + 1), "too-large"),
    ],
)
def test_refuses_with_a_code_and_a_sentence(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_refuses_a_bomb_by_its_header() -> None:
    assert refusal(huge_png()) == "too-many-pixels"


def test_a_picture_that_takes_too_much_memory_is_refused(
    image: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = encoded(image.convert("RGBA"), "PNG")
    needed = 96 * 64 * 4 * 2 + 3 * len(data)
    monkeypatch.setattr("whence.pictures.MOST_MEMORY", needed)
    assert decode(data).shape == (64, 96, 3)
    monkeypatch.setattr("whence.pictures.MOST_MEMORY", needed - 1)
    assert refusal(data) == "too-heavy"


def test_a_large_jpeg_takes_only_what_its_reduction_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    data = picture(4, ".jpg", 1000, 900)
    monkeypatch.setattr("whence.pictures.MOST_MEMORY", 1000 * 900 * 6 // 4 + 3 * len(data))
    assert decode(data, side=450).shape == (450, 500, 3)
    with pytest.raises(PictureError, match="memory"):
        decode(data, side=451)
    assert refusal(encoded(Image.new("RGB", (1000, 900)), "PNG")) == "too-heavy"


def test_what_is_opaque_keeps_its_colours(image: Image.Image) -> None:
    assert np.array_equal(decode(encoded(image.convert("RGBA"), "PNG")), np.asarray(image))


def test_a_large_transparent_picture_has_no_seams() -> None:
    """It is laid on white in strips; every row must come out like the one above it."""
    glass = Image.linear_gradient("L").rotate(90).resize((1500, 1600)).convert("RGBA")
    glass.putalpha(Image.linear_gradient("L").rotate(90).resize((1500, 1600)))
    data = encoded(glass, "PNG")
    assert_same(decode(data), by_pillow(data))


@pytest.mark.parametrize(("side", "most_at_once"), [(3000, 1), (30, 2)])
def test_large_pictures_wait_for_each_other(
    side: int, most_at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, most, lock, together = 0, 0, threading.Lock(), threading.Barrier(most_at_once)
    read = cv2.imdecodeWithMetadata

    def counted(*given: Any, **named: Any) -> Any:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        together.wait(20)  # as many as may be must be inside together to go on
        time.sleep(0.05)  # and one more would have the time to come in
        with lock:
            inside -= 1
        return read(*given, **named)

    monkeypatch.setattr("whence.pictures.cv2.imdecodeWithMetadata", counted)
    data = encoded(Image.new("L", (side, side), 77), "PNG")
    with ThreadPoolExecutor(2) as pool:
        for pixels in pool.map(decode, [data] * 4):
            assert (pixels == 77).all()
    assert most == most_at_once


LEFT = """
import ctypes, sys, threading
from whence.pictures import decode

class Heaps(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in "abcdefghij"]

allocated = ctypes.CDLL(None).mallinfo2
allocated.restype = Heaps
data = sys.stdin.buffer.read()

def decode_in_threads(count):
    for _ in range(count):
        thread = threading.Thread(target=decode, args=[data])
        thread.start()
        thread.join()
    return allocated().h

before = decode_in_threads(50)
print((decode_in_threads(400) - before) / 400)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc tells what is allocated")
def test_a_thread_that_decoded_and_ended_leaves_nothing_behind(image: Image.Image) -> None:
    given, command = encoded(image, "PNG"), [sys.executable, "-c", LEFT]
    told = subprocess.run(command, input=given, check=True, capture_output=True)
    assert float(told.stdout) < 200  # bytes; 860 were left


@pytest.mark.parametrize("error", [cv2.error("no"), MemoryError()])
def test_what_the_decoder_cannot_is_broken(
    image: Image.Image, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("whence.pictures.cv2.imdecode", fail)
    assert refusal(encoded(image, "JPEG")) == "broken"


def test_a_file_of_exactly_15_mb_is_admitted(image: Image.Image) -> None:
    assert decode(encoded(image, "PNG").ljust(MOST_BYTES, b"\0")).shape == (64, 96, 3)


def test_the_network_sees_224_pixels() -> None:
    assert decode(picture(5, ".jpg", 452, 448)).shape == (224, 226, 3)


def test_a_picture_at_the_limit_is_admitted() -> None:
    assert decode(encoded(Image.new("L", (5000, 5000)), "PNG")).shape == (5000, 5000, 3)
    assert refusal(encoded(Image.new("L", (5001, 5000)), "PNG")) == "too-many-pixels"


def test_a_jpeg_of_endless_passes_is_refused(image: Image.Image) -> None:
    data = encoded(image, "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    assert refusal(data[:-2] + data[last:-2] * 100 + data[-2:]) == "too-complex"
    assert refusal(data[:last] + b"\xff\xfe\0\2" * 3000 + data[last:]) == "too-complex"


def test_a_png_chunk_that_promises_gigabytes_is_refused(image: Image.Image) -> None:
    data = encoded(image, "PNG")
    assert refusal(data[:33] + b"\x7f\xff\xff\x00teXt" + data[33:]) == "broken"


def test_a_film_is_refused(image: Image.Image) -> None:
    film = encoded(image, "AVIF", save_all=True, append_images=[image.rotate(180)])
    assert refusal(film) == "unsupported"


@pytest.mark.parametrize("quarters", range(4))
@pytest.mark.parametrize("axis", [0, 1])
def test_avif_turns_first_and_mirrors_then(image: Image.Image, quarters: int, axis: int) -> None:
    data = bytearray(encoded(image, "AVIF", exif=turned(5)))
    data[data.index(b"irot") + 4] = quarters
    data[data.index(b"imir") + 4] = axis
    upright = decode(encoded(image, "AVIF"))
    assert np.array_equal(decode(bytes(data)), np.flip(np.rot90(upright, quarters), axis))


def test_colours_that_would_come_out_wrong_are_refused(image: Image.Image) -> None:
    floating = Image.fromarray(np.asarray(image.convert("L")).astype(np.float32))
    assert refusal(encoded(floating, "TIFF")) == "unsupported"


@pytest.mark.parametrize("kind", FORMATS)
def test_no_bytes_bring_it_down(image: Image.Image, kind: str) -> None:
    """Damage real files at random: an array or a PictureError, nothing else."""
    rng, good = np.random.default_rng(7), encoded(image, kind)
    for _ in range(150):
        data = np.frombuffer(good, np.uint8).copy()
        places = rng.integers(0, len(data) if rng.random() < 0.5 else 64, rng.integers(1, 9))
        data[places] = rng.integers(0, 256, len(places))
        try:
            assert decode(data.tobytes()).ndim == 3
        except PictureError:
            continue


def test_an_error_travels_between_processes() -> None:
    error = pickle.loads(pickle.dumps(PictureError("broken")))  # noqa: S301
    assert (error.code, str(error)) == ("broken", REFUSALS["broken"])


def remarks_about(*files: bytes) -> bytes:
    program = (
        "import ast, sys\nfrom whence.pictures import PictureError, decode\n"
        "for data in ast.literal_eval(sys.stdin.read()):\n"
        "    try: decode(data)\n    except PictureError: continue\n    raise SystemExit(1)"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, input=repr(files).encode(), capture_output=True, check=True)
    return done.stderr


def test_is_quiet_about_broken_files(image: Image.Image) -> None:
    """A server's log is not for the remarks of OpenCV and libpng."""
    png = bytearray(encoded(image, "PNG"))
    png[len(png) // 2] ^= 1
    assert remarks_about(bytes(png), *(encoded(image, kind)[:-9] for kind in FORMATS)) == b""
