"""Adds up the runs of pytest: `all: 812 passed, 0 failed, 3 skipped`."""

import sys
from xml.etree import ElementTree as ET


def main(*reports: str) -> None:
    suites = [suite for report in reports for suite in ET.parse(report).iter("testsuite")]
    count = {
        name: sum(int(suite.get(name, 0)) for suite in suites)
        for name in ("tests", "failures", "errors", "skipped")
    }
    failed = count["failures"] + count["errors"]
    passed = count["tests"] - failed - count["skipped"]
    print(f"all: {passed} passed, {failed} failed, {count['skipped']} skipped")


if __name__ == "__main__":
    main(*sys.argv[1:])
