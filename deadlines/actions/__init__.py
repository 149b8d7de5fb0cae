"""Starting, stopping and watching clocks; `calendars` changes what they count by."""

from deadlines.actions.clocks import AlreadyClosed, cancel, meet, release, replace, start
from deadlines.actions.pauses import extend, resume, suspend
from deadlines.actions.sweeps import Ring, Tell, sweep


__all__ = [
    "AlreadyClosed",
    "Ring",
    "Tell",
    "cancel",
    "extend",
    "meet",
    "release",
    "replace",
    "resume",
    "start",
    "suspend",
    "sweep",
]
