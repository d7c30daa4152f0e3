"""`xiheng`."""

from __future__ import annotations

import typer

from services.cli.alerts import alerts
from services.cli.assess import assess
from services.cli.dead_letters import dead_letters
from services.cli.demo import demo
from services.cli.doctor import doctor
from services.cli.plan import plan
from services.cli.push import push
from services.cli.status import explain, status
from services.cli.up import up


def make_app() -> typer.Typer:
    """Return the command with all its parts."""
    app = typer.Typer(
        name="xiheng",
        help="Xiheng 锡衡: govern a city's yearly plan by indicators, every day.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="markdown",
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for one in (demo, up, push, assess, status, explain, doctor):
        app.command()(one)
    app.add_typer(plan, name="plan")
    app.add_typer(alerts, name="alerts")
    app.add_typer(dead_letters, name="dead-letters")
    return app


def main() -> None:
    """Run the command."""
    make_app()()


if __name__ == "__main__":
    main()
