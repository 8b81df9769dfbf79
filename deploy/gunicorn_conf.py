"""How gunicorn serves the portal; the command line may still say otherwise."""

import os

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = 2
# Threads, because the plain worker closes every connection after one answer.
worker_class = "gthread"
threads = 4
keepalive = 35  # seconds; longer than a proxy keeps an idle connection
# Heartbeats in memory: on a busy disk they would stall and the worker be killed.
worker_tmp_dir = "/dev/shm"  # noqa: S108 - gunicorn makes a private file in it
control_socket_disable = True
# No access log: addresses and look-ups of citizens do not belong in a file.
accesslog = None
