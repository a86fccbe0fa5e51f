"""One encrypted file with every table and every file, and the way back (docs/decisions/backup.md).

rows.py: what is in it, and a row as text · sealed.py: encryption · archive.py: the file's inside ·
writing.py: taking one · checking.py: refusing a wrong one · restoring.py: loading one.
"""


class Refused(Exception):
    """A backup cannot be taken or restored. Its text is a sentence for whoever runs the site."""
