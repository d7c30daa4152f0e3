"""`python -m docs.generate [--check]`: writes the pages that follow from the code, or tells whether they are current."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import sys
import textwrap
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from docs import replay
from docs.defaults import defaults_rows
from docs.log_lines import log_lines
from docs.target_inputs import beside_rows, target_rows
from services.notifier.settings import NotifierSettings
from services.operator.settings import OperatorSettings
from services.processor.settings import ProcessorSettings
from services.registry.__main__ import RegistrySettings
from services.registry.topics import TopicsSettings
from services.scoreboard.settings import ScoreboardSettings
from shared.reporting.process import ReportingSettings
from shared.runtime.metrics import REGISTRY
from shared.runtime.process import ProcessSettings
from shared.runtime.settings import PREFIX

_FOLDER = Path(__file__).parent

_SETTINGS: dict[str, type] = {
    "Every gRPC service (the four domain services, registry, scoreboard, notifier)": ProcessSettings,
    "Domain services (industry, environment, livelihood, risk) besides": ReportingSettings,
    "Registry besides": RegistrySettings,
    "Registry's job of topics": TopicsSettings,
    "Scoreboard besides": ScoreboardSettings,
    "Notifier besides": NotifierSettings,
    "Processor": ProcessorSettings,
    "Operator": OperatorSettings,
}

_CONFIGURATION = """# Configuration

Written from the code by `make docs`; do not edit.

Every process reads its settings once, at its start, from environment variables. A secret is better kept in a file: `XIHENG_DATABASE_URL_FILE`
names the file that `XIHENG_DATABASE_URL` is read from, and so for every other. All mistakes are told in one message; the exit code is then 2.
`xiheng up` and `xiheng demo` set all of this themselves; `KAFKA_BOOTSTRAP_SERVERS` makes them use a Kafka that is there already.
"""

_METRICS = """# Metrics

Written from the code by `make docs`; do not edit.

Every process shows its metrics at `/metrics` of its pages, beside `/livez` and `/readyz`, each with the reason when the answer is no. Labels are of
bounded sets only. Counters end in `_total`; of a histogram there are `_bucket`, `_sum`, `_count`.
"""


_LOGS = """# Logs

Written from the code by `make docs`; do not edit.

Every process writes its log to the standard error, one JSON object a line, and is quiet unless something needs a person: the lowest level is `WARNING`,
`XIHENG_LOG_LEVEL` sets another. `xiheng up` keeps the logs in `.xiheng/logs`. A line has

| field | meaning |
|---|---|
| `time` | instant in UTC |
| `level` | `debug`, `info`, `warning`, `error`, `critical` |
| `service` | process |
| `code` | what happened, the same in every release; a library's line has `library-warning`, `library-error` or `library-critical` |
| `message`, `logger` | the same in words; the module |
| `trace_id`, `span_id` | the trace that it was done in, where there is one: the same ids as in the exported spans |
| `event_id` | the event of the log that it is about, as `xiheng explain` shows it under its inputs |
| `error` | the exception, with its stack |
| `left_out` | how often a library has said the same since its last line: it is written once a minute |

and what belongs to its code:

| code | level | message | fields | said by |
|---|---|---|---|---|
"""


_TARGETS = """# What each target is made of

Written from the plan by `make docs`; do not edit.

Each of the 142 targets of the first plan, and what has to be reported so that it is judged. A derived indicator may also be reported as such: the
reported value then goes before the derived one ([derivations.md](derivations.md)). Areas report for themselves and are rolled up.

*Reported* means that there is nothing beneath the figure that a client could send: an amount or a count that each area reports whole and that is summed, or
a figure that one office publishes, with the reason. `xiheng demo` derives every target that can be derived from its components.

| target | 中文 | service | made of |
|---|---|---|---|
"""


_BESIDE = """
## Components that no formula reads

| component | shown beside |
|---|---|
"""


_DEFAULTS = """# Unverified defaults

Written from the code and the plan by `make docs`; do not edit.

What no published text was found for. Each is an **unverified default**: a starting point to be replaced when a document says otherwise. A status that stands on
one says so in its explanation (未经核实的默认值 / *Unverified defaults*): the number wanted, the formula with those of its parameters that the plan leaves as
they are, the formulas beneath it, and the tolerance of a comparison or the revision noise where these decided; each by the name of the parameter to set.
"""


_REPLAY = """# The year 2025 replayed

Written from published series by `make docs`; do not edit.

A plan of 2025 (`plans/wuxi-2025`) judged from what was published of the city, with what was known on each day. Two targets have the numbers of the
plan of that year: output above 5 %, retail sales about 5.5 %. The others are set for the replay and marked as watched. Every value is real; sources:
[services/demo/data/series/README.md](../services/demo/data/series/README.md). *Overdue* means that the release was not found, no more.

