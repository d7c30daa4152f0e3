"""A city-year through the pure core, by size: `python -m bench.city_year 1 2 5` (millions of observations), each in a process of its own."""

from __future__ import annotations

import resource
import subprocess
import sys

from bench import core


def main(arguments: list[str]) -> int:
    """Measure one size in this process, several in one each."""
    if len(arguments) != 1:
        for size in arguments or ("1", "2", "5"):
            subprocess.run([sys.executable, "-m", "bench.city_year", size], check=True)  # noqa: S603  # this very module
        return 0
    millions = float(arguments[0])
    seconds = core.city_year(int(millions * 1_000_000))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(f"{millions:g} million: {seconds:,.1f} s, {seconds / millions:,.2f} s a million, {memory / 1e6:,.0f} MB at most", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
