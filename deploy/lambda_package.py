"""Put together what the Lambda consists of: `python deploy/lambda_package.py FOLDER`.

Installs deploy/lambda/requirements.txt without what is never loaded, adds the part of Whence that
answers events and the model, and says what each weighs.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "deploy" / "lambda" / "requirements.txt"
OURS = ("whence/*.py", "whence/museums/*.py", "whence/public_web/*.py")
MODEL = ("model/culture.pkl", "model/culture.json")
NEVER_LOADED = (
    # drivers of other processors, and programs
    "ai_edge_litert/vendors",
    "ai_edge_litert/tools",
    "ai_edge_litert/libLiteRtWebGpuAccelerator.so",
    "bin",
    # C headers, tests, and what numpy keeps for compilers
    "numpy/_core/include",
    "numpy/_core/lib",
    "numpy/f2py",
    "**/tests",
    "**/*.pyi",
    "**/*.a",
)


def main(folder: Path) -> None:
    """Fill an empty folder."""
    _install(folder)
    for pattern in NEVER_LOADED:
        for path in list(folder.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for pattern in (*OURS, *MODEL):
        for path in ROOT.glob(pattern):
            copy = folder / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
    # Nothing can be compiled where the package lies, and its files' times may change on the way.
    compiled = ("-m", "compileall", "-qq", "--invalidation-mode", "unchecked-hash", str(folder))
    subprocess.run([sys.executable, *compiled], check=True)
    for name, size in sorted(weights(folder).items(), key=lambda item: -item[1]):
        print(f"{size / 1e6:8.1f} MB  {name}")


def weights(folder: Path) -> dict[str, int]:
    """Return the bytes of everything at the top of a package, and of all but the model."""
    found = {
        path.name: sum(file.stat().st_size for file in [path, *path.rglob("*")] if file.is_file())
        for path in folder.iterdir()
    }
    return found | {"all but the model": sum(found.values()) - found["model"]}


def _install(folder: Path) -> None:
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    options = ("--no-deps", "--no-compile", "--only-binary", ":all:", "--target", str(folder))
    subprocess.run([*pip, *options, "-r", str(REQUIREMENTS)], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
