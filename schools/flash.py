"""What just happened is said at the school where it happened, to the person who did it.

A person with roles at two schools may have a tab open at each. Both tabs are one session, so a
sentence of the first school, which may name a child, would come up in the second school's tab.
"""

from django.contrib.messages.storage.fallback import FallbackStorage

MOST_WAITING = 10  # sentences that wait for a page of another school; older ones are let go


def place_of(request) -> str:
    """Who and where, as a message keeps it: "at-3-by-7"; 0 stands for no school, nobody."""
    school = getattr(request, "school", None)
    return f"at-{school.pk if school else 0}-by-{_person(request)}"


def _person(request) -> int:
    return getattr(getattr(request, "user", None), "pk", None) or 0


class SchoolStorage(FallbackStorage):
    """Django's own storage; only what is read out of it depends on the page's school."""

    def add(self, level, message, extra_tags=""):
        super().add(level, message, extra_tags or place_of(self.request))

    def __iter__(self):
        """What this page shows. The rest waits for a page of its school."""
        school, person = place_of(self.request).removeprefix("at-").split("-by-")
        shown, waiting = [], []
        for message in [*self._loaded_messages, *self._queued_messages]:
            at, by = (message.extra_tags or "at-0-by-0").removeprefix("at-").split("-by-")
            if by not in ("0", person):
                continue  # somebody else was signed in here before
            (shown if at in ("0", school) else waiting).append(message)
        self.used = True
        self._loaded_data, self._queued_messages = shown, waiting[-MOST_WAITING:]
        return iter(shown)
