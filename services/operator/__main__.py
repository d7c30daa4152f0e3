"""`python -m services.operator`."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from datetime import UTC, datetime

from services.operator.admitting import AdmissionServer, Examiner
from services.operator.cluster import Cluster
from services.operator.domain.admission import Wanted, wanted
from services.operator.duty import Duty
from services.operator.electing import Election
from services.operator.level import all_objects, is_definition
from services.operator.parts.processors import ProcessorsPart
from services.operator.parts.registry import RegistryPart
from services.operator.parts.scoreboard import ScoreboardPart
from services.operator.reconciling import Parts, Reconciler
from services.operator.settings import OperatorSettings
from services.operator.watching import Watching
from shared.client import Connection
from shared.model.errors import InvalidSettings, Unavailable
from shared.runtime.lifecycle import Life, live, usage_error
from shared.runtime.logs import start_logs
from shared.runtime.pages import Pages
from shared.runtime.settings import read_settings


async def serve(life: Life, settings: OperatorSettings) -> None:
    """Run until the end of the life."""
    cluster = Cluster.reached_by(settings.kubeconfig)
    registry = RegistryPart(_connection(settings, settings.registry_address))
    scoreboard = ScoreboardPart(_connection(settings, settings.scoreboard_address))
    election = Election(cluster, namespace=settings.namespace, me=settings.instance or socket.gethostname(), seconds=settings.lease_seconds)
    parts = Parts(registry, scoreboard, ProcessorsPart(settings.processor_pages))
    reconciler = Reconciler(cluster, parts, now=lambda: datetime.now(UTC), may_write=lambda: election.is_won)
    duty = Duty(
        is_won=lambda: election.is_won,
        make_pass=reconciler.make_pass,
        watch=lambda wake: Watching(settings.kubeconfig, wake),
        pass_seconds=settings.pass_seconds,
        on_failure=life.fail,
    )
    # One that stands by is ready as well: it answers the webhook, and takes over when the other ends.
    ready = {"duty": lambda: "" if duty.waits_for in {"", "the lease"} else duty.waits_for}
    pages = Pages(settings.pages_host, settings.pages_port, live={}, ready=ready)
    pages.start()
    admission = _admission(settings, cluster, registry)
    if admission is not None:
        await admission.start()
    election.start()
    duty.start()
    await life.until_stopped()
    await asyncio.to_thread(duty.stop)
    await asyncio.to_thread(election.stop)
    if admission is not None:
        await admission.stop()
    scoreboard.close()
    registry.close()
    pages.stop()


def _connection(settings: OperatorSettings, address: str) -> Connection:
    return Connection(address=address, token=settings.token, authority=settings.authority)


def _admission(settings: OperatorSettings, cluster: Cluster, registry: RegistryPart) -> AdmissionServer | None:
    def read() -> Wanted:
        things = [one for one in all_objects(cluster) if is_definition(one)]
        try:
            return wanted(things, registry.registered())
        except Unavailable as error:
            return wanted(things, {}, str(error))

    if settings.admission_certificate is None or settings.admission_key is None:
        return None
    return AdmissionServer(
        Examiner(read).examine,
        host=settings.admission_host,
        port=settings.admission_port,
        certificate=settings.admission_certificate,
        key=settings.admission_key,
    )


def main() -> int:
    """Start an operator from the environment and run until a signal comes."""
    try:
        settings = read_settings(OperatorSettings, os.environ)
    except InvalidSettings as error:
        return usage_error(error)
    start_logs("operator", settings.log_level)
    return live(lambda life: serve(life, settings))


if __name__ == "__main__":
    sys.exit(main())
