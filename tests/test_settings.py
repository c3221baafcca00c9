import subprocess
import sys
from pathlib import Path
from ssl import CERT_NONE, CERT_REQUIRED

import pytest
from redis import Redis

from tests.conftest import ROOT
from whence.settings import Settings, SettingsError


def test_lists_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHENCE_CATALOGUE", "a.csv, b.csv,")
    monkeypatch.setenv("WHENCE_MUSEUMS", "http://127.0.0.1:8060")
    settings = Settings.load()
    assert settings.catalogue == (Path("a.csv"), Path("b.csv"))
    assert settings.museums == ("http://127.0.0.1:8060",)


def test_port_is_the_platforms_own_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "9000")
    assert Settings.load().port == 9000


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PORT", "abc"),
        ("PORT", "70000"),
        ("WHENCE_CACHE_MEGABYTES", "many"),
        ("WHENCE_THREADS", "0"),
        ("WHENCE_PUBLIC_URLS", "perhaps"),
        ("WHENCE_MODEL", "https://a.example/culture.pkl"),
        ("WHENCE_MUSEUMS", "ftp://somewhere"),
        ("WHENCE_METRICS_TOKEN", "a-short-token"),
        ("WHENCE_TRUSTED_HOPS", "9"),
        ("REDIS_URL", "memcached://host:11211"),
    ],
)
def test_a_wrong_value_is_refused_by_the_variables_name(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=variable):
        Settings.load()


def test_a_misspelt_variable_is_pointed_out_and_a_strangers_is_not(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("WHENCE_CATALOG", "mine.csv")
    # What Kubernetes sets in every container where a service is called "whence".
    monkeypatch.setenv("WHENCE_PORT", "tcp://10.0.0.1:80")
    monkeypatch.setenv("WHENCE_SERVICE_HOST", "10.0.0.1")
    monkeypatch.setenv("WHENCE_PORT_80_TCP_PROTO", "tcp")
    Settings.load()
    assert caplog.messages == ["WHENCE_CATALOG is no setting; did you mean WHENCE_CATALOGUE?"]


def test_a_user_without_a_home_keeps_pictures_among_what_is_temporary() -> None:
    homeless = (
        "import pathlib\n"
        "def home(): raise RuntimeError('Could not determine home directory.')\n"
        "pathlib.Path.home = home\n"
        "from whence.settings import Settings\n"
        "print(Settings().cache)"
    )
    command = [sys.executable, "-c", homeless]
    environment = {"TMPDIR": "/tmp"}  # noqa: S108
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment)
    assert done.stdout.strip() == "/tmp/whence", done.stderr  # noqa: S108


def test_corrections_lie_beside_the_catalogue_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert Settings.load().database_url == f"sqlite:///{ROOT / 'data' / 'feedback.db'}"


def test_an_unknown_database_is_refused_without_its_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://me:secret@host/name")
    with pytest.raises(SettingsError, match="DATABASE_URL") as refusal:
        Settings.load()
    assert "secret" not in str(refusal.value)
    assert str(refusal.value).startswith("DATABASE_URL: write it like")


def test_a_password_of_redis_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://:one#two@host:6379/0")
    with pytest.raises(SettingsError) as refused:
        Settings.load()
    assert "one" not in str(refused.value)


def test_what_is_secret_is_not_written_where_the_settings_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://:secret-word@host:6379/0")
    monkeypatch.setenv("DATABASE_URL", "postgres://me:secret-word@host/name")
    monkeypatch.setenv("WHENCE_METRICS_TOKEN", "secret-word-of-some-length")
    assert "secret-word" not in repr(Settings.load())


@pytest.mark.parametrize(
    ("given", "verify", "meant"),
    [
        ("rediss://:p@host:6380", "false", "rediss://:p@host:6380?ssl_cert_reqs=none"),
        ("rediss://host/0?db=1", "false", "rediss://host/0?db=1&ssl_cert_reqs=none"),
        ("rediss://:p@host:6380", "true", "rediss://:p@host:6380"),
        ("redis://host", "false", "redis://host"),
    ],
)
def test_a_certificate_of_its_own_is_believed_only_when_told_so(
    monkeypatch: pytest.MonkeyPatch, given: str, verify: str, meant: str
) -> None:
    monkeypatch.setenv("REDIS_URL", given)
    monkeypatch.setenv("WHENCE_REDIS_VERIFY", verify)
    address = Settings.load().redis
    assert address == meant
    connection = Redis.from_url(address).connection_pool.make_connection()
    checks = getattr(connection, "cert_reqs", None)
    wanted = {"rediss-false": CERT_NONE, "rediss-true": CERT_REQUIRED}
    assert checks == wanted.get(f"{given.partition(':')[0]}-{verify}")


def test_a_value_comes_without_the_line_end_of_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHENCE_METRICS_TOKEN", "0123456789abcdef\n")
    monkeypatch.setenv("DATABASE_URL", "postgres://me:word@host/name\n")
    monkeypatch.setenv("WHENCE_CATALOGUE", " one.csv , two.csv\n")
    settings = Settings.load()
    assert settings.metrics_token is not None
    assert settings.metrics_token.get_secret_value() == "0123456789abcdef"
    assert settings.database_url.endswith("/name")
    assert settings.catalogue == (Path("one.csv"), Path("two.csv"))


def test_a_tilde_is_ones_home_where_no_shell_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    monkeypatch.setenv("WHENCE_CACHE", "~/cache")
    monkeypatch.setenv("WHENCE_MODEL", "~/my.pkl")
    monkeypatch.setenv("WHENCE_CATALOGUE", "~/one.csv,~/two.csv")
    settings, home = Settings.load(), Path("/home/me")
    assert (settings.cache, settings.model) == (home / "cache", home / "my.pkl")
    assert settings.catalogue == (home / "one.csv", home / "two.csv")


@pytest.mark.parametrize("token", ["ñandúñandúñandúñandú", "two words of some length", " " * 16])
def test_a_token_that_could_not_be_sent_is_refused(
    monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setenv("WHENCE_METRICS_TOKEN", token)
    with pytest.raises(SettingsError, match="WHENCE_METRICS_TOKEN"):
        Settings.load()


@pytest.mark.parametrize("name", ["DATABASE_URL", "REDIS_URL", "PORT"])
def test_a_platforms_variable_under_our_prefix_is_pointed_out(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    monkeypatch.setenv(f"WHENCE_{name}", "8051")
    Settings.load()
    assert caplog.messages == [f"WHENCE_{name} is no setting; did you mean {name}?"]
