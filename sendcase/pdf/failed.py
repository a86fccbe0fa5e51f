"""What a caller gets instead of a PDF."""


class PdfFailed(Exception):
    """The PDF could not be made. Its text is for the person and holds nothing of the document."""
