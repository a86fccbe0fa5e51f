"""Where the letters' own files lie. No import of the PDF library: the web process stays light."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "static" / "letters"
FONTS = FOLDER / "fonts" / "fonts.conf"
