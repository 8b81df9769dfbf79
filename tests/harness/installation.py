"""A whole embedded installation in a folder of its own, driven as processes."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
SERVERS = {"DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"}


class Installation:
    """Commands and processes that share one data folder and no server."""

    def __init__(self, var, **environment):
        self.var = var
        kept = {k: v for k, v in os.environ.items() if k not in SERVERS}
        self.environment = {
            **kept,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "WARDPORTAL_VAR": str(var),
            "PYTHONPATH": str(PROJECT),
            **environment,
        }

    def manage(self, *arguments):
        """Run one command to its end; return what it said."""
        done = subprocess.run(  # noqa: S603 -- our own commands
            [sys.executable, "manage.py", *arguments],
            cwd=PROJECT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def shell(self, code):
        """Run Python inside the installation; return what it printed."""
        return self.manage("shell", "--no-imports", "-c", code).strip()

    @contextmanager
    def running(self, *arguments):
        """Run ``python …`` beside the test, and stop it as a supervisor does."""
        process = subprocess.Popen(  # noqa: S603 -- our own commands
            [sys.executable, *arguments],
            cwd=PROJECT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_for(condition, seconds=30):
    """Ask until the condition holds; return whether it did in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False
