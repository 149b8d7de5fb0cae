"""A file of JSON lines that is only ever added to: each line carries the hash of the one before.

Whoever changes, removes or inserts a line breaks the chain from there on. Any number of processes
may write at once. A line that a crash cut short stays where it is, and the chain goes on over it.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final


START: Final = "0" * 64
PATIENCE: Final = 2.0  # seconds to wait for another writer before giving up
_STEP = 0.02
_BLOCK = 65536

Write = Callable[[Sequence[Mapping[str, Any]]], list[str]]


class Busy(OSError):
    """Another process has held the file for too long."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it stands: `content` is None where it cannot be read."""

    number: int
    hash: str
    content: Mapping[str, Any] | None
    linked: bool  # whether it names the hash of the line before


@dataclass(frozen=True, slots=True)
class Reading:
    """The whole file as it stands."""

    lines: tuple[Line, ...]

    @property
    def first_broken(self) -> int | None:
        """The number of the first line that does not follow from the one before."""
        return next((line.number for line in self.lines if line.content and not line.linked), None)

    @property
    def cut_short(self) -> tuple[int, ...]:
        """Lines that say nothing: a crash interrupted their writing, or somebody damaged them."""
        return tuple(line.number for line in self.lines if line.content is None)

    @property
    def head(self) -> str:
        return self.lines[-1].hash if self.lines else START


def canonical(content: Mapping[str, Any]) -> str:
    """The one way in which a line is spelled."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


class ChainedFile:
    """The file at a path, whose folder exists; OSError where it cannot be read or written."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Reading:
        """Every line, broken or not; a file that does not exist has none."""
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return Reading(())
        return Reading(tuple(_lines(content)))

    def tail(self) -> tuple[Line, ...]:
        """Its last lines, without the first of them; enough to see whether anything is new."""
        try:
            with self.path.open("rb") as file:
                size = file.seek(0, os.SEEK_END)
                file.seek(max(0, size - _BLOCK))
                content = file.read()
        except FileNotFoundError:
            return ()
        return tuple(_lines(content))[1 if size > _BLOCK else 0 :]

    @contextlib.contextmanager
    def writing(self, *, patience: float = PATIENCE) -> Iterator[Write]:
        """Let one process at a time add lines; yields `write(entries)`, which returns their hashes.

        What it returned for is on the disk. Raises Busy, or OSError as the disk tells it.
        """
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
        handle = os.open(self.path, flags, 0o600)
        try:
            with _alone(handle, patience):
                yield partial(_write, handle)
        finally:
            os.close(handle)


def _write(handle: int, entries: Sequence[Mapping[str, Any]]) -> list[str]:
    previous, whole = _tail(handle)
    text = b"" if whole else b"\n"
    hashes = []
    for entry in entries:
        line = canonical({**entry, "prev": previous}).encode()
        previous = hashlib.sha256(line).hexdigest()
        hashes.append(previous)
        text += line + b"\n"
    while text:
        text = text[os.write(handle, text) :]
    os.fsync(handle)
    return hashes


@contextlib.contextmanager
def _alone(handle: int, patience: float) -> Iterator[None]:
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            if time.monotonic() > until:
                raise Busy("another process writes to it") from None
            time.sleep(_STEP)
    try:
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)


def _tail(handle: int) -> tuple[str, bool]:
    """The hash of the last line, and whether that line was written to its end."""
    size = os.fstat(handle).st_size
    if not size:
        return START, True
    block, start = b"", size
    while start and block.rstrip(b"\n").count(b"\n") == 0:
        length = min(_BLOCK, start)
        start -= length
        block = os.pread(handle, length, start) + block
    whole = block.endswith(b"\n")
    last = block.rstrip(b"\n").rpartition(b"\n")[2]
    return hashlib.sha256(last).hexdigest(), whole


def _lines(content: bytes) -> Iterator[Line]:
    previous = START
    number = 0
    for raw in content.split(b"\n"):
        if not raw:
            continue
        number += 1
        parsed = _parsed(raw)
        linked = parsed is not None and parsed.get("prev") == previous
        previous = hashlib.sha256(raw).hexdigest()
        yield Line(number, previous, parsed, linked)


def _parsed(raw: bytes) -> dict[str, Any] | None:
    try:
        content = json.loads(raw)
    except ValueError:
        return None
    return content if isinstance(content, dict) else None
