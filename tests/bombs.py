"""The shelf of bombs: small files that would take gigabytes or minutes of a careless decoder.

`BOMBS` names each with the function that makes it and with what becomes of it: a code of
`pictures.REFUSALS`, or "decoded" for those that are harmless when read with care.
"""

import io
import struct
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from PIL import Image

from tests.museums.trouble import chunk, huge_png, picture
from whence import avif
from whence.pictures import MOST_BYTES

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
SMALL: Final = Image.linear_gradient("L").resize((64, 48)).convert("RGB")


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


@cache
def zeros(megabytes: int) -> bytes:
    """So many megabytes of nothing, deflated to a thousandth."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(megabytes)) + packer.flush()


def png_of(side: int, bits: int, colours: int, interlaced: int = 0) -> bytes:
    """A PNG that begins a square of that kind and soon ends."""
    header = struct.pack(">IIBBBBB", side, side, bits, colours, 0, 0, interlaced)
    begun = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return SIGNATURE + chunk(b"IHDR", header) + begun + chunk(b"IEND", b"")


def png_with(*chunks: bytes) -> bytes:
    data = encoded(SMALL, "PNG")
    return data[:33] + b"".join(chunks) + data[33:]


def many_chunks() -> bytes:
    return png_with(chunk(b"tEXt", b"a\0b") * 900_000)


def film_png(frames: int, side: int) -> bytes:
    control = struct.pack(">IIIIIHHBB", 0, side, side, 0, 0, 1, 1, 0, 0)
    return png_with(chunk(b"acTL", struct.pack(">II", frames, 0)), chunk(b"fcTL", control))


def jpeg_of(width: int, height: int) -> bytes:
    """A real JPEG whose frame says another size."""
    data = bytearray(picture(1, ".jpg", 64, 48))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(data)


def scans(times: int) -> bytes:
    data = encoded(SMALL, "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * times + data[-2:]


def after_start(data: bytes, segment: bytes, times: int) -> bytes:
    return data[:2] + segment * times + data[2:]


def comments(times: int, size: int) -> bytes:
    segment = b"\xff\xfe" + struct.pack(">H", 2 + size) + bytes(size)
    return after_start(picture(1, ".jpg", 64, 48), segment, times)


def riff(*chunks: tuple[bytes, bytes]) -> bytes:
    parts = [
        struct.pack("<4sI", kind, len(data)) + data + b"\0" * (len(data) % 2)
        for kind, data in chunks
    ]
    body = b"WEBP" + b"".join(parts)
    return struct.pack("<4sI", b"RIFF", len(body)) + body


def three(*numbers: int) -> bytes:
    return b"".join(number.to_bytes(3, "little") for number in numbers)


def webp_canvas(side: int, flags: int, inner: tuple[bytes, bytes], frames: int = 0) -> bytes:
    head = (b"VP8X", bytes([flags, 0, 0, 0]) + three(side - 1, side - 1))
    if not frames:
        return riff(head, inner)
    one = struct.pack("<4sI", inner[0], len(inner[1])) + inner[1] + b"\0" * (len(inner[1]) % 2)
    frame = (b"ANMF", three(0, 0, 63, 47, 9) + b"\0" + one)
    return riff(head, (b"ANIM", bytes(6)), *[frame] * frames)


def lossy() -> tuple[bytes, bytes]:
    return b"VP8 ", encoded(SMALL, "WEBP", quality=20)[20:]


def lossless_of(side: int) -> bytes:
    """A real lossless WebP whose header says another size."""
    data = bytearray(encoded(SMALL, "WEBP", lossless=True))
    packed = struct.unpack_from("<I", data, 21)[0] & ~0xFFFFFFF
    struct.pack_into("<I", data, 21, packed | side - 1 | side - 1 << 14)
    return bytes(data)


class WebPBits:
    """Bits of a lossless WebP, the lowest of each byte first."""

    def __init__(self, width: int, height: int) -> None:
        self._bits: list[str] = []
        self.put(0x2F, 8)
        self.put(width - 1, 14)
        self.put(height - 1, 14)
        self.put(0, 4)  # no alpha, release 0

    def put(self, value: int, count: int, times: int = 1) -> None:
        """Append so many bits, so many times."""
        self._bits.append(f"{value:0{count}b}"[::-1] * times)

    def nothing(self) -> None:
        """Append a small picture of any size, without colours at hand, that is 0 everywhere."""
        self.put(0, 1)
        self.put(0b0001, 4, 5)

    def groups(self, blocks: int, count: int, first: int = 0) -> None:
        """Append so many blocks of 4 × 4 pixels that name `count` groups, and the groups' codes."""
        self.put(0b000_1, 4)
        self.put(0, 1)  # no colours at hand among the groups' names
        for _ in range(2):  # green and red: 256 symbols of eight bits, turned around
            self.put(0b1000_0, 5)
            self.put(1 << 33, 36)
            self.put(0b11111110_011_1, 12)
        self.put(0b0001, 4, 3)  # what is always 0
        for block in range(blocks):
            name = first + min(block, count - 1)
            for byte in (name & 255, name >> 8):
                self.put(int(f"{byte:08b}"[::-1], 2), 8)
        self.put(0b0001, 4, 5 * (first + count))

    def file(self) -> bytes:
        """Return the whole picture."""
        bits = "".join(self._bits)
        return riff((b"VP8L", int(bits[::-1], 2).to_bytes(len(bits) // 8 + 9, "little")))


def groups(side: int, count: int, first: int = 0) -> bytes:
    """A lossless WebP whose blocks of 4 × 4 pixels name `count` groups of codes from `first` on."""
    bits = WebPBits(side, side)
    bits.put(0, 2)  # neither transforms nor colours at hand
    bits.groups((side // 4) ** 2, count, first)
    return bits.file()


def gif(width: int, height: int, code: bytes, smallest: int = 2, before: bytes = b"") -> bytes:
    blocks = [
        bytes([len(code[at : at + 255])]) + code[at : at + 255] for at in range(0, len(code), 255)
    ]
    screen = struct.pack("<HHBBB", width, height, 0x81, 0, 0) + bytes(12)
    image = b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + bytes([smallest])
    return b"GIF89a" + screen + before + image + b"".join(blocks) + b"\0;"


def clearings(count: int) -> bytes:
    """Codes of three bits: eight times “clear the table” in three bytes."""
    return gif(64, 64, b"\x24\x49\x92" * (count // 8))


def gif_frames(count: int) -> bytes:
    one = gif(1, 1, b"\x44\1")
    return one[:-1] + one[25:-1] * count + b";"


def bmp(width: int, height: int, bits: int = 24, packing: int = 0, body: bytes = b"") -> bytes:
    start = 54 + (1024 if bits == 8 else 0)
    info = struct.pack("<IiiHHIIiiII", 40, width, height, 1, bits, packing, len(body), 0, 0, 0, 0)
    head = b"BM" + struct.pack("<IHHI", start + len(body), 0, 0, start) + info
    return head.ljust(start, b"\0") + body


def directory(tags: dict[int, int | tuple[int, int, int]], following: int = 0) -> bytes:
    """One directory of a TIFF; a value alone is one 32-bit number, a tuple kind, count, value."""
    rows = [
        (tag, *(value if isinstance(value, tuple) else (4, 1, value)))
        for tag, value in tags.items()
    ]
    entries = b"".join(struct.pack("<HHII", *row) for row in sorted(rows))
    return struct.pack("<H", len(rows)) + entries + struct.pack("<I", following)


def tiff(tags: dict[int, Any], body: bytes = b"", following: int = 0) -> bytes:
    """A grey TIFF whose pixels begin at byte 200."""
    usual = {0x100: 64, 0x101: 48, 0x102: 8, 0x103: 1, 0x106: 1, 0x115: 1}
    head = b"II*\0" + struct.pack("<I", 8) + directory(usual | tags, following)
    return head.ljust(200, b"\0") + body


def strips(count: int) -> bytes:
    """One strip a row, all of them in the same place."""
    places = {0x100: 1, 0x101: count, 0x111: (3, count, 200), 0x116: 1, 0x117: (3, count, 200)}
    return tiff(places, struct.pack("<H", 1) * count)


def directories(count: int, closed: bool = False) -> bytes:
    places = {0x111: 200, 0x116: 48, 0x117: 64 * 48}
    start = 200 + 64 * 48
    one = [struct.pack("<HHHIII", 1, 0x100, 4, 1, 1, start + 18 * (at + 1)) for at in range(count)]
    end = struct.pack("<HHHIII", 1, 0x100, 4, 1, 1, start if closed else 0)
    return tiff(places, bytes(64 * 48) + b"".join(one) + end, start)


def jpeg_inside(side: int = 64, progressive: bool = False) -> bytes:
    """A TIFF of one strip, which is a JPEG."""
    image = Image.new("RGB", (side, side), "teal")
    data = encoded(image, "JPEG", progressive=progressive, subsampling=0)
    size = {0x100: side, 0x101: side, 0x116: side, 0x115: 3, 0x102: (3, 1, 8)}
    return tiff(size | {0x103: 7, 0x106: 6, 0x111: 200, 0x117: len(data)}, data)


def tile(side: int, channels: int = 3, bits: int = 8) -> bytes:
    data = zeros(1)
    tags = {0x102: bits, 0x103: 8, 0x106: 2, 0x115: channels, 0x142: side, 0x143: side}
    return tiff(tags | {0x144: 200, 0x145: len(data)}, data)


def frames_in_one_item(times: int) -> bytes:
    """An AVIF whose one picture is followed by copies of itself, in the same item."""
    data = encoded(SMALL.resize((640, 480)), "AVIF", quality=30)
    boxes = list(avif._boxes(data, 0, len(data)))
    at, end = next(avif._items(data, list(avif._within(data, boxes, b"meta", 4))))
    frame = data.index(b"\x32", at + 12)  # after the sequence header, a frame with its length
    more = data[frame:end] * times
    box, length = data.index(b"mdat") - 4, struct.pack(">I", end - at)
    place = data.index(length, data.index(b"iloc"))
    whole = struct.pack(">I", struct.unpack_from(">I", data, box)[0] + len(more))
    parts = [data[:place], struct.pack(">I", end - at + len(more)), data[place + 4 : box], whole]
    return b"".join(parts) + data[box + 4 :] + more


def avif_of(side: int, mode: str = "RGB") -> bytes:
    """A real AVIF of 64 × 64 whose box says another size."""
    data = encoded(Image.new(mode, (64, 64)), "AVIF")
    return data.replace(struct.pack(">II", 64, 64), struct.pack(">II", side, side))


def avif_that_lies() -> bytes:
    data = encoded(Image.new("RGB", (5001, 5001)), "AVIF", quality=10, speed=10)
    return data.replace(struct.pack(">II", 5001, 5001), struct.pack(">II", 50, 50))


def turned(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x112] = orientation
    return exif


def huge_exif(kind: str) -> bytes:
    exif = turned(6).tobytes() + bytes(10_000_000)
    return encoded(SMALL, kind, exif=exif)


DECODED: Final = "decoded"
BOMBS: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "PNG, 30,000 × 30,000 in one bit": (huge_png, "too-many-pixels"),
    "PNG, 25 megapixels of 64 bits": (lambda: png_of(5000, 16, 6), "too-heavy"),
    "PNG, interlaced, 25 megapixels with alpha": (
        lambda: png_of(5000, 8, 6, 1),
        "too-heavy",
    ),
    "PNG, a chunk that promises 2 GB": (
        lambda: png_with(b"\x7f\xff\xff\x00teXt"),
        "broken",
    ),
    "PNG, 900,000 chunks": (many_chunks, "too-complex"),
    "PNG, colour profile of 50 MB in 50 kB": (
        lambda: png_with(chunk(b"iCCP", b"x\0\0" + zeros(50))),
        DECODED,
    ),
    "PNG, ten texts of 50 MB in 500 kB": (
        lambda: png_with(chunk(b"zTXt", b"x\0\0" + zeros(50)) * 10),
        DECODED,
    ),
    "PNG, XMP of 50 MB in 50 kB": (
        lambda: png_with(chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zeros(50))),
        DECODED,
    ),
    "PNG, 30 texts of 7 MB in 210 kB": (
        lambda: png_with(chunk(b"zTXt", b"x\0\0" + zeros(7)) * 30),
        "too-heavy",
    ),
    "PNG, 30 international texts of 7 MB in 210 kB": (
        lambda: png_with(chunk(b"iTXt", b"x\0\1\0\0\0" + zeros(7)) * 30),
        "too-heavy",
    ),
    "PNG, 300 MB behind the last pixel": (
        lambda: (
            SIGNATURE
            + chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zeros(300))
            + chunk(b"IEND", b"")
        ),
        "too-complex",
    ),
    "PNG, film of 2 billion frames": (lambda: film_png(0x7FFFFFFF, 64), "broken"),
    "PNG, film whose frames are larger than itself": (lambda: film_png(2, 20_000), "broken"),
    "PNG, EXIF of 10 MB": (lambda: huge_exif("PNG"), "broken"),
    "JPEG, 65,500 × 65,500": (lambda: jpeg_of(65_500, 65_500), "broken"),
    "JPEG, 5,000 × 5,000 said, 64 × 48 there": (lambda: jpeg_of(5000, 5000), "broken"),
    "JPEG, 100 scans": (lambda: scans(100), "too-complex"),
    "JPEG, 3,000 segments": (lambda: comments(3000, 9), "too-complex"),
    "JPEG, 14 MB of comments": (lambda: comments(220, 65_000), DECODED),
    "WebP, lossless, 16,384 × 16,384": (lambda: lossless_of(16_384), "too-many-pixels"),
    "WebP, canvas of 16 million × 16 million": (
        lambda: webp_canvas(1 << 24, 0, lossy()),
        "too-many-pixels",
    ),
    "WebP, film of 25 megapixels": (lambda: webp_canvas(5000, 2, lossy(), 2), "too-heavy"),
    "WebP, film of 50,000 frames": (lambda: webp_canvas(64, 2, lossy(), 50_000), DECODED),
    "WebP, 65,536 groups of codes": (lambda: groups(1024, 65_536), "too-heavy"),
    "WebP, 5,000 groups of codes": (lambda: groups(1024, 5000), DECODED),
    "WebP, EXIF of 10 MB": (lambda: huge_exif("WEBP"), DECODED),
    "GIF, 65,535 × 65,535": (lambda: gif(65_535, 65_535, b"\x44\1"), "too-many-pixels"),
    "GIF, 20 megapixels": (lambda: gif(5000, 4000, b"\x44\1"), "too-heavy"),
    "GIF, the table cleared 8 million times": (lambda: clearings(8_000_000), "too-complex"),
    "GIF, seven million blocks": (
        lambda: gif(1, 1, b"")[:-2] + b"\x01\x44" * 7_000_000,
        "too-complex",
    ),
    "GIF, 500,000 frames": (lambda: gif_frames(500_000), DECODED),
    "GIF, 10 MB of comments": (
        lambda: gif(1, 1, b"\x44\1", before=b"!\xfe" + (b"\xff" + bytes(255)) * 40_000 + b"\0"),
        DECODED,
    ),
    "BMP, 30,000 × 30,000": (lambda: bmp(30_000, 30_000), "too-many-pixels"),
    "BMP, 5,000 × 5,000 said, nothing there": (lambda: bmp(5000, 5000), "broken"),
    "BMP, 25 megapixels, run-length, of one order": (
        lambda: bmp(5000, 5000, 8, 1, b"\0\1"),
        DECODED,
    ),
    "TIFF, 65,500 × 65,500": (lambda: tiff({0x100: 65_500, 0x101: 65_500}), "too-many-pixels"),
    "TIFF, one tile of 16,000 × 16,000": (lambda: tile(16_000), "too-heavy"),
    "TIFF, one tile of 2 billion × 2 billion": (
        lambda: tiff({0x142: 1 << 31, 0x143: 1 << 31, 0x144: 200, 0x145: 9}),
        "too-heavy",
    ),
    "TIFF, one tile of 5,000 × 5,000 × 64 bits": (lambda: tile(5008, 4, 16), "too-heavy"),
    "TIFF, a million strips": (lambda: strips(1_000_000), "too-complex"),
    "TIFF, a JPEG of many scans inside": (lambda: jpeg_inside(progressive=True), "unsupported"),
    "TIFF, an ordinary JPEG inside": (jpeg_inside, DECODED),
    "TIFF, one JPEG of 20 megapixels inside": (
        lambda: jpeg_inside(side=4500),
        "too-heavy",
    ),
    "TIFF, 100,000 directories": (lambda: directories(100_000), DECODED),
    "TIFF, directories in a circle": (lambda: directories(2, closed=True), DECODED),
    "TIFF, 4 billion offsets": (
        lambda: tiff({0x111: (4, 0xFFFFFFFF, 200), 0x117: (4, 0xFFFFFFFF, 200)}),
        "broken",
    ),
    "AVIF, 16,000 × 16,000 said": (lambda: avif_of(16_000), "too-many-pixels"),
    "AVIF, 5,001 × 5,001 that says 50 × 50": (avif_that_lies, "too-many-pixels"),
    "AVIF, 16 megapixels": (lambda: avif_of(4000), "too-heavy"),
    "AVIF, 9 megapixels with alpha": (lambda: avif_of(3000, "RGBA"), "too-heavy"),
    "AVIF, 200 frames in one picture": (lambda: frames_in_one_item(200), "unsupported"),
    "AVIF, a film": (
        lambda: encoded(SMALL, "AVIF", save_all=True, append_images=[SMALL] * 3),
        "unsupported",
    ),
    "A file of more than 15 MB": (lambda: bytes(MOST_BYTES + 1), "too-large"),
}
