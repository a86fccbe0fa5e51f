"""What each field of a table means, as JSON Schema (draft 2020-12): for whoever reads the file
without this program, and for refusing a file of another version.
"""

import hashlib
import json

from django.db import models

from reports.export import kept, pointing
from reports.export.names import has_uid

DRAFT = "https://json-schema.org/draft/2020-12/schema"
UID = {"type": "string", "format": "uuid"}
KINDS = (  # the first that fits
    (models.BooleanField, {"type": "boolean"}),
    (models.DateTimeField, {"type": "string", "format": "date-time"}),
    (models.DateField, {"type": "string", "format": "date"}),
    (models.TimeField, {"type": "string", "format": "time"}),
    (models.IntegerField, {"type": "integer"}),
    (models.UUIDField, UID),
    (models.BinaryField, {"type": "string", "contentEncoding": "base64"}),
    (models.FileField, {"type": "string", "description": "a file of this zip, or nothing"}),
    (models.JSONField, {}),
    (models.EmailField, {"type": "string"}),
    (models.CharField, {"type": "string"}),
    (models.TextField, {"type": "string"}),
)
PRIVATE = {
    "neutral": "says nothing of a person",
    "personal": "personal data (UK GDPR Article 4(1))",
    "special": "about health, disability or need (UK GDPR Article 9(1))",
}


def of(model) -> dict:
    """The schema of one line of a table."""
    label = model._meta.label
    made_up = not (has_uid(model) or model._meta.auto_created)
    about = {"uid": UID | {"title": "uid", "description": "its place in the table, as a uid",
                           "x-privacy": "neutral"}} if made_up else {}  # fmt: skip
    about |= {field.name: of_field(model, field) for field in kept.fields_of(model)}
    return {
        "$schema": DRAFT, "$id": f"schema/{label}.json", "title": str(model._meta.verbose_name),
        "description": " ".join(plain_doc(model).split()), "type": "object",
        "properties": about, "required": sorted(about), "additionalProperties": False,
    }  # fmt: skip


def plain_doc(model) -> str:
    """The first paragraph of the model's own words."""
    doc = model.__doc__ or ""
    if model._meta.auto_created or doc.startswith(f"{model.__name__}("):
        return f"Which {model._meta.verbose_name_plural} belong together."
    return doc.split("\n\n")[0]


def of_field(model, field) -> dict:
    privacy = getattr(model, "PRIVACY", {}).get(field.name, "neutral")
    made = {"title": str(field.verbose_name), "x-privacy": privacy,
            "description": PRIVATE[privacy]} | of_value(model, field)  # fmt: skip
    if field.choices:
        meaning = {str(value): str(words) for value, words in field.flatchoices if value != ""}
        made["x-meaning"] = meaning
    if field.null and "type" in made:
        made["type"] = [made["type"], "null"]
    return made


def of_value(model, field) -> dict:
    label = model._meta.label
    if (label, field.name) == (pointing.SHARE, pointing.PERMISSION):
        return {"type": "string"}
    if field.name in {number for table, (_, number) in pointing.TYPED.items() if table == label}:
        return UID | {"x-refers-to": f"the table in {pointing.TYPED[label][0]}"}
    if (label, field.name) == (pointing.DEADLINE, pointing.NUMBER):
        return UID | {"x-refers-to": "the record that the kind speaks of"}
    if field.is_relation:
        return UID | {"x-refers-to": field.related_model._meta.label}
    found = dict(next(shape for kind, shape in KINDS if isinstance(field, kind)))
    if getattr(field, "max_length", None) and found.get("type") == "string":
        found["maxLength"] = field.max_length
    return found


def text(model) -> bytes:
    return json.dumps(of(model), indent=1, sort_keys=True, ensure_ascii=False).encode() + b"\n"


def number() -> str:
    """One name for the shape of every table: two versions of the program that differ have two."""
    shapes = {label: shape(model) for label, model in kept.models().items()}
    return hashlib.sha256(json.dumps(shapes, sort_keys=True).encode()).hexdigest()[:16]


def shape(model) -> list:
    """Names and types alone: another wording of a choice makes no other shape."""
    found = []
    for field in kept.fields_of(model):
        value = of_value(model, field)
        of_type = [value.get(key) for key in ("type", "format", "x-refers-to", "maxLength")]
        found.append([field.name, field.null, *of_type])
    return found
