"""What the first bytes of a picture promise, read before anything is decoded.

Small exact readers for the admitted formats. They never allocate by a number found in the file
and raise `ValueError`, `IndexError` or `struct.error` on bytes that break their own format and
`TooComplexError` on files that would take too long.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from struct import unpack_from
from typing import Final

from whence import avif, gif, png, tiff, webp
from whence.complexity import TooComplexError

MOST_SEGMENTS: Final = 2000  # a JPEG of 15 MB needs 240 for its largest metadata
MOST_SCANS: Final = 30  # real progressive JPEGs have about ten; each scan repaints every pixel
_JPEG_MARKER: Final = re.compile(rb"\xff([\xc0-\xcf\xd9-\xfe])")
_START_OF_FRAME: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class Header:
    """A format's name and what it promises; `turn` is an EXIF orientation still to be applied.

    `bits` is the depth of one channel, `multiplied` says that colours come out already multiplied
    with their alpha, and `readable` is false for kinds of a format that would come out in wrong
    colours or cannot be trusted. `channels` come out (grey is counted as three), and beside them
    the decoder holds `held` bytes of its own (measured: docs/decisions.md).
    """

    format: str
    width: int
    height: int
    turn: int = 1
    bits: int = 8
    readable: bool = True
    multiplied: bool = False
    channels: int = 3
    held: int = 0

    def memory(self, reduction: int = 1) -> int:
        """Return the bytes that decoding takes at 1 / `reduction` of width and height.

        OpenCV hands its pixels over as a copy, when its own memory is free again.
        """
        depth = 1 if self.bits <= 8 else 2
        pixels = self.width * self.height * self.channels * depth // reduction**2
        return max(self.held + pixels, 2 * pixels)


def read_header(data: bytes) -> Header | None:
    """Return the header of `data`, or None when its signature is not on the list."""
    for signature, reader in _READERS:
        if signature.match(data):
            return reader(data)
    return None


def _jpeg(data: bytes) -> Header:
    """Walk the segments to the end: the frame gives the size, scans may hide hours of work."""
    frame, scans, coded, at = None, 0, 0, 2
    for _ in range(MOST_SEGMENTS):
        found = _JPEG_MARKER.search(data, at)
        coded += (found.start() if found else len(data)) - at
        if found is None or found[1] == b"\xd9":
            break
        marker, at = found[1][0], found.end()
        if marker in _START_OF_FRAME and frame is None:
            frame = at
        scans += marker == 0xDA
        at += unpack_from(">H", data, at)[0]
    else:
        raise TooComplexError
    if frame is None:
        raise ValueError("JPEG without a frame")
    if scans > MOST_SCANS:
        raise TooComplexError
    return _framed(data, frame, scans, coded)


def _framed(data: bytes, frame: int, scans: int, coded: int) -> Header:
    """Return the header of a JPEG whose frame lies at `frame`, with `coded` bytes in its scans."""
    height, width, colours = unpack_from(">HHB", data, frame + 3)
    # Each 8 × 8 pixels take a bit at least; what is missing would come out as plain grey.
    if coded * 512 < width * height:
        raise ValueError("JPEG with too little in it")
    held = _coefficients(data[frame + 8 : frame + 8 + 3 * colours], width * height)
    # An arithmetic code repaints all pixels for some bytes, and no browser reads it.
    huffman = data[frame - 1] < 0xC8
    return Header("JPEG", width, height, readable=huffman, held=held if scans > 1 else 0)


def _coefficients(components: bytes, pixels: int) -> int:
    """Return the bytes of all coefficients, which more than one scan keeps until the last."""
    shares = [(factors >> 4) * (factors & 15) for factors in components[1::3]]
    return 2 * pixels * sum(shares) // max([1, *shares])


def _png(data: bytes) -> Header:
    width, height, bits, clear, held = png.facts(data)
    return Header("PNG", width, height, bits=bits, channels=4 if clear else 3, held=held)


def _gif(data: bytes) -> Header:
    width, height = unpack_from("<HH", data, 6)
    gif.check(data)
    return Header("GIF", width, height, channels=4, held=9 * width * height)


def _bmp(data: bytes) -> Header:
    old = unpack_from("<I", data, 14)[0] == 12
    width, height = unpack_from("<HH" if old else "<ii", data, 18)
    return Header("BMP", width, abs(height))


def _webp(data: bytes) -> Header:
    kind, codes = data[12:16], webp.held(data)
    if kind == b"VP8X":
        width, height = (1 + int.from_bytes(data[at : at + 3], "little") for at in (24, 27))
        film, clear = data[20] & 0x02, data[20] & 0x12  # a film comes out with alpha in any case
        held = (8 if film else 4) * width * height + codes
        return Header("WebP", width, height, channels=4 if clear else 3, held=held)
    if kind == b"VP8L":
        packed = unpack_from("<I", data, 21)[0]
        width, height = (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
        channels = 4 if packed >> 28 & 1 else 3
        return Header("WebP", width, height, channels=channels, held=4 * width * height + codes)
    width, height = unpack_from("<HH", data, 26)
    return Header("WebP", width & 0x3FFF, height & 0x3FFF)


def _tiff(data: bytes) -> Header:
    tags = tiff.tags(data)
    bits, colours = tags.get(tiff.BITS, 1), tags.get(tiff.CHANNELS, 1)
    # Grey from black, or RGB; libtiff converts the rest to 8 bit.
    plain = tags.get(tiff.PHOTOMETRIC) in (1, 2)
    channels = 3 if colours <= 3 else 4
    inside = tags.get(tiff.COMPRESSION) in tiff.JPEG
    one_pass = not (inside and tiff.UNUSUAL.search(data))
    return Header(
        "TIFF",
        tags[tiff.WIDTH],
        tags[tiff.HEIGHT],
        bits=bits,
        multiplied=bits <= 8 or tags.get(0x152) == 1,
        readable=one_pass and (bits <= 8 or (bits == 16 and plain)),
        channels=channels,
        # A JPEG in several scans keeps its coefficients beside what comes out.
        held=tiff.part(tags) * (max(4, channels * bits // 8) + (2 * channels if inside else 0)),
    )


def _heif(data: bytes) -> Header | None:
    """Tell AVIF from its sister HEIC (an iPhone's photograph), which has no decoder here."""
    brands = data[8 : min(unpack_from(">I", data)[0], 256)]
    if b"avif" in brands or b"avis" in brands:
        width, height, turn, bits, dared, clear = avif.facts(data)
        held = (16 if bits == 8 else 20) * (2 if clear else 1) * width * height
        channels = 4 if clear else 3
        return Header("AVIF", width, height, turn, bits, dared, False, channels, held)
    known = any(brand in brands for brand in (b"heic", b"heix", b"hevc", b"mif1", b"msf1"))
    return Header("HEIC", 0, 0) if known else None


_READERS: Final[tuple[tuple[re.Pattern[bytes], Callable[[bytes], Header | None]], ...]] = (
    (re.compile(rb"\xff\xd8\xff"), _jpeg),
    (re.compile(rb"\x89PNG\r\n\x1a\n.{4}IHDR", re.DOTALL), _png),
    (re.compile(rb"RIFF.{4}WEBPVP8[ LX]", re.DOTALL), _webp),
    (re.compile(rb".{4}ftyp", re.DOTALL), _heif),
    (re.compile(rb"GIF8[79]a"), _gif),
    (re.compile(rb"BM.{12}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0", re.DOTALL), _bmp),
    (re.compile(rb"II\*\0|MM\0\*"), _tiff),
)
