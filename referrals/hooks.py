"""What apps to the right do when a referral is accepted. They add theirs in AppConfig.ready().

Called inside the accepting transaction, after the pupil's place and the referral are saved: what
raises there stops the whole decision.
"""

from collections.abc import Callable

on_accept: list[Callable[[object], None]] = []
