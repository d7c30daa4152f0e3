"""Signed overrides: a JSON Web Signature (RFC 7515) over every word of it, by the key of a person whose certificate it carries.

What a valid signature proves: the authority issued the certificate; it was in force when the person signed; it grants the role `overrider`
for the area; and every word that is shown was signed with its key. It does not prove that the document named exists.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import jwt
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from shared.model.errors import InvalidPeriod
from shared.model.period import Period
from shared.model.statement import Statement, StatementKind
from shared.model.status import TargetStatus
from shared.runtime.identity import ALGORITHM, OVERRIDER, Identity, NotProven, identity_of_certificate

AUDIENCE = "xiheng-override"


@dataclass(frozen=True, slots=True)
class Signed:
    """An override as it was signed."""

    statement: Statement
    """Without time and event: these are the log's."""
    signer: Identity
    """Who signed, as the certificate says."""
    signed_at: datetime


def sign(override: Statement, certificate: bytes, key: bytes, *, at: datetime | None = None) -> str:
    """Return the signature of an override.

    Args:
        override: What is stated; its author is the certificate's subject.
        certificate: The signer's certificate, PEM.
        key: Its P-256 key, PEM.
        at: When it is signed; absent: now.
    """
    der = x509.load_pem_x509_certificate(certificate).public_bytes(serialization.Encoding.DER)
    claims = {"aud": AUDIENCE, "iat": at or datetime.now(UTC), **_claims(override)}
    return jwt.encode(claims, key.decode(), algorithm=ALGORITHM, headers={"x5c": [base64.b64encode(der).decode()]})


def verify(signature: str, public_key: str) -> Signed:
    """Return what was signed, and by whom.

    Args:
        signature: JSON Web Signature, compact form.
        public_key: The authority's P-256 key, PEM.

    Raises:
        NotProven: If the certificate is not the authority's, was not in force, grants no override there, or the signature is not of its key.
    """
    certificate = _certificate(signature)
    _check_issuer(certificate, public_key)
    claims = _verified(signature, certificate)
    signed_at = datetime.fromtimestamp(int(claims["iat"]), UTC)
    if not certificate.not_valid_before_utc <= signed_at <= certificate.not_valid_after_utc:
        raise NotProven(f"signature: the certificate was not in force at {signed_at.isoformat()}")
    signer = identity_of_certificate(certificate.public_bytes(serialization.Encoding.PEM))
    if not signer.may(OVERRIDER):
        raise NotProven(f"signature: the certificate of {signer.subject} does not grant the role {OVERRIDER}")
    return Signed(_statement(claims, signature, signer.subject), signer, signed_at)


def verify_shown(statement: Statement, public_key: str) -> Signed:
    """Return who signed a statement that is about to be shown.

    Raises:
        NotProven: If the signature does not hold, or any word of the statement is not the one that was signed.
    """
    signed = verify(statement.signature, public_key)
    if signed.statement != replace(statement, time_ms=0, event_id=0):
        raise NotProven("signature: what is shown is not what was signed")
    return signed


def _certificate(signature: str) -> x509.Certificate:
    try:
        (encoded,) = jwt.get_unverified_header(signature)["x5c"]
        return x509.load_der_x509_certificate(base64.b64decode(encoded, validate=True))
    except (jwt.PyJWTError, KeyError, TypeError, ValueError, binascii.Error) as error:
        raise NotProven("signature: it is not a JSON Web Signature with one certificate in its header x5c") from error


def _check_issuer(certificate: x509.Certificate, public_key: str) -> None:
    authority = serialization.load_pem_public_key(public_key.encode())
    algorithm = certificate.signature_hash_algorithm
    if not isinstance(authority, ec.EllipticCurvePublicKey) or algorithm is None:
        raise NotProven("signature: certificates are issued with a key of an elliptic curve")
    try:
        authority.verify(certificate.signature, certificate.tbs_certificate_bytes, ec.ECDSA(algorithm))
    except InvalidSignature as error:
        raise NotProven("signature: the certificate was not issued by the platform's authority") from error


def _verified(signature: str, certificate: x509.Certificate) -> Mapping[str, Any]:
    key = certificate.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    options: dict[str, Any] = {"require": ["iat"], "verify_iat": False}
    try:
        claims: Mapping[str, Any] = jwt.decode(signature, key.decode(), algorithms=[ALGORITHM], audience=AUDIENCE, options=options)  # type: ignore[arg-type]
    except jwt.PyJWTError as error:
        raise NotProven(f"signature: {error}") from error
    return claims


def _claims(override: Statement) -> dict[str, str]:
    return {
        "plan": override.plan,
        "target": override.target,
        "area": override.area,
        "period": override.period.text,
        "status": override.status.word if override.status else "",
        "zh": override.zh,
        "en": override.en,
        "document": override.document,
        "until": override.until.isoformat() if override.until else "",
    }


def _statement(claims: Mapping[str, Any], signature: str, author: str) -> Statement:
    try:
        return Statement(
            plan=str(claims["plan"]),
            target=str(claims["target"]),
            area=str(claims["area"]),
            period=Period.parse(str(claims["period"])),
            kind=StatementKind.OVERRIDE,
            author=author,
            zh=str(claims["zh"]),
            en=str(claims["en"]),
            status=TargetStatus[str(claims["status"]).upper()],
            document=str(claims["document"]),
            until=date.fromisoformat(str(claims["until"])),
            signature=signature,
        )
    except (KeyError, ValueError, InvalidPeriod) as error:
        raise NotProven(f"signature: a claim is missing or cannot be read: {error}") from error
