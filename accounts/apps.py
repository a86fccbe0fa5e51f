from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self):
        from accounts import resets, signals  # noqa: F401  registers its job; connects receivers
