"""A development authority: makes keys, certificates and tokens for one machine. A real platform uses its own."""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from shared.runtime.identity import ALGORITHM, AUDIENCE, Identity

_CURVE = ec.SECP256R1()
"""NIST P-256: what gRPC's TLS library takes for certificates."""
_KEY, _PUBLIC, _CERTIFICATE = "authority.key", "authority.pub", "authority.crt"


@dataclass(frozen=True, slots=True)
class Credential:
    """A certificate and its key, PEM."""

    certificate: bytes
    key: bytes


class Authority:
    """Signs tokens and certificates with the key of a folder, which it makes on first use (readable by its owner only)."""

    def __init__(self, folder: Path) -> None:
        """Open or make the authority of a folder."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not (folder / _KEY).exists():
            self._make()
        loaded = serialization.load_pem_private_key((folder / _KEY).read_bytes(), None)
        if not isinstance(loaded, ec.EllipticCurvePrivateKey):
            raise TypeError(f"{folder / _KEY} is no key of an elliptic curve: delete the folder to make a new authority")
        self._key = loaded
        self._certificate = x509.load_pem_x509_certificate((folder / _CERTIFICATE).read_bytes())

    @property
    def public_key_file(self) -> Path:
        """Key that services verify tokens with, PEM."""
        return self.folder / _PUBLIC

    @property
    def certificate_file(self) -> Path:
        """Certificate that clients and servers trust, PEM."""
        return self.folder / _CERTIFICATE

    def token(self, identity: Identity, *, days: float = 365.0) -> str:
        """Return a signed token that proves an identity for some days."""
        now = dt.datetime.now(dt.UTC)
        claims = {
            "sub": identity.subject,
            "aud": AUDIENCE,
            "iat": now,
            "exp": now + dt.timedelta(days=days),
            "roles": sorted(identity.roles),
            "areas": sorted(identity.areas),
            "services": sorted(identity.services),
            "units": sorted(identity.units),
        }
        return jwt.encode(claims, self._key, algorithm=ALGORITHM)

    def client_certificate(self, identity: Identity, *, days: int = 365) -> Credential:
        """Return a certificate that proves an identity in a TLS connection."""
        grants = [("role", identity.roles), ("area", identity.areas), ("service", identity.services)]
        uris = [x509.UniformResourceIdentifier(f"xiheng:{kind}:{value}") for kind, values in grants for value in sorted(values)]
        return self._certify(identity.subject, uris, days=days, usage=ExtendedKeyUsageOID.CLIENT_AUTH)

    def server_certificate(self, *, names: Iterable[str] = (), days: int = 365) -> Credential:
        """Return a certificate for a server on this machine, and for further names."""
        known: list[x509.GeneralName] = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
        return self._certify("localhost", known + [x509.DNSName(name) for name in names], days=days, usage=ExtendedKeyUsageOID.SERVER_AUTH)

    def _make(self) -> None:
        key = ec.generate_private_key(_CURVE)
        certificate = (
            _builder("Xiheng development authority", days=3650)
            .issuer_name(_name("Xiheng development authority"))
            .public_key(key.public_key())
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(key, hashes.SHA256())
        )
        public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        (self.folder / _PUBLIC).write_bytes(public)
        (self.folder / _CERTIFICATE).write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        write_private(self.folder / _KEY, _pem(key))

    def _certify(self, subject: str, names: Iterable[x509.GeneralName], *, days: int, usage: x509.ObjectIdentifier) -> Credential:
        key = ec.generate_private_key(_CURVE)
        certificate = (
            _builder(subject, days=days)
            .issuer_name(self._certificate.subject)
            .public_key(key.public_key())
            .add_extension(x509.SubjectAlternativeName(list(names)), critical=False)
            .add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
            .sign(self._key, hashes.SHA256())
        )
        return Credential(certificate.public_bytes(serialization.Encoding.PEM), _pem(key))


def write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read."""
    path.touch(mode=0o600)
    path.write_bytes(data)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _builder(subject: str, *, days: int) -> x509.CertificateBuilder:
    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(minutes=5))
        .not_valid_after(now + dt.timedelta(days=days))
    )


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
