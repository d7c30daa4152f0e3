"""The channel of mail: SMTP (RFC 5321), plain and HTML parts, and the plot inline."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, localtime
from typing import Final

import aiosmtplib

from services.notifier.channels.channel import Outcome, delivered, failed, refused
from services.notifier.channels.references import lines_of, text_of
from services.notifier.letter import Letter
from services.notifier.plot import PLOT_ID
from shared.model.manifests import Mail

_TIMEOUT_SECONDS = 20.0
_PORTS: Final = {"tls": 465, "starttls": 587, "none": 25}


class MailChannel:
    """Sends one message to all recipients, over a connection of its own."""

    async def send(self, to: Mail, letter: Letter) -> Outcome:
        """Send a letter; it counts as delivered when the server takes it for at least one recipient, for a repeat would reach that one twice."""
        try:
            recipients = [*to.recipients, *lines_of(to.recipients_file)]
            password = text_of(to.password_file)
            message = message_of(to, letter, recipients)
        except (OSError, UnicodeDecodeError, ValueError) as error:
            return refused(error)
        try:
            turned_away, answer = await aiosmtplib.send(
                message,
                sender=to.sender,
                recipients=recipients,
                hostname=to.host,
                port=to.port or _PORTS[to.security],
                username=to.username or None,
                password=password or None,
                use_tls=to.security == "tls",
                start_tls=to.security == "starttls",
                timeout=_TIMEOUT_SECONDS,
            )
        except (aiosmtplib.SMTPException, OSError) as error:
            return _outcome_of(error)
        return delivered(answer + "".join(f"; {who}: {why.code} {why.message}" for who, why in turned_away.items()))


def message_of(to: Mail, letter: Letter, recipients: list[str]) -> EmailMessage:
    """Return the message. Its id is that of the notice, so that mail programs fold a repeat into one.

    Raises:
        ValueError: If there is no recipient, or the sender is no address.
    """
    if not recipients:
        raise ValueError("mail: there is no recipient")
    domain = Address(addr_spec=to.sender).domain or "xiheng"
    message = EmailMessage()
    message["Subject"] = " ".join(letter.say("subject").split())
    message["From"] = to.sender
    # Recipients do not read who else there is.
    message["To"] = recipients[0] if len(recipients) == 1 else to.sender
    message["Date"] = format_datetime(localtime())
    message["Message-ID"] = f"<{letter.notice}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Xiheng-Notice"] = letter.notice
    if letter.repeat:
        message["X-Xiheng-Repeat"] = "true"
    message.set_content(letter.say("text") + "\n")
    message.add_alternative(letter.say("html"), subtype="html")
    if letter.plot:
        html = message.get_payload()[1]  # type: ignore[index]  # the alternative just added
        html.add_related(letter.plot, maintype="image", subtype="png", cid=f"<{PLOT_ID}>", disposition="inline", filename="values.png")  # type: ignore[union-attr]
    return message


def _outcome_of(error: Exception) -> Outcome:
    """Return what an error means: a reply of 500 up is for good (RFC 5321, section 4.2.1), also when all recipients got one."""
    codes = [error.code] if isinstance(error, aiosmtplib.SMTPResponseException) else []
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        codes = [one.code for one in error.recipients]
    text = f"{type(error).__name__}: {error}"
    return refused(text) if codes and all(code >= 500 for code in codes) else failed(text)
