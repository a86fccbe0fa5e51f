"""`make run`: everything on one computer. Web server, worker with beat, and a mail catcher."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from sendcase import tables
from sendcase.mailcatcher import catch_mail


class Command(BaseCommand):
    help = "Set up and run the whole of SENDcase on this computer, with its demo schools."

    def handle(self, **options):
        if not settings.EMBEDDED:
            raise CommandError("This is for SENDCASE_MODE=embedded; see docs/operators/.")
        for ending in (signal.SIGTERM, signal.SIGHUP):  # a closed terminal ends it all, too
            signal.signal(ending, lambda *_: sys.exit(0))
        self.refuse_busy_port()
        self.prepare()
        catcher = catch_mail(settings.DATA_DIR / "mail", settings.EMAIL_PORT)
        children = [self.start(command) for command in (self.web(), self.worker())]
        try:
            self.wait_until_it_answers(children[0])
            self.say_where()
            self.follow()
            self.watch(children)
        finally:
            for child in children:
                child.terminate()
            for child in children:
                self.end(child)
            catcher.stop()

    def end(self, child):
        """A worker in a long job would finish it first. Its rows go on at the next start."""
        try:
            child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

    def refuse_busy_port(self):
        for port in (settings.PORT, settings.EMAIL_PORT):
            with socket.socket() as probe:
                if probe.connect_ex((settings.HOST, port)) == 0:
                    raise CommandError(
                        f"Something already listens on port {port}. "
                        "Stop it, or choose another: PORT=8001 make run"
                    )

    def prepare(self):
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
        tables.bring_up(0)
        call_command("createcachetable", verbosity=0)
        self.collect_static()
        if settings.DEMO:
            call_command("demo")

    def collect_static(self):
        """Only after something changed: compressing is the slowest step of a start."""
        files = [path for path in (settings.BASE_DIR / "static").rglob("*") if path.is_file()]
        facts = [f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
        facts.append((settings.BASE_DIR / "requirements.txt").read_text())
        now = hashlib.sha256("\n".join(sorted(facts)).encode()).hexdigest()
        stamp = settings.DATA_DIR / "static-stamp"
        if not stamp.exists() or stamp.read_text() != now:
            # The fonts of letters go into PDFs; no browser asks for them.
            call_command(
                "collectstatic", verbosity=0, interactive=False, ignore_patterns=["letters"]
            )
            stamp.write_text(now)

    def web(self):
        return [
            sys.executable, "-m", "gunicorn", "sendcase.wsgi", "--workers", "1", "--threads", "4",
            "--bind", f"{settings.HOST}:{settings.PORT}", "--log-level", "warning",
            "--no-control-socket",
        ]  # fmt: skip

    def worker(self):
        return [
            sys.executable, "-m", "celery", "--quiet", "-A", "sendcase", "worker", "-B",
            "--pool", "threads", "--concurrency", "2", "--loglevel", "warning",
        ]  # fmt: skip

    def start(self, command):
        return subprocess.Popen(command, cwd=settings.BASE_DIR, env=os.environ.copy())

    def wait_until_it_answers(self, web):
        for _ in range(300):
            if web.poll() is not None:
                raise CommandError("The web server stopped; its last words are above.")
            with socket.socket() as probe:
                if probe.connect_ex((settings.HOST, settings.PORT)) == 0:
                    return
            time.sleep(0.1)
        raise CommandError("The web server did not answer within 30 seconds.")

    def say_where(self):
        where = f"http://localhost:{settings.PORT}/"
        self.stdout.write(f"\nSENDcase is ready at {where}\n")
        if settings.DEMO:
            call_command("demo", "--accounts")
        self.stdout.write(f"Mail it sends lands in {Path(settings.DATA_DIR) / 'mail'}")
        self.stdout.write("Stop it with Ctrl-C.\n")
        self.stdout.flush()

    def follow(self):
        """Say how far the demo is while it is filled, beside the watching."""
        if settings.DEMO:
            words = {"target": call_command, "args": ("demo", "--follow"), "daemon": True}
            threading.Thread(**words).start()

    def watch(self, children):
        """Until Ctrl-C, or until the web server ends. A worker that dies is started again."""
        try:
            while children[0].poll() is None:
                if children[1].poll() is not None:
                    self.stdout.write("The worker stopped; starting it again.")
                    children[1] = self.start(self.worker())
                    if settings.DEMO:  # what the dead worker held is taken up at once
                        call_command("demo")
                time.sleep(1)
            raise CommandError("The web server stopped; its last words are above.")
        except KeyboardInterrupt:
            self.stdout.write("\nStopping.")
