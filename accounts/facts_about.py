"""What "Your account" says of a person's roles. The upper apps know the places; they register."""

from collections.abc import Callable, Iterable

# person → (role in words, where and until when)
RoleLines = Callable[[object], Iterable[tuple[str, str]]]
role_lines: list[RoleLines] = []
