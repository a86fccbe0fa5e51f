"""A case with a paper of every kind, and papers of another child that point into it."""

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from accounts.permissions import Permission, Role
from ehcp.requests import services as requests
from letters import services as letters
from letters.voice import services as voice
from pupils import documents
from pupils.scores import services as scores
from sendcase import moment
from sendcase.pdf import render_pdf
from tests.factories import referrals
from tests.factories.iep import reviewed_plan
from tests.factories.letters import Family
from tests.factories.people import member
from tests.factories.profile import profile_of, said_by
from tests.factories.register import placed

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PAGE = """<!doctype html><html lang="en-GB"><head><title>{0}</title>
<style>@page {{ size: {1} }}</style></head><body>{2}</body></html>"""


@lru_cache(maxsize=16)
def foreign_pdf(words: str, pages=1, size="A4") -> bytes:
    """As another program would make it: every page says words and its number there."""
    each = "".join(f'<h2 class="new-page">{words} leaf {n}</h2>' for n in range(1, pages + 1))
    return render_pdf(_PAGE.format(words, size, each).replace(
        "</head>", '<link rel="stylesheet" href="asset:print.css"></head>'
    ))  # fmt: skip


@lru_cache(maxsize=16)
def picture(size=(900, 600)) -> bytes:
    drawn = Image.new("RGB", size, "#dfe9e4")
    ImageDraw.Draw(drawn).rectangle((80, 80, size[0] - 80, size[1] - 80), outline="black", width=6)
    out = BytesIO()
    drawn.save(out, "JPEG")
    return out.getvalue()


@lru_cache(maxsize=16)
def scan(pages=1) -> bytes:
    """Pages as a scanner makes them: one grey picture each, 150 to the inch, with some noise."""
    leaf = Image.effect_noise((1240, 1754), 14)
    out = BytesIO()
    leaf.save(out, "PDF", resolution=150, save_all=True, append_images=[leaf] * (pages - 1),
              quality=50)  # fmt: skip
    return out.getvalue()


def paper(pupil, by, title, data, media_type="application/pdf", needs=Permission.EHC_VIEW):
    return documents.store(
        pupil=pupil, title=title, data=data, media_type=media_type, needs=needs, by=by
    )


class PackCase(Family):
    """Mother, SENCO, head; a request sent; something in every part."""

    def __init__(self, **fields):
        super().__init__(**fields)
        self.teacher = member(self.school, Role.TEACHER, name="Mrs A. Holt")
        today = moment.today()
        row = requests.start(
            pupil=self.pupil, by=self.senco, asked_by="school", why="Two plans were not enough.",
            local_authority="Westshire County Council",
        )  # fmt: skip
        row = requests.consult(row=row, by=self.senco, consulted_on=today, family_agrees="yes")
        self.request = requests.send(row=row, by=self.senco, sent_on=today)

    def full(self):
        pupil, senco, today = self.pupil, self.senco, moment.today()
        referrals.sent(pupil, self.teacher, raised_on=today)
        placed(pupil, by=senco)
        reviewed_plan(pupil, by=senco)
        scores.record(pupil=pupil, by=senco, test="NGRT reading", kind="standardised",
                      result="78", taken_on=today)  # fmt: skip
        profile_of(pupil, self.teacher)
        said_by(pupil, self.teacher)
        voice.record(
            pupil=pupil, kind="comment", words="She reads to her brother now.",
            said_by="Ms Brightwater", said_on=today, how="phone", by=senco,
        )  # fmt: skip
        letters.record_reply(letter=self.issued(), route="slip", received_on=today, by=senco)
        paper(pupil, senco, "Report of the speech therapist", foreign_pdf("Therapy", 3, "A5"))
        paper(pupil, senco, "A drawing", picture(), "image/jpeg")
        paper(pupil, senco, "Form of the authority", b"PK not opened by anybody", WORD)
        paper(pupil, senco, "A damaged scan", b"%PDF-1.7 cut off")
        return self
