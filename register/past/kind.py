"""SEN history as a kind of list: only for who keeps both the register and the roll."""

from accounts.permissions import Permission
from pupils.roll.kinds import SEE_FIRST, Kind
from register.past import preview, writing
from register.past.columns import HISTORY

KIND = Kind(
    key="sen_history",
    title="Import SEN history",
    file="The SEN history, as a CSV file or an Excel workbook",
    needed="the SEN provision (N, K or E), its start date, and the pupil’s UPN; or the admission "
    "number with the pupil’s names and date of birth",
    route="register:history-import",
    permission=Permission.REGISTER_EDIT,
    fields=HISTORY,
    facts=("Code, stage and needs", "When"),
    missing="",
    missing_words="",
    intro=(
        f"{SEE_FIRST}what stands in the register here is never changed by a list.",
        "One line for each spell. A spell without an end date runs until the next one starts, "
        "or until now. Retired codes are read: S as E, A and P as K.",
        "Write in “Family told on” when the family was told of the spell that runs now. Where it "
        "is empty, telling them becomes due here, counted from today.",
    ),
    preview=preview.preview,
    write=writing.write,
)
