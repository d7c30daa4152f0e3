"""`xiheng up`."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path
from typing import Annotated

import typer

from services.cli.options import PlanOption
from services.cli.plan import apply_folder, checked_folder
from services.cli.reach import DEFAULT_FOLDER
from services.cli.screen import USAGE, command, err, fail, out
from services.local.platform import Platform

_LOOK_SECONDS = 1.0


@command
def up(
    folder: Annotated[
        Path, typer.Option("--platform", envvar="XIHENG_PLATFORM", help="Folder for data, logs, keys and tokens.")
    ] = DEFAULT_FOLDER,
    plan: PlanOption = Path("plans/wuxi-2026"),
    processors: Annotated[int, typer.Option(min=1, max=8, help="Processors that share the partitions.")] = 1,
) -> None:
    """在本机运行整个平台，按 Ctrl-C 停止。 Run the whole platform on this machine until Ctrl-C.

    The first start fetches Kafka, makes an authority for development and a token for each district. Data stay in the folder.

    Examples 示例:

    - `xiheng up`
    - `xiheng up --platform /srv/xiheng --plan plans/wuxi-2026`: data, logs, keys and tokens elsewhere
    - `KAFKA_BOOTSTRAP_SERVERS=kafka:9092 xiheng up`: on a Kafka that is there already
    """
    # While it starts, a signal ends it at once, and what was started is stopped.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    began = time.monotonic()
    districts = clients_of(plan)
    with Platform(
        folder,
        districts=districts,
        bootstrap_servers=os.environ.get("KAFKA_BOOTSTRAP_SERVERS", ""),
        processors=processors,
        progress=lambda text: err.print(text, markup=False),
    ) as platform:
        changes = apply_folder(plan, platform.connection("registry"))
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        out.print(f"[bold]Xiheng runs[/] after {time.monotonic() - began:.0f} s; {len(changes)} definitions of {plan} are in force")
        for name, component in platform.components.items():
            out.print(f"  {name:<12} gRPC {component.address:<22} pages {component.pages}", markup=False)
        out.print(f"  tokens       {platform.folder / 'tokens'}", markup=False)
        out.print("Try: [bold]xiheng status[/], [bold]xiheng push FILE --as city[/], [bold]xiheng doctor[/]. Ctrl-C stops everything.")
        while not stop.wait(_LOOK_SECONDS):
            _restart_ended(platform)
        err.print("stopping …")
    out.print("stopped")


def clients_of(plan: Path) -> dict[str, str]:
    """Return the reporting clients of a plan: one for each area below the plan's own, and `city` for that."""
    manifests = checked_folder(plan).manifests
    areas = {one.name: one.spec for one in manifests if one.kind == "Area"}
    top = next((one.spec.area for one in manifests if one.kind == "Plan"), "")
    if not top:
        raise fail(f"{plan} defines no Plan: name the folder of a whole plan, such as plans/wuxi-2026", USAGE)
    districts = {f"district-{code}": code for code, spec in areas.items() if spec.parent == top}
    return {"city": top, **districts}


def _restart_ended(platform: Platform) -> None:
    for one in platform.components.values():
        code = one.revive()
        if code is not None:
            err.print(f"{one.name} ended with exit code {code}; starting it again (log: {one.log})", markup=False, soft_wrap=True)
