"""Opening: the answer page as the settings want it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from services.notifier.answering.answers_by_link import AnswersByLink
from services.notifier.answering.links import Links
from services.notifier.answering.server import AnswerServer
from services.notifier.book import Book
from services.notifier.settings import NotifierSettings
from shared.model.catalogue import Catalogue
from shared.model.errors import InvalidSettings
from shared.runtime.ports import free_port


@dataclass(frozen=True, slots=True)
class Opened:
    """The page, and how links to it are made."""

    server: AnswerServer | None
    link_to: Callable[[str], str]
    """Returns the link of a notice; an empty text where there is no page."""

    async def stop(self) -> None:
        """Stop answering."""
        if self.server is not None:
            await self.server.stop()


async def open_answers(
    settings: NotifierSettings, book: Book, catalogue: Callable[[], Catalogue], *, told: Callable[[], None], now_ms: Callable[[], int]
) -> Opened:
    """Return the page, answering; nothing of it without a key.

    Args:
        settings: Of the notifier.
        book: What is shown and written.
        catalogue: The definitions in force.
        told: Called after an answer.
        now_ms: The machine's time.

    Raises:
        InvalidSettings: If the key is too short, the certificate cannot be read, or the address cannot be listened on.
    """
    if not settings.link_key:
        return Opened(None, lambda _: "")
    try:
        tls = settings.answers_tls()
    except OSError as error:
        raise InvalidSettings(f"XIHENG_CERTIFICATE, XIHENG_KEY: {error}") from error
    port = settings.answers_port or free_port()
    address = settings.link_address or f"{'https' if tls else 'http'}://{settings.answers_host}:{port}"
    links = Links(address, settings.link_key, settings.link_hours, now_ms)
    server = AnswerServer(AnswersByLink(links, book, catalogue), catalogue, told)
    await server.start(settings.answers_host, port, tls)
    return Opened(server, links.to)
