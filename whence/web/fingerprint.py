"""What of a file's address changes with its content."""

import hashlib


def fingerprint(content: bytes) -> str:
    """Return 32 letters and digits that no other content has."""
    return hashlib.sha256(content).hexdigest()[:32]
