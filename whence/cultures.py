"""The labels, and the one function that maps museums' spellings to them."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

CULTURES: Final = ("America", "China", "India", "Japan")

# Whole names only: "American Indian", "Spanish American" or "West Indian" must match none.
_NAMES: Final = {
    "america": "America",
    "american": "America",
    "african american": "America",
    "african-american": "America",
    "united states": "America",
    "united states of america": "America",
    "usa": "America",
    "china": "China",
    "chinese": "China",
    "people's republic of china": "China",
    "india": "India",
    "indian": "India",
    "mughal india": "India",
    "japan": "Japan",
    "japanese": "Japan",
}
# Part of a country is that country ("Western India"); "Central America" is no part of America.
_PART: Final = re.compile(
    r"(?:north|south|east|west|central|north-?east|north-?west|south-?east|south-?west)(?:ern)?"
    r" (china|india|japan)"
)
_BORN: Final = re.compile(r"[,;]?\s*[(\[]?\s*\bborn\b.*")
# The museum doubts the culture itself, not a town in it: "China (?)" but not "India (Kangra?)".
_DOUBT: Final = re.compile(r"[\s,;:(\[]*(?:\?|(?:probably|possibly|perhaps|attributed)\s*[)\],]*$)")
# What the rest may not say: made for others, or a second culture beside the first.
_ELSEWHERE: Final = re.compile(
    r"\b(?:(?:for|export|market|native)\b|"
    r"america|china|chinese|india(?!na)|japan|korea|tibet|nepal|bhutan|mongol|ryukyu|"
    r"central asia|sri lanka|ceylon|burm|myanmar|thai|siam|vietnam|persia|iran|"
    r"pakistan|afghan|bangladesh|turk|"
    r"europe|british|britain|english|(?<!new )england|scot|welsh|wales|irish|ireland|"
    r"french|france|german|dutch|netherland|flemish|italian|italy|spanish|spain|"
    r"portug|swiss|swed|danish|norweg|russia|austria|polish|greek|"
    r"(?<!new )mexic|peru|canad|cuba|haiti|brazil|chile|boliv|ecuador|colombia|"
    r"africa|egypt|armenia|ukrain)"
)


def are_cultures(labels: Iterable[str]) -> bool:
    """Tell whether a model's labels are the gallery's: all cultures, and nothing else."""
    return set(labels) == set(CULTURES)


def culture_of(text: str) -> str | None:
    """Name the culture that a museum's wording stands for, or None where it names none of ours.

    Knows countries ("India (Rajasthan, Mewar)"), nationalities ("American, born England") and
    parts ("Western India, Udaipur"). Doubtful ("China (?)"), double ("China or Japan") and
    borrowed wording ("Chinese, for American market") gives None: a wrong label costs more than
    a lost picture. See docs/decisions.md for the disputed cases.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().replace("’", "'").split())
    plain = _BORN.sub("", plain)
    head = re.split(r"[,;:(\[]", plain, maxsplit=1)[0]
    tail, head = plain[len(head) :], head.strip()
    if _DOUBT.match(tail) or _ELSEWHERE.search(tail):
        return None
    part = _PART.fullmatch(head)
    return _NAMES.get(part.group(1) if part else head)
