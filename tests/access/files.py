"""Files to send, and a passkey."""

import io
import json
import zipfile

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


def classes_file():
    return SimpleUploadedFile("classes.csv", b"Class,Year\n4 Larch,4\n", "text/csv")


def staff_file():
    text = b"Name,E-mail,Role\nMs Moss,moss@example.org,Teacher\n"
    return SimpleUploadedFile("staff.csv", text, "text/csv")


def history_file():
    return SimpleUploadedFile("sen.csv", b"Adno,SEN status,Start\n77,K,01/09/2023\n", "text/csv")


def scores_file():
    line = b"Adno,Test,Kind,Result,Date\n77,Maths,scaled,95,05/10/2026\n"
    return SimpleUploadedFile("scores.csv", line, "text/csv")


def picture():
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(out, "PNG")
    return SimpleUploadedFile("logo.png", out.getvalue(), "image/png")


def photos_file():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("77.png", picture().read())
    return SimpleUploadedFile("photos.zip", out.getvalue(), "application/zip")


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
