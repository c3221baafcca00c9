"""What happens in the core and may be counted; sent whether or not anybody listens."""

from typing import Final

from blinker import Signal

predicted: Final = Signal("The network decided a picture; the sender is its Prediction.")
looked_up: Final = Signal("A cache was asked; the sender is its name, `hit` tells how it went.")
museum_failed: Final = Signal("A museum gave no picture; the sender is its host, `kind` says why.")
corrected: Final = Signal("A visitor's correction came; the sender says whether it was kept.")
