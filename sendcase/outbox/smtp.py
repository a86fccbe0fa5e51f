"""Django's SMTP backend, and one fact more: whether the words of a mail had left when it broke."""

import smtplib

from django.core.mail.backends.smtp import EmailBackend


class _Tracking:
    """body_left: the server may hold the mail, whatever happened afterwards."""

    body_left = False

    def mail(self, *args, **kwargs):
        self.body_left = False
        return super().mail(*args, **kwargs)

    def data(self, msg):
        self.body_left = True
        answer = super().data(msg)  # raises SMTPServerDisconnected where no answer came
        self.body_left = False
        return answer


class TrackingSMTP(_Tracking, smtplib.SMTP):
    pass


class TrackingSMTPSSL(_Tracking, smtplib.SMTP_SSL):
    pass


class Backend(EmailBackend):
    @property
    def connection_class(self):
        return TrackingSMTPSSL if self.use_ssl else TrackingSMTP

    @property
    def body_left(self) -> bool:
        return getattr(self.connection, "body_left", False)
