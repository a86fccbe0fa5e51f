"""What is done with a meeting: planned, invited, recorded, ended, noted on, its actions done."""

from provision.family_meetings.services.acting import add_note as add_note
from provision.family_meetings.services.acting import done as done
from provision.family_meetings.services.inviting import prepare_letters as prepare_letters
from provision.family_meetings.services.inviting import prepare_together as prepare_together
from provision.family_meetings.services.inviting import told as told
from provision.family_meetings.services.planning import change as change
from provision.family_meetings.services.planning import end as end
from provision.family_meetings.services.planning import plan as plan
from provision.family_meetings.services.planning import plan_many as plan_many
from provision.family_meetings.services.recording import record as record
