"""The main job: everything is started, the year so far is replayed by nine clients at once, and what came of it is collected."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

from services.demo.clients import Clients
from services.demo.collecting import collect
from services.demo.data.definitions import demo_entities
from services.demo.data.limits import with_synthetic_limits
from services.demo.data.real import CITY
from services.demo.data.replay import clock_steps, demo_data
from services.demo.data.reported import Reported
from services.demo.one_alert import ledger_of, life_of_an_alert, with_duty
from services.demo.outcome import Outcome
from services.demo.receiver import Receiver
from services.demo.registry import Registry
from services.demo.settling import Settling
from services.local.credentials import DOMAINS
from services.local.platform import Platform
from shared.model.catalogue import Catalogue
from shared.model.errors import InvalidManifest
from shared.model.manifests import Manifest, Subscriber
from shared.plans.checking import check_folder
from shared.runtime.authority import write_private

SECRET = b"secret of the demo's receiver"
_SETTLE_SECONDS = 120.0
_A_WEEK_MS = 7 * 86_400_000
_INPUTS = ("debt.", "fiscal.", "housing.")
"""Families whose district figures the report draws."""

Progress = Callable[[str, int, int], None]
"""Told the stage, the steps done and the steps in all."""


def run_demo(folder: Path, plan: Path, *, seed: int, bootstrap_servers: str, progress: Progress, say: Callable[[str], None]) -> Outcome:
    """Run the demo and return what came of it; nothing is left running.

    Args:
        folder: Takes data, logs and keys; best an empty one.
        plan: Folder of the plan's manifests.
        seed: Seed of the synthetic data.
        bootstrap_servers: A Kafka that is there already and has none of our topics; empty: one is started.
        progress: Told how far it is.
        say: Told in one line what takes more than a second.

    Raises:
        XihengError: If a part does not start, refuses or does not finish.
    """
    manifests = _manifests(plan)
    manifests += demo_entities(Catalogue.from_manifests(manifests), seed=seed)
    catalogue = Catalogue.from_manifests(manifests)
    seconds: dict[str, float] = {}
    with ExitStack() as stack:
        receiver = Receiver(SECRET)
        receiver.start()
        stack.callback(receiver.stop)
        began = time.monotonic()
        platform = stack.enter_context(
            Platform(folder, districts=reporting_areas(catalogue), bootstrap_servers=bootstrap_servers, replaying=True, progress=say)
        )
        registry = stack.enter_context(Registry(platform.connection("registry")))
        registry.move_clock(clock_steps()[0] - _A_WEEK_MS, tick=False)
        webhook = _webhook(receiver, folder)
        registry.apply([*with_duty(manifests, webhook), _subscriber(webhook)])
        seconds["start"] = time.monotonic() - began
        clients = Clients(lambda service, area: platform.connection(service, _subject(area)), catalogue.areas, DOMAINS)
        stack.callback(clients.close)
        settling = _settling(platform)
        stack.callback(settling.close)
        began = time.monotonic()
        rows = demo_data(catalogue, seed=seed)
        say(f"Replaying the year in {len(clock_steps())} steps, {len(rows)} observations by {len(catalogue.areas)} clients …")
        _replay(rows, registry, clients, progress=progress)
        seconds["replay"] = time.monotonic() - began
        began = time.monotonic()
        say("Waiting until everything is judged and delivered …")
        settling.wait(_SETTLE_SECONDS, check=platform.check)
        seconds["settle"] = time.monotonic() - began
        began = time.monotonic()
        alert = life_of_an_alert(platform, receiver, say)
        settling.wait(_SETTLE_SECONDS, check=platform.check)
        seconds["one alert"] = time.monotonic() - began
        inputs = [row for row in rows if row.indicator.startswith(_INPUTS)]
        return collect(platform, catalogue, inputs, receiver, clients, settling, seconds, ledger_of(platform, alert))


def reporting_areas(catalogue: Catalogue) -> Mapping[str, str]:
    """Return the area code of each client, by its subject: eight districts and the city's bureaus."""
    return {_subject(code): code for code in catalogue.areas}


def _subject(area: str) -> str:
    return "city" if area == CITY else f"district-{area}"


def _manifests(plan: Path) -> list[Manifest]:
    checked = check_folder(plan)
    if checked.problems:
        raise InvalidManifest(f"{len(checked.problems)} mistakes in {plan}, the first: {checked.problems[0]}")
    return with_synthetic_limits(checked.manifests)


def _webhook(receiver: Receiver, folder: Path) -> dict[str, str]:
    secret = folder.absolute() / "receiver.secret"
    folder.mkdir(parents=True, exist_ok=True)
    write_private(secret, SECRET)
    return {"url": receiver.url, "secretFile": str(secret)}


def _subscriber(webhook: Mapping[str, str]) -> Subscriber:
    return Subscriber.model_validate(
        {
            "metadata": {"name": "demo-receiver", "namespace": "wuxi-2026"},
            "spec": {"names": {"zh": "演示接收方", "en": "Receiver of the demo"}, "webhook": webhook},
        }
    )


def _settling(platform: Platform) -> Settling:
    pages = {name: one.pages for name, one in platform.components.items()}
    processors = [address for name, address in pages.items() if name.startswith("processor")]
    return Settling(platform.bootstrap_servers, processors=processors, scoreboard=pages["scoreboard"], notifier=pages["notifier"])


def _replay(rows: list[Reported], registry: Registry, clients: Clients, *, progress: Progress) -> None:
    """Move the clock week by week: the data that had arrived by then are reported, then the clock ticks."""
    steps, start = clock_steps(), 0
    clients.wait_for_clock(0)
    for step, time_ms in enumerate(steps):
        progress("replay", step, len(steps))
        registry.move_clock(time_ms, tick=False)
        clients.wait_for_clock(time_ms)
        end = start
        while end < len(rows) and rows[end].received_ms <= time_ms:
            end += 1
        clients.report(rows[start:end])
        start = end
        registry.move_clock(time_ms, tick=True)
    progress("replay", len(steps), len(steps))
