"""An authenticator in software (WebAuthn Level 2), which can also do what a browser never would."""

import json
import os
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from events.models import User

SITE = "testserver"
FLAG = AuthenticatorData.FLAG


@dataclass
class Passkey:
    account: User
    credential_id: bytes = field(default_factory=lambda: os.urandom(16))
    key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def register(self) -> None:
        """Store the passkey as if the account had added it."""
        public = ES256.from_cryptography_key(self.key.public_key())
        data = AuthenticatorData.create(
            sha256(SITE.encode()).digest(),
            FLAG.UP | FLAG.UV | FLAG.AT,
            0,
            AttestedCredentialData.create(bytes(16), self.credential_id, public),
        )
        client = CollectedClientData.create("webauthn.create", b"any", f"https://{SITE}")
        response = {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        }
        WebAuthn.add(self.account, "Laptop", {**self._named(), "response": response})

    def answer(
        self,
        challenge: str,
        *,
        origin: str = f"https://{SITE}",
        site: str = SITE,
        kind: str = "webauthn.get",
        flags: FLAG = FLAG.UP | FLAG.UV,
        account: User | None = None,
    ) -> str:
        """The JSON that a browser on the site `origin` sends for the challenge."""
        data = AuthenticatorData.create(sha256(site.encode()).digest(), flags, 0)
        client = CollectedClientData.create(kind, challenge, origin)
        signature = self.key.sign(data + client.hash, ec.ECDSA(SHA256()))
        handle = user_pk_to_url_str(account or self.account).encode()
        response = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
            "userHandle": websafe_encode(handle),
        }
        return json.dumps({**self._named(), "response": response})

    def _named(self) -> dict[str, Any]:
        name = websafe_encode(self.credential_id)
        extensions = {"credProps": {"rk": True}}
        return {
            "id": name, "rawId": name, "type": "public-key", "clientExtensionResults": extensions,
        }  # fmt: skip
