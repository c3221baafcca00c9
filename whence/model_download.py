"""One attempt to download a model, going on where the last one stopped."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import requests
from tqdm import tqdm
from urllib3.exceptions import HTTPError

from whence.bundle import BundleError
from whence.model_address import RemoteModel
from whence.museums.punctual import PunctualAdapter

MOST_BYTES: Final = 500_000_000
CONNECT_LIMIT: Final = 5.0
CHUNK: Final = 262_144
UNTRUSTED: Final = ("CERTIFICATE_VERIFY_FAILED", "NO_CERTIFICATE_OR_CRL_FOUND")
"""What OpenSSL says of a certificate by nobody we know, and of a file without authorities."""


class InterruptionError(Exception):
    """The connection failed, or the server is busy; what came is kept and goes on from there."""


def go_on(model: RemoteModel, part: Path, ends: float) -> None:
    """Download what `part` lacks until the monotonic clock says `ends`.

    Raises InterruptionError where it may work another time, BundleError where it never will.
    """
    had = size_of(part)
    left = ends - time.monotonic()
    if left <= 0:
        raise BundleError(f"The model did not come from {model.host} in time; start again.")
    asked = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={had}-"} if had else {})
    limits = (min(CONNECT_LIMIT, left), left)
    try:
        with (
            _session() as session,
            session.get(model.url, headers=asked, stream=True, timeout=limits) as response,
        ):
            if response.status_code == 416:  # it has no more than we have
                return
            _keep(response, part, _start(response, model, part), model)
    except (OSError, HTTPError, ValueError) as error:
        raise _meaning(error, model) from None


def _meaning(error: Exception, model: RemoteModel) -> Exception:
    """Return what go_on raises for `error`; what the disk says stays as it is."""
    match error:
        case requests.exceptions.SSLError() if any(each in str(error) for each in UNTRUSTED):
            return BundleError(
                f"The certificate of {model.host} is not trusted; check WHENCE_MODEL, or name the "
                "authority's file in REQUESTS_CA_BUNDLE."
            )
        case requests.ConnectionError() | requests.Timeout() | HTTPError() | TimeoutError():
            return InterruptionError()
        case requests.RequestException() if re.search("proxy|SOCKS", str(error), re.IGNORECASE):
            return BundleError(f"The proxy to {model.host} cannot be used; check HTTPS_PROXY.")
        case requests.RequestException() | ValueError():
            return BundleError(
                f"The model's address at {model.host} leads nowhere; check WHENCE_MODEL."
            )
        case OSError(strerror=None):  # as requests says that there is no such file
            return BundleError("The file of authorities is not there; check REQUESTS_CA_BUNDLE.")
    return error


def _session() -> requests.Session:
    session = requests.Session()
    session.adapters.clear()  # so a redirect to plain http is refused too
    session.mount("https://", PunctualAdapter())
    return session


def _start(response: requests.Response, model: RemoteModel, part: Path) -> int:
    """Return at which byte the answer begins; raises what its status means."""
    status, had = response.status_code, size_of(part)
    if status == 200:
        return 0
    if status == 206 and response.headers.get("Content-Range", "").startswith(f"bytes {had}-"):
        return had
    if status == 206:
        part.unlink(missing_ok=True)  # of another file, it seems
    if status in (206, 429) or status >= 500:
        raise InterruptionError
    raise BundleError(
        f"{model.host} answers {status} where the model should be; check WHENCE_MODEL."
    )


def _keep(response: requests.Response, part: Path, start: int, model: RemoteModel) -> None:
    announced = response.headers.get("Content-Length", "")
    total = start + int(announced) if announced.isdecimal() else None
    with (
        part.open("ab") as file,
        tqdm(total=total, initial=start, unit="B", unit_scale=True, disable=None) as progress,
    ):
        file.truncate(start)
        for chunk in _chunks(response):
            file.write(chunk)
            file.flush()  # what a killed process leaves is what came
            progress.update(len(chunk))
            if file.tell() > MOST_BYTES:
                file.truncate(0)
                raise BundleError(
                    f"The file that {model.host} gives has more than "
                    f"{MOST_BYTES // 1_000_000} MB, so it is no model of ours."
                )


def _chunks(response: requests.Response) -> Iterator[bytes]:
    try:
        while chunk := response.raw.read1(CHUNK, decode_content=False):
            yield chunk
    except (HTTPError, OSError) as error:
        raise InterruptionError from error


def size_of(part: Path) -> int:
    """Return how many bytes came already."""
    return part.stat().st_size if part.exists() else 0
