"""The shelf of bombs, each given to the decoder in a process whose memory is watched."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bombs import BOMBS
from tests.conftest import ROOT
from whence.pictures import MOST_MEMORY

WATCHED = """
import json, sys
from pathlib import Path
from whence.pictures import PictureError, decode

def memory(name):
    status = Path("/proc/self/status").read_text()
    return 1024 * int(status.partition(name)[2].split()[0])

before = memory("VmRSS:")
for file in sys.argv[1:]:
    try:
        decode(Path(file).read_bytes())
        became = "decoded"
    except PictureError as error:
        became = error.code
    print(json.dumps([became, memory("VmHWM:") - before]), flush=True)
"""


@pytest.fixture(scope="module")
def became(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, int]]:
    """What became of each bomb, and by how many bytes the process had grown till then."""
    folder: Path = tmp_path_factory.mktemp("bombs")
    files = []
    for number, (make, _) in enumerate(BOMBS.values()):
        files.append(folder / f"{number:03}")
        files[-1].write_bytes(make())
    command = [sys.executable, "-c", WATCHED, *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return dict(zip(BOMBS, lines, strict=False))


@pytest.mark.parametrize("name", BOMBS)
def test_it_is_refused_or_harmless(name: str, became: dict[str, tuple[str, int]]) -> None:
    assert name in became, "the process died of this one, or of one before it"
    outcome, grown = became[name]
    assert outcome == BOMBS[name][1]
    assert grown < MOST_MEMORY + 20_000_000
