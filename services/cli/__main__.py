"""`xiheng`."""

from __future__ import annotations

import os
import sys
import traceback

import typer

from services.cli.alerts import alerts
from services.cli.alerts_ledger import verify
from services.cli.assess import assess
from services.cli.credential import credential
from services.cli.dead_letters import dead_letters
from services.cli.demo import demo
from services.cli.doctor import doctor
from services.cli.explain import explain
from services.cli.notices import notices
from services.cli.office import override, remark, review
from services.cli.plan import plan
from services.cli.push import push
from services.cli.rules import rules
from services.cli.screen import FAILED, fail
from services.cli.status import status
from services.cli.up import up

STACK = "XIHENG_STACK"
"""Environment variable: set, an unexpected error shows where it happened."""


def make_app() -> typer.Typer:
    """Return the command with all its parts."""
    app = typer.Typer(
        name="xiheng",
        help="Xiheng 锡衡: govern a city's yearly plan by indicators, every day. 用指标逐日治理一座城市的年度计划。",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="markdown",
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for one in (demo, up, push, assess, status, explain, review, remark, override, verify, credential, doctor):
        app.command()(one)
    app.add_typer(plan, name="plan")
    app.add_typer(rules, name="rules")
    app.add_typer(alerts, name="alerts")
    app.add_typer(notices, name="notices")
    app.add_typer(dead_letters, name="dead-letters")
    return app


def main() -> None:
    """Run the command. Whatever nobody thought of ends in one sentence too."""
    try:
        make_app()(prog_name="xiheng")
    except Exception as error:  # noqa: BLE001 - the last place where it can be said in words
        if os.environ.get(STACK):
            traceback.print_exc()
        fail(f"unexpected {type(error).__name__}: {error}; this is a mistake of xiheng's: report it with what {STACK}=1 prints")
        sys.exit(FAILED)


if __name__ == "__main__":
    main()
