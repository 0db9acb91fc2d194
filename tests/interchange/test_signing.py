"""Signatures, against a value that was not computed by this code."""

import base64

from events.interchange.webhooks.signing import new_secret, signed_headers
from tests.newsroom import NOW


def test_secret_has_256_random_bits():
    secrets = {new_secret() for _nth in range(20)}
    assert len(secrets) == 20
    for secret in secrets:
        assert len(base64.b64decode(secret.removeprefix("whsec_"), validate=True)) == 32


def test_signature_is_that_of_openssl():
    # printf 'msg_1.1677672000.{}' | openssl dgst -sha256 -mac HMAC -macopt hexkey:6b6b… -binary
    secret = "whsec_" + base64.b64encode(b"k" * 32).decode()
    headers = signed_headers(secret, "msg_1", b"{}", now=NOW)
    assert headers == {
        "Webhook-Id": "msg_1",
        "Webhook-Timestamp": "1677672000",
        "Webhook-Signature": "v1,wSuxSSmsf29LxXa8UAoSkxJndm7WLnXfxVpm081ALTU=",
    }
