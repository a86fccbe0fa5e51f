"""What a family said: a disagreement its teacher is asked about, words nobody was asked about."""

from letters.voice import services
from sendcase import moment


def voice(at, writer, senco):
    said = {"pupil": at.pupil, "said_by": "Ms Brightwater", "said_on": moment.today(),
            "how": "phone", "by": senco}  # fmt: skip
    target = f"iep.target:{at.draft.targets.first().pk}"
    at.word = services.record(
        kind="disagreement", words="It is too hard.", about=target, asked_of=writer, **said
    )
    at.unasked = services.record(kind="comment", words="She likes it.", **said)
    wrong = services.record(kind="comment", words="Of another child.", **said)
    at.unsaid = services.withdraw(word=wrong, reason="The wrong child.", by=senco)