```
xiheng assess docs/replay/wuxi-2025.csv --plan plans/wuxi-2025 --as-of 2026-02-01
```

| target | wanted | 2025-05-01 | 2025-08-01 | 2025-11-01 | 2026-02-01 |
|---|---|---|---|---|---|
"""

_REPLAY_NOTES = """
- Output grew by 5.1 %, above 5: achieved. Retail sales grew by 3.1 %, where about 5.5 was wanted: missed by 2.4 points.
- Income grew by 4.1 % with prices unchanged: 1.0 point less than output at comparable prices, 1.0 more than at current prices (+3.1 %). The worse basis decides.
- Fixed-asset investment fell by 13.3 %, as published; levels of both years, 4 587.36 and 3 979.11, say the same.
- The rule `housing.price-falling` speaks from July on: six months in a row below the month before. No check on the data (`quality.*`) finds a contradiction.
"""


def pages() -> dict[str, str]:
    """Return the text of every generated page by its name."""
    return {
        "configuration.md": _configuration(),
        "metrics.md": _metrics(),
        "logs.md": _logs(),
        "targets.md": "".join((_TARGETS, *target_rows(), _BESIDE, *beside_rows())),
        "defaults.md": _DEFAULTS + defaults_rows(),
        "replay-2025.md": "".join((_REPLAY, *replay.rows(), _REPLAY_NOTES)),
    }


def outdated() -> list[str]:
    """Return the names of the pages that differ from what the code says."""
    return [name for name, text in pages().items() if not (_FOLDER / name).exists() or (_FOLDER / name).read_text("utf-8") != text]


def setting_names() -> set[str]:
    """Return the environment variables that processes read."""
    return {f"{PREFIX}{field.name.upper()}" for kind in _SETTINGS.values() for field in dataclasses.fields(kind)}


def _configuration() -> str:
    told: set[str] = set()
    parts = [_CONFIGURATION]
    for title, kind in _SETTINGS.items():
        known = told if title.endswith("besides") else set()
        rows = [row for name, row in _settings(kind) if name not in known]
        parts.append(f"\n## {title.removesuffix(' besides')}\n\n| variable | default | meaning |\n|---|---|---|\n" + "\n".join(rows) + "\n")
        told |= {field.name for field in dataclasses.fields(kind)}
    return "".join(parts)


def _settings(kind: type) -> Iterator[tuple[str, str]]:
    meanings = dict(_meanings(kind))
    for field in dataclasses.fields(kind):
        default = "needed" if field.default is dataclasses.MISSING else f"`{field.default}`" if field.default not in ("", None) else ""
        yield field.name, f"| `{PREFIX}{field.name.upper()}` | {default} | {meanings[field.name]} |"


def _meanings(kind: type) -> Iterator[tuple[str, str]]:
    """Yield (field, the docstring under it), of the class and those that it extends."""
    for one in reversed([each for each in kind.__mro__ if dataclasses.is_dataclass(each)]):
        body = ast.parse(textwrap.dedent(inspect.getsource(one))).body[0]
        statements = body.body if isinstance(body, ast.ClassDef) else []
        for statement, following in pairwise(statements):
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and isinstance(following, ast.Expr):
                yield statement.target.id, " ".join(str(ast.literal_eval(following.value)).split())


def _metrics() -> str:
    rows = [
        f"| `{metric.name}{'_total' if metric.type == 'counter' else ''}` | {metric.type} | {_labels(metric.name)} | {metric.documentation} |"
        for metric in sorted(REGISTRY.collect(), key=lambda metric: metric.name)
    ]
    return _METRICS + "\n| metric | kind | labels | meaning |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"


def _logs() -> str:
    return (
        _LOGS
        + "\n".join(
            f"| `{line.code}` | {line.level} | {line.message} | {', '.join(f'`{name}`' for name in line.fields)} | `{line.module}` |"
            for line in log_lines()
        )
        + "\n"
    )


def _labels(name: str) -> str:
    # The client library keeps the names of labels to itself; there is no public way to ask for them.
    collectors: Iterable[object] = REGISTRY._names_to_collectors.values()  # noqa: SLF001
    found = next((one for one in collectors if getattr(one, "_name", "") == name), None)
    return ", ".join(f"`{label}`" for label in getattr(found, "_labelnames", ()))


def main(arguments: list[str]) -> int:
    """Write, or check."""
    stale = outdated()
    if "--check" in arguments:
        sys.stdout.write(f"not current: {', '.join(stale)}; run `make docs`\n" if stale else "the generated pages are current\n")
        return 1 if stale else 0
    for name in stale:
        (_FOLDER / name).write_text(pages()[name], encoding="utf-8")
    sys.stdout.write(f"written: {', '.join(stale)}\n" if stale else "the generated pages are current\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
