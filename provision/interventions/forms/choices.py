"""What an intervention and an entry of the library are chosen from alike."""

from provision.interventions.models import Wave, Work


def offer(form, school) -> None:
    """Areas the school uses, and the one chosen before; kinds of help; waves in its own word."""
    used = school.areas.filter(is_used=True)
    chosen = form.instance.area_id
    area = form.fields["area"]
    area.queryset = (used | school.areas.filter(pk=chosen)) if chosen else used
    area.empty_label = "No area in particular"
    form.fields["work"].choices = Work.choices
    word = school.policy.wave_name
    form.fields["wave"].choices = [(n, f"{word} {words}") for n, words in Wave.choices]
    form.fields["wave"].error_messages["required"] = "Choose one."
