"""The key that signs the heads of a ledger's log: Ed25519, in two files beside the ledger."""

import base64
import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from sayso.errors import InputError, LedgerError, NotFoundError
from sayso.records import Head

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SECRET: Final = "key.pem"
PUBLIC: Final = "key.pub"


def check_no_key(folder: Path) -> None:
    """Raise InputError where the ledger in a folder has a key."""
    for name in (SECRET, PUBLIC):
        if (folder / name).exists():
            raise InputError(f"{folder / name}: the ledger has a key, which is not overwritten")


def make_key(folder: Path) -> str:
    """Make the key of the ledger in a folder; give its id. InputError where it has one: what that signed stays good."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

    check_no_key(folder)
    folder.mkdir(parents=True, exist_ok=True)
    key = Ed25519PrivateKey.generate()
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    _write(folder / SECRET, secret, 0o600)
    _write(folder / PUBLIC, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo), 0o644)
    return _id(key.public_key())


def signed(head: Head, folder: Path) -> Head:
    """A head, its time told, with the key of the ledger in a folder and its signature."""
    key = _secret(folder / SECRET)
    head = replace(head, key=_id(key.public_key()))
    return replace(head, signature=base64.b64encode(key.sign(message(head))).decode())


def message(head: Head) -> bytes:
    """What is signed: five lines."""
    return f"sayso tree head {head.format}\n{head.size}\n{head.root}\n{head.time}\n{head.key}\n".encode()


def signature_fault(head: Head, public: Path) -> str | None:
    """What is wrong with the signature of a head by the key in a file; None where it is good."""
    from cryptography.exceptions import InvalidSignature

    try:
        key = _public(public)
    except NotFoundError as error:
        return str(error)
    if head.key != _id(key):
        return f"it is signed by the key {head.key[:16]}, and {public} is {_id(key)[:16]}"
    try:
        key.verify(base64.b64decode(head.signature, validate=True), message(head))
    except (InvalidSignature, ValueError):
        return "its signature is not that of its key"
    return None


def _secret(path: Path) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(_read(path), None)
    except (ValueError, TypeError) as error:
        raise LedgerError(f"{path}: no key that sayso init made") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise LedgerError(f"{path}: not an Ed25519 key")
    return key


def _public(path: Path) -> "Ed25519PublicKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        key = load_pem_public_key(_read(path))
    except ValueError as error:
        raise LedgerError(f"{path}: no public key") from error
    if not isinstance(key, Ed25519PublicKey):
        raise LedgerError(f"{path}: not an Ed25519 key")
    return key


def _id(key: "Ed25519PublicKey") -> str:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise NotFoundError(f"{path}: no key there; sayso init makes one") from None
    except OSError as error:
        raise LedgerError(f"{path}: {error.strerror}") from error


def _write(path: Path, data: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
