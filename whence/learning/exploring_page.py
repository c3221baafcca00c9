"""One page of a data set's pictures: a heading, and a caption with the figures for each."""

import base64
from collections.abc import Iterator
from html import escape
from typing import Final

import numpy as np

from whence.learning.exploring import Survey

_STYLE: Final = """\
:root { color-scheme: light dark; }
body { margin: 2rem auto; max-width: 62rem; padding: 0 1rem; font: 1.05rem/1.5 Georgia, serif; }
figure { margin: 2.5rem 0; }
img { max-width: 100%; height: auto; background: #fff; }
figcaption { margin-top: 0.5rem; }"""


def page(name: str, survey: Survey, pictures: dict[str, bytes], left: str = "") -> str:
    """Return HTML that needs no other file: every PNG of `pictures` stands in it with a caption.

    `left` says what the recipe leaves out.
    """
    told = captions(survey)
    body = "\n".join(_figure(data, told[key]) for key, data in pictures.items())
    title = f"The data of {escape(name)}"
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>'
        '\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<h1>{title}</h1>\n{body}\n"
        f"{_notes(survey, left)}</body>\n</html>\n"
    )


def captions(survey: Survey) -> dict[str, str]:
    """Say of each picture, by its name, what it shows."""
    return {
        "labels": " ".join(_labels(survey)),
        "works": f"{len(survey.works)} works drawn at random, with their labels.",
        "sizes": _sizes(survey),
        "sources": _sources(survey),
    }


def _labels(survey: Survey) -> Iterator[str]:
    most = max(survey.labels, key=survey.labels.__getitem__)
    least = min(survey.labels, key=survey.labels.__getitem__)
    yield f"Works per label: {len(survey.labels)} labels."
    if survey.labels[most] == survey.labels[least]:
        yield f"Each has {survey.labels[most]:,} works."
    else:
        yield f"Most are {most} ({survey.labels[most]:,}),"
        yield f"fewest {least} ({survey.labels[least]:,})."


def _sizes(survey: Survey) -> str:
    shorter = survey.sizes.min(axis=1)
    return (
        f"Sizes of {len(shorter):,} pictures: the shorter side has {shorter.min():,} to "
        f"{shorter.max():,} pixels, {np.median(shorter):,.0f} in the middle. A larger dot is a "
        "size that more of them have."
    )


def _sources(survey: Survey) -> str:
    single = sum(len(counts) == 1 for counts in survey.sources.values())
    return (
        f"Where the works come from: {len(survey.sources)} sources, the largest shown. {single} "
        "of them hold one label only, so that a network may learn the source in place of the label."
    )


def _figure(data: bytes, caption: str) -> str:
    said, encoded = escape(caption), base64.b64encode(data).decode()
    return (
        f'<figure>\n<img alt="{said}" src="data:image/png;base64,{encoded}">\n'
        f"<figcaption>{said}</figcaption>\n</figure>"
    )


def _notes(survey: Survey, left: str) -> str:
    notes = [left] if left else []
    if not survey.sources:
        notes.append("This data names no sources.")
    if survey.unreadable:
        shown = ", ".join(survey.unreadable[:10])
        more = " and more" if len(survey.unreadable) > 10 else ""
        notes.append(f"{len(survey.unreadable):,} files are no readable pictures: {shown}{more}.")
    return "".join(f"<p>{escape(note)}</p>\n" for note in notes)
