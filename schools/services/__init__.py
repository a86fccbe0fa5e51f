"""What changes a school: its own facts, its terms and closures, its classes and their staff."""

from schools.services.classes import change_class, close_class, end_place, open_class, put_in_class
from schools.services.logo import NotALogo, has_logo, set_logo
from schools.services.school import create_school, update_school
from schools.services.terms import (
    add_closure,
    add_term,
    change_closure,
    change_term,
    remove_closure,
    remove_term,
)

__all__ = [
    "NotALogo",
    "add_closure",
    "add_term",
    "change_class",
    "change_closure",
    "change_term",
    "close_class",
    "create_school",
    "end_place",
    "open_class",
    "put_in_class",
    "remove_closure",
    "remove_term",
    "has_logo",
    "set_logo",
    "update_school",
]
