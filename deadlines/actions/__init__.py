"""Starting, stopping and watching clocks; `calendars` changes what they count by."""

from deadlines.actions.clocks import AlreadyClosed, cancel, meet, replace, start
from deadlines.actions.sweeps import Tell, sweep


__all__ = ["AlreadyClosed", "Tell", "cancel", "meet", "replace", "start", "sweep"]
