"""How the site is served in production. As many processes as cores, a few threads each."""

import gc
import multiprocessing
import os

bind = f"0.0.0.0:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_PROCESSES", multiprocessing.cpu_count()))
threads = int(os.environ.get("WEB_THREADS", "3"))
# Temporary files of the workers in memory: a full disk must not stop the heartbeat.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
# Loaded once, then shared by the processes; the PDF parent notices a fork and starts its own.
preload_app = True
control_socket_disable = True
timeout = 60
graceful_timeout = 30
max_requests = 5000
max_requests_jitter = 500
accesslog = None  # addresses of pages can say what somebody read; the audit log is the place


def when_ready(server):
    """Before the first process is forked: what is loaded stays shared. The collector would write
    into every object, and so copy each page of memory once for every process.
    """
    gc.collect()
    gc.freeze()
