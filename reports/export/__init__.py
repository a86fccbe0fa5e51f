"""All records of one school in one zip of open formats, and the way back into another
installation (docs/decisions/school-export.md).

kept.py: which tables · names.py: rows by uid · pointing.py: rows that name others without a key ·
rows.py: a row as text and back · schema.py: what each field means · archive.py: the zip ·
writing.py: the data of one moment · people.py: accounts · checking.py: refusing a wrong file ·
importing.py: all of it, or nothing · building.py: the worker's job · services.py: the two people.
"""


class Refused(Exception):
    """A file cannot be made or taken. Its text is a sentence for whoever runs the site."""
