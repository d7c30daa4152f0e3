"""`xiheng demo`."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from services.cli.options import PlanOption
from services.cli.screen import command, err, out
from services.demo.data.replay import SEED
from services.demo.data.reported import TODAY
from services.demo.report import write_report
from services.demo.running import run_demo
from services.demo.screen import print_outcome


@command
def demo(
    folder: Annotated[Path, typer.Option("--output", help="Folder for the report.")] = Path("xiheng-demo"),
    plan: PlanOption = Path("plans/wuxi-2026"),
    seed: Annotated[int, typer.Option(help="Seed of the synthetic data.")] = SEED,
    keep: Annotated[bool, typer.Option("--keep", help="Keep data and logs of the run in the folder.")] = False,
) -> None:
    """演示全流程。 Show the main job: the year so far, replayed through the whole platform on real Kafka, in two minutes.

    House prices and the city's published figures are real; everything else is synthetic. Leaves a report and no process.

    Examples 示例:

    - `xiheng demo`: the report is `xiheng-demo/report.html`
    - `xiheng demo --output /tmp/demo --keep`: also keep data and logs of the run
    """
    began = time.monotonic()
    out.print(
        f"[bold]Xiheng 锡衡 demo[/]: today is {TODAY} (fixed); seed {seed}; district data and nine limits that the province sets are SYNTHETIC, house prices and bulletins are real"
    )
    folder.mkdir(parents=True, exist_ok=True)
    work = folder / "run" if keep else Path(tempfile.mkdtemp(prefix="xiheng-demo-"))
    try:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=err, transient=True) as progress:
            task = progress.add_task("steps replayed", total=None, visible=False)
            outcome = run_demo(
                work,
                plan,
                seed=seed,
                bootstrap_servers=os.environ.get("KAFKA_BOOTSTRAP_SERVERS", ""),
                progress=lambda _, done, total: progress.update(task, completed=done, total=total, visible=done < total),
                say=lambda text: progress.console.print(text, markup=False, highlight=False),
            )
    finally:
        if not keep:
            shutil.rmtree(work, ignore_errors=True)
    report = write_report(outcome, folder / "report.html")
    print_outcome(outcome, out)
    out.print(
        f"[bold]report[/]: {report} ({report.stat().st_size // 1024} kB, opens offline); all of it took {time.monotonic() - began:.0f} s"
    )
