"""Writes the lock: uv.lock and two requirement files, with hashes and without any host.

uv resolves in a scratch copy, from wherever this machine fetches packages; what it found is then
written down by file name and hash alone. Pins stay as they are unless --upgrade is given.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Written by `make lock`; do not edit.\n"
EXPORTS = {"requirements.txt": ["--no-dev"], "requirements-dev.txt": []}
ADDRESS = re.compile(r'\burl = "[a-z]+://[^"]*/([^"/]+)"')
REGISTRY = re.compile(r'\bregistry = "[a-z]+://[^"]*"')
UPLOADED = re.compile(r', upload-time = "[^"]*"')


def uv(*arguments: str, at: Path) -> str:
    """What uv prints, run with the project's own index setting left aside."""
    command = [shutil.which("uv", path=Path(sys.executable).parent) or "uv", *arguments]
    done = subprocess.run(command, cwd=at, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def requirements(arguments: list[str], *, at: Path) -> str:
    """One requirement file, as the ordinary client of the registry reads it."""
    plain = ["--no-header", "--no-annotate", "--no-emit-project", "--format=requirements.txt"]
    return HEADER + uv("export", "--quiet", "--frozen", *plain, *arguments, at=at)


def without_hosts(lock: str) -> str:
    """The same lock, its files expected in the wheelhouse instead of at an address."""
    lock = REGISTRY.sub('registry = ".wheels"', lock)
    return UPLOADED.sub("", ADDRESS.sub(r'path = "\1"', lock))


def main(*options: str) -> None:
    with tempfile.TemporaryDirectory() as directory:
        scratch = Path(directory)
        for name in ("pyproject.toml", "uv.lock"):
            if (ROOT / name).exists():
                shutil.copy(ROOT / name, scratch)
        uv("lock", "--no-config", "--system-certs", *options, at=scratch)
        for name, arguments in EXPORTS.items():
            (ROOT / name).write_text(requirements(arguments, at=scratch))
        (ROOT / "uv.lock").write_text(without_hosts((scratch / "uv.lock").read_text()))


if __name__ == "__main__":
    main(*sys.argv[1:])
