"""A real SMTP server for tests: counts, refuses and hangs up when told to."""

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class MailServer:
    """`with MailServer() as server`: server.port, server.recipients, server.texts.

    answers: {"MAIL" | "RCPT" | "DATA": "550 words"}; refused: addresses; hang_up_after_data:
    takes the mail's words and goes away without an answer; hang_up_at_mail: how many times to
    go away at the beginning of a mail; pause: seconds between taking a mail and saying so.
    """

    def __init__(self, port: int = 0):
        self.recipients, self.texts, self.keys = [], [], []
        self.answers: dict[str, str] = {}
        self.refused: set[str] = set()
        self.hang_up_after_data, self.hang_up_at_mail = False, 0
        self.connections = 0
        self.pause = 0.0
        self._controller = _Controller(self, hostname="127.0.0.1", port=port)

    def __enter__(self):
        self._controller.start()
        return self

    def __exit__(self, *raised):
        self._controller.stop()

    @property
    def port(self) -> int:
        return self._controller.server.sockets[0].getsockname()[1]

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.hang_up_at_mail:
            self.hang_up_at_mail -= 1
            server.transport.abort()
        if "MAIL" in self.answers:
            return self.answers["MAIL"]
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return "550 no such person"
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        import asyncio

        if "DATA" in self.answers:
            return self.answers["DATA"]
        self.recipients += envelope.rcpt_tos
        self.texts.append(envelope.content.decode())
        if self.hang_up_after_data:
            server.transport.abort()
        await asyncio.sleep(self.pause)
        return "250 taken"


class _Controller(Controller):
    def factory(self):
        return SMTP(self.handler, hostname="localhost", enable_SMTPUTF8=True)

    def _trigger_server(self):
        """aiosmtpd connects to itself to see that it runs: port 0 is known only by now."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()
