"""Every knob, read from the environment once, in one frozen object."""

import logging
import os
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from tempfile import gettempdir
from typing import Annotated, Final, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from whence import service_addresses
from whence.mistake import Mistake
from whence.model_address import RemoteModel, model_address

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent

SLIP: Final = 0.85
"""How alike (difflib's ratio) a name must be to a setting's to be taken for it misspelt."""


Origin = Annotated[str, AfterValidator(service_addresses.origin)]
Redis = Annotated[str, AfterValidator(service_addresses.redis)]
Database = Annotated[str, AfterValidator(partial(service_addresses.database, folder=ROOT))]
Token = Annotated[SecretStr, AfterValidator(service_addresses.token)]


class SettingsError(Mistake):
    """Settings that make no sense; the message names each variable and what is wrong with it."""


def _cache() -> Path:
    try:
        return Path.home() / ".cache" / "whence"
    except RuntimeError:  # a user without a home, as some containers have
        return Path(gettempdir()) / "whence"


def _bare(value: str) -> str:
    """Return a value without the line end of the file that it came from; `~` is one's home."""
    bare = value.strip()
    return os.path.expanduser(bare) if bare.startswith("~/") else bare  # noqa: PTH111 - a str


class Settings(BaseSettings):
    """What an operator may change; lists are separated by commas."""

    model_config = SettingsConfigDict(
        env_prefix="WHENCE_", env_ignore_empty=True, frozen=True, extra="ignore"
    )

    port: int = Field(
        default=8050,
        ge=1,
        le=65535,
        validation_alias="PORT",
        description="Port that the gallery opens on.",
    )
    catalogue: Annotated[tuple[Path, ...], NoDecode] = Field(
        default=(ROOT / "data" / "paintings.csv",),
        description="Catalogues that hang in the gallery.",
    )
    studies: Path = Field(
        default=ROOT / "data" / "studies.csv", description="Catalogue of the built-in studies."
    )
    model: Annotated[Path | RemoteModel, NoDecode, BeforeValidator(model_address)] = Field(
        default=ROOT / "model" / "culture.pkl",
        description="The pickled model: a path, its manifest beside it, or "
        "`https://…#sha256=…`, which is downloaded once into the cache.",
    )
    cache: Path = Field(
        default=_cache(),
        description="Folder for downloaded pictures, verdicts and models.",
    )
    cache_megabytes: int = Field(default=256, ge=1, description="Size at which old pictures leave.")
    museums: Annotated[tuple[Origin, ...], NoDecode] = Field(
        default=("https://images.metmuseum.org", "https://openaccess-cdn.clevelandart.org"),
        description="Origins (scheme://host[:port]) that pictures may be fetched from.",
    )
    public_urls: bool = Field(
        default=False,
        description="Whether whoever asks may name a picture by its https address (`true`); "
        "the Lambda allows it unless this says `false`.",
    )
    threads: int = Field(
        default=2,
        ge=1,
        le=64,
        description="Cores that the network may use for one picture; a worker decides one after "
        "the other.",
    )
    calls_a_minute: int = Field(
        default=3000,
        ge=0,
        description="Callbacks, pictures and API calls that one visitor may ask for in a minute; "
        "a click makes eight. 0 for any number, and for any number of corrections, which are "
        "20 at most otherwise.",
    )
    uploads_a_minute: int = Field(
        default=120,
        ge=0,
        description="Requests with pictures of their own (up to 16 each), or for a verdict by the "
        "API, and messages over MCP, that one visitor may send in a minute; 0 for any number.",
    )
    trusted_hops: int = Field(
        default=0,
        ge=0,
        le=8,
        description="Proxies in front that tell truly who asks (X-Forwarded-For, "
        "X-Forwarded-Proto); 1 on Heroku.",
    )
    metrics_token: Token | None = Field(
        default=None,
        description="What Prometheus must send as `Authorization: Bearer …` to `/metrics`; without "
        "it only programs on the same machine are answered, which a proxy there is, too.",
    )
    redis_url: Redis | None = Field(
        default=None,
        validation_alias="REDIS_URL",
        repr=False,
        description="Redis (`redis://…`, `rediss://…`) by which several machines share verdicts "
        "and rate limits.",
    )
    redis_verify: bool = Field(
        default=True,
        description="Whether the certificate of a `rediss://` server is checked; Heroku's is its "
        "own and needs `false`.",
    )
    mcp: bool = Field(
        default=False,
        description="Whether programs may call the gallery's three tools at `/_dash-mcp` "
        "(Model Context Protocol).",
    )
    database_url: Database = Field(
        default="sqlite:///data/feedback.db",
        validate_default=True,
        validation_alias="DATABASE_URL",
        repr=False,
        description="Database of visitors' corrections, SQLite or PostgreSQL (`postgres://…`).",
    )

    @property
    def redis(self) -> str | None:
        """The address of Redis as its clients take it."""
        if self.redis_url is None or self.redis_verify or self.redis_url.startswith("redis:"):
            return self.redis_url
        return f"{self.redis_url}{'&' if '?' in self.redis_url else '?'}ssl_cert_reqs=none"

    @classmethod
    def load(cls) -> Self:
        """Read the environment; raises SettingsError."""
        cls._warn_of_slips()
        try:
            return cls()
        except ValidationError as error:
            faults = [
                f"{cls._variable(e['loc'])}: {e['msg'].removeprefix('Value error, ')}"
                for e in error.errors()
            ]
            raise SettingsError("; ".join(faults)) from None

    @classmethod
    def variables(cls) -> dict[str, str]:
        """Return the environment variable of each field, by the field's name."""
        prefix = cls.model_config["env_prefix"]
        return {
            name: str(field.validation_alias or f"{prefix}{name}".upper())
            for name, field in cls.model_fields.items()
        }

    @classmethod
    def _warn_of_slips(cls) -> None:
        """Say which variables look like ours misspelt; others may have names of that kind, too."""
        known, prefix = set(cls.variables().values()), cls.model_config["env_prefix"]
        for name in sorted(os.environ.keys() - known):
            if not name.startswith(prefix):
                continue
            bare = name.removeprefix(prefix)
            # Kubernetes sets WHENCE_PORT=tcp://… where a service is called so.
            near = [bare] if bare in known and not os.environ[name].startswith("tcp:") else []
            for meant in near or get_close_matches(name, known, 1, SLIP):
                log.warning("%s is no setting; did you mean %s?", name, meant)

    @classmethod
    def _variable(cls, location: tuple[int | str, ...]) -> str:
        return cls.variables().get(str(location[0]), str(location[0]))

    @field_validator("catalogue", "museums", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(_bare(part) for part in value.split(",") if part.strip())
        return value

    @field_validator("*", mode="before")
    @classmethod
    def _as_meant(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        if value and not _bare(value):
            raise ValueError("it is blank; leave it out for the default")
        return _bare(value)
