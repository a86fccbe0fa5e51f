"""The calendar as a file (RFC 5545). Pure: entries in, bytes out.

Everything is a whole day, a date without a time: no clock change moves it. Each reading is stamped
anew: a row does not keep when its day was moved, and the later stamp wins in every program.
"""

from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

NAME = "SENDcase"
MAKER = "-//SENDcase//Due days and terms//EN"
AGAIN_AFTER = timedelta(hours=6)  # a wish; programs read when they like
SIGN_IN = "Sign in to see what it is about:"


def written(entries, *, site: str, now: datetime) -> bytes:
    """site: "https://…" that the paths belong to; now: in UTC."""
    calendar = Calendar()
    for key, value in (
        ("prodid", MAKER), ("version", "2.0"), ("calscale", "GREGORIAN"),
        ("name", NAME), ("x-wr-calname", NAME), ("x-wr-timezone", "Europe/London"),
    ):  # fmt: skip
        calendar.add(key, value)
    calendar.add("refresh-interval", AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    stamp = now.replace(microsecond=0)
    for entry in entries:
        calendar.add_component(_event(entry, site, stamp))
    return calendar.to_ical()


def _event(entry, site, stamp) -> Event:
    event = Event()
    address = site + entry.path if entry.path else ""
    event.add("uid", f"{entry.uid}@sendcase")
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", entry.saved)
    event.add("dtstart", entry.first)
    if entry.last < date.max:  # without an end it is one day
        event.add("dtend", entry.last + timedelta(days=1))  # the day after, as the standard counts
    event.add("summary", entry.words)
    event.add("transp", "TRANSPARENT")  # nobody is busy because something is due
    event.add("class", "PRIVATE")
    if address:
        event.add("url", address)
        event.add("description", f"{entry.more} {SIGN_IN} {address}")
    return event
