"""Who calls: proven by a signed token or a client certificate, which also says what the caller may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt
from cryptography import x509

from shared.model.catalogue import Catalogue
from shared.model.errors import Invalid

ALGORITHM = "ES256"
AUDIENCE = "xiheng"

REPORTER = "reporter"
"""May report observations."""
BACKFILL = "backfill"
"""May date observations back."""
APPROVER = "approver"
"""May change definitions and move the clock of a replay."""
RESPONDER = "responder"
"""May acknowledge alerts."""
READER = "reader"
"""May read statuses and alerts."""
REVIEWER = "reviewer"
"""May review, lock and unlock values."""
UNIT = "unit"
"""May explain verdicts for its units."""
OVERRIDER = "overrider"
"""May sign overrides; granted by a certificate, whose key signs."""
INSIDER = "insider"
"""May see verdicts on values of its areas before their official release."""
ROLES = (REPORTER, BACKFILL, APPROVER, RESPONDER, READER, REVIEWER, UNIT, OVERRIDER, INSIDER)


class NotProven(Invalid):
    """The caller did not prove who it is."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A caller and what it may do."""

    subject: str
    roles: frozenset[str]
    areas: frozenset[str]
    """Area codes; each stands for itself and all below it."""
    services: frozenset[str]
    """Domain services that it may report to."""
    units: frozenset[str] = frozenset()
    """Units that it speaks for, by the name that targets have."""

    def may(self, role: str) -> bool:
        """Tell whether the caller has a role."""
        return role in self.roles

    def covers(self, area: str, catalogue: Catalogue) -> bool:
        """Tell whether an area is one of the caller's, or below one."""
        return any(catalogue.within(area, own) for own in self.areas)


def identity_of_token(token: str, public_key: str) -> Identity:
    """Return the identity that a signed token proves.

    Args:
        token: JSON Web Token (RFC 7519) with claims sub, aud, exp, roles, areas, services, units.
        public_key: The authority's P-256 key, PEM.

    Raises:
        NotProven: If it is not signed by the authority, has run out, or lacks a claim.
    """
    try:
        claims: dict[str, Any] = jwt.decode(
            token, public_key, algorithms=[ALGORITHM], audience=AUDIENCE, options={"require": ["exp", "sub"]}
        )
    except jwt.PyJWTError as error:
        raise NotProven(f"token: {error}; ask the authority for a new one") from error
    return Identity(str(claims["sub"]), *(frozenset(map(str, claims.get(name, ()))) for name in ("roles", "areas", "services", "units")))


def identity_of_certificate(pem: bytes) -> Identity:
    """Return the identity of a client certificate that TLS has already verified.

    Its alternative names of type URI grant: `xiheng:role:reporter`, `xiheng:area:320205`, `xiheng:service:livelihood`.

    Raises:
        NotProven: If it has no common name.
    """
    certificate = x509.load_pem_x509_certificate(pem)
    names = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    if not names:
        raise NotProven("certificate: its subject has no common name")
    grants: dict[str, set[str]] = {"role": set(), "area": set(), "service": set()}
    for uri in _uris(certificate):
        scheme, _, rest = uri.partition(":")
        kind, _, value = rest.partition(":")
        if scheme == "xiheng" and kind in grants:
            grants[kind].add(value)
    return Identity(str(names[0].value), frozenset(grants["role"]), frozenset(grants["area"]), frozenset(grants["service"]))


def _uris(certificate: x509.Certificate) -> list[str]:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return []
    return names.value.get_values_for_type(x509.UniformResourceIdentifier)


def identify(metadata: Mapping[str, str], certificate: bytes | None, public_key: str) -> Identity:
    """Return who calls: by the token in `authorization: Bearer …`, else by the client certificate.

    Raises:
        NotProven: If there is neither, or it proves nothing.
    """
    header = metadata.get("authorization", "")
    if header:
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer":
            raise NotProven("authorization: write it as `Bearer <token>`")
        return identity_of_token(token.strip(), public_key)
    if certificate:
        return identity_of_certificate(certificate)
    raise NotProven("no identity: send a signed token as `authorization: Bearer <token>`, or use a client certificate")
