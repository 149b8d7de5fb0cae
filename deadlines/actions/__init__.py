"""Starting, stopping and watching clocks; `calendars` changes what they count by."""

from deadlines.actions.clocks import AlreadyClosed, cancel, meet, replace, start
from deadlines.actions.sweeps import Ring, Tell, sweep


__all__ = ["AlreadyClosed", "Ring", "Tell", "cancel", "meet", "replace", "start", "sweep"]
