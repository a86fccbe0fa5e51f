from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "schools"

    def ready(self):
        from accounts import facts_about
        from accounts.access import role_sources
        from schools import hooks
        from schools.owed import services as owed
        from schools.people.roles import role_lines
        from schools.roles import HELD_TODAY, NOT_RELEASED, STANDS_IN, TEACHES_GROUPS
        from sendcase.frozen.triggers import ALL, guard

        guard("schools.PolicyVersion", ALL)
        role_sources.extend([HELD_TODAY, NOT_RELEASED, TEACHES_GROUPS, STANDS_IN])
        facts_about.role_lines.append(role_lines)
        if owed.begin not in hooks.on_made:
            hooks.on_made.append(owed.begin)
