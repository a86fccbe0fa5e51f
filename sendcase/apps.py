from django.apps import AppConfig


class SendcaseConfig(AppConfig):
    name = "sendcase"

    def ready(self):
        from sendcase import words

        words.use()
