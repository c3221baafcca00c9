"""What a round of the game shows: the picture, what both said, and the score."""

from typing import Any, NamedTuple

from whence.game import ROUNDS, Game, Round
from whence.messages import N_
from whence.painting import Painting
from whence.web import elements as html
from whence.web.components.aria import aria
from whence.web.components.hanging import ICONS, WORDS, alternative, lost_picture, plaque
from whence.web.components.score import TONES, score
from whence.web.elements import Element
from whence.web.language import _
from whence.web.names import label_name, percentage

LOST_UNSEEN = N_("This picture cannot be had just now. Please reload the page.")
"""What is said before the guess: a game that is opened anew hangs a picture that can be had."""


class View(NamedTuple):
    """Everything on the page that changes, in the order of `TABLE` in `callbacks/play.py`."""

    room: str
    progress: str
    wall: Any
    said: Any
    plaque: Any
    score: Any
    onward: str
    notice: str


def guessing(game: Game, wall: Element, notice: str) -> View:
    """Return the page while the visitor looks; nothing on it tells where the painting is from."""
    return View(room("guessing"), _progress(game), wall, None, None, score(game), "", notice)


def answered(game: Game, wall: Element, painting: Painting, notice: str, *, museum: bool) -> View:
    """Return the page after a guess: what both said and what the label says."""
    label = plaque(painting, from_museum=museum)
    onward = _("See how it ended") if len(game.rounds) == ROUNDS else _("Next painting")
    said = _reveal(game, museum=museum)
    return View(room("answered"), _progress(game), wall, said, label, score(game), onward, notice)


def studies_notice(*, few: bool) -> str:
    """Return the one line that says why studies hang: `few` works there are, or none to be had."""
    if few:
        return _("Few works hang here, so this game goes on with our own studies.")
    return _("The museum cannot be reached just now, so this game goes on with our own studies.")


def picture_address(game: Game, place: int) -> str:
    """Return the address of the picture at a place of the game; it does not name the work."""
    return f"/play/pictures/{game.name}/{place}"


def frame(game: Game, ratio: float, painting: Painting | None) -> Element:
    """Return the framed picture; `painting` is given once the guess is made and names it."""
    hidden = _("Painting {number}; its label stays hidden until you guess.", number=game.number)
    picture = html.Img(
        src=picture_address(game, game.place),
        alt=alternative(painting) if painting else hidden,
        id="play-picture",
    )
    return html.Div(
        html.Div(picture, className="canvas", style={"--ratio": f"{ratio:.4f}"}),
        className="frame",
        key=f"{game.name} {game.place}",
    )


def lost(game: Game) -> Element:
    """Return what stands in place of a picture that cannot be had."""
    return lost_picture() if game.answered else html.P(_(LOST_UNSEEN))


def room(state: str) -> str:
    """Return the class of the page in a state: guessing, answered or over."""
    return f"room game {state}"


def _progress(game: Game) -> str:
    numbers = {"number": game.number, "total": ROUNDS}
    if game.daily:
        return _("Today’s ten: painting {number} of {total}", **numbers)
    return _("Ten more: painting {number} of {total}", **numbers)


def _reveal(game: Game, *, museum: bool) -> list[Element]:
    last = game.rounds[-1]
    truth = label_name(last.truth)
    yours, networks = sum(game.yours), sum(game.networks)
    return [
        html.H2(
            _("The museum says {culture}.", culture=truth)
            if museum
            else _("Painted in the manner of {culture}.", culture=truth)
        ),
        html.Div(
            [
                _answer(_("You"), last.guess, last, ""),
                _answer(_("Network"), last.network, last, _sureness(last)),
            ],
            className="both",
        ),
        html.P(
            _("You {yours}, network {networks}.", yours=yours, networks=networks),
            className="visually-hidden",
        ),
    ]


def _sureness(last: Round) -> str:
    return _("{percent} sure", percent=percentage(last.sure))


def _answer(who: str, culture: str, last: Round, sure: str) -> Element:
    tone = TONES[culture == last.truth]
    return html.Div(
        [
            html.Span(ICONS[tone], className="icon", **aria(hidden="true")),
            html.Div(
                [
                    html.P(f"{who} · {_(WORDS[tone])}", className="word"),
                    html.P(label_name(culture)),
                    html.P(sure, className="sure"),
                ]
            ),
        ],
        className=f"verdict {tone}",
    )
