"""What the scripts in assets/ say; they ask for it by its key."""

import json
from typing import Final

from whence.messages import N_
from whence.web.components.hanging import LOST
from whence.web.components.rounds import LOST_UNSEEN
from whence.web.language import _

SENTENCES: Final = {
    "forgets": N_(
        "What stands here of your pictures is kept nowhere and will be gone. Change the language?"
    ),
    "silent": N_("The gallery did not answer. Please try again."),
    "lost": LOST,
    "unseen": LOST_UNSEEN,
    "unexplained": N_(
        "Where the answer came from cannot be shown just now. Press “Why?” twice to ask again."
    ),
    "unsent": N_("The gallery did not answer. Check the connection and try again."),
    "resembles": N_("It resembles"),
    "yours": N_("Your picture"),
    "alternative": N_("Your picture {name}"),
    "sending": N_("Sending {name}"),
    "turn": N_("Waits its turn…"),
    "looking": N_("Looking at it…"),
    "progress": N_("Picture {number} of {total}…"),
    "answered": N_("{name}: {word}. {sentence}"),
    "refused": N_("{name}: {reason}"),
    "decided": N_("{decided} of {total} pictures decided."),
    "rest": N_("That was a lot in a short time; it goes on by itself in {seconds} seconds."),
    "nothing": N_("There is no picture in what you brought."),
    "many": N_("Only {most} pictures at a time: {left} were left out. Please bring them again."),
    "pasted": N_("Pasted picture"),
    "press": N_("Press Ctrl+V (⌘V on a Mac) to paste."),
    "closed": N_("The browser keeps its clipboard closed. Press Ctrl+V (⌘V on a Mac) to paste."),
}


def said_by_scripts() -> str:
    """Return all of them in the request's language, as JSON that may stand in a page."""
    sentences = {key: _(sentence) for key, sentence in SENTENCES.items()}
    return json.dumps(sentences, ensure_ascii=False).replace("<", "\\u003c")
