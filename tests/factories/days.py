"""Since when the people of the tests do what they do."""

from datetime import date

# Many tests travel to a day of 2026: duties that began only this January would not be there yet.
FIRST_DUTIES = date(2026, 1, 1)
