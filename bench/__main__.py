"""Measures everything that has a goal, or the named figures alone: python -m bench [NAME ...]."""

import sys

from bench import results
from bench.deadlines import due_at, loaded


def main(names: list[str]) -> int:
    wanted = names or list(results.GOALS)
    if unknown := [name for name in wanted if name not in results.GOALS]:
        print(f"Unknown: {', '.join(unknown)}. There are: {', '.join(results.GOALS)}")
        return 2
    measured: dict[str, float] = {}
    if {"due_8wh_us", "due_18wd_us"} & set(wanted):
        measured |= due_at.figures()
    if {"sweep_idle_ms", "sweep_10k_s", "case_desk_ms"} & set(wanted):
        measured |= loaded.figures(wanted)
    measured = {name: value for name, value in measured.items() if name in wanted}
    results.keep(measured)
    for name, value in measured.items():
        goal = results.GOALS[name]
        held = "held" if value <= goal.at_most else "MISSED"
        print(f"{name:<16} {value:>9.2f} {goal.unit:<3} goal {goal.at_most:g}: {held}")
    return int(any(value > results.GOALS[name].at_most for name, value in measured.items()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
