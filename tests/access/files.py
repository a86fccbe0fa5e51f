"""Files to send, and a passkey."""

import io
import json

from django.core.files.uploadedfile import SimpleUploadedFile
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData
from PIL import Image

ROLL = "UPN,Adno,Legal Surname,Legal Forename,DOB,NC Year\n,77,Thorne,Wiktor,14/03/2018,3\n"


def roll_file():
    return SimpleUploadedFile("roll.csv", ROLL.encode(), "text/csv")


def contacts_file():
    return SimpleUploadedFile("contacts.csv", b"Adno,Contact surname\n77,Thorne\n", "text/csv")


def scores_file():
    line = b"Adno,Test,Kind,Result,Date\n77,Maths,scaled,95,05/10/2026\n"
    return SimpleUploadedFile("scores.csv", line, "text/csv")


def picture():
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(out, "PNG")
    return SimpleUploadedFile("logo.png", out.getvalue(), "image/png")


def passkey() -> dict:
    """What a browser sends when it registers a passkey, as the library keeps it."""
    data = AttestedCredentialData.create(Aaguid(bytes(16)), b"number 1", ES256({1: 2, 3: -7}))
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    made = AuthenticatorData.create(bytes(32), flags, 0, data)
    attested = AttestationObject.create("none", made, {})
    asked = json.dumps({"type": "webauthn.create", "challenge": "eA", "origin": "http://x"})
    return {
        "id": websafe_encode(b"number 1"), "rawId": websafe_encode(b"number 1"),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(asked.encode()),
            "attestationObject": websafe_encode(bytes(attested)),
        },
    }  # fmt: skip
