"""Questions everybody is asked though the rule behind them is softer than "required"."""


class AskedMixin:
    """Put before the form class. The page shows no "you can leave this out" beside `asked`.

    Django's own check runs with them optional: one of two answers, a default, or a rule of the
    stage may be enough, and clean() says so in words.
    """

    asked: tuple[str, ...] = ()
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.prepare()
        if not self.is_bound:
            self.mark_asked()

    def prepare(self):
        """Fields, choices and layout of this form."""

    def full_clean(self):
        super().full_clean()
        self.mark_asked()

    def mark_asked(self):
        for name in self.asked:
            self.fields[name].required = True
