"""Seeds a ward of each size and prints what it costs, side by side.

    make bench

SIZES="10000 50000" chooses other sizes than 100.000 and 1.000.000.
"""

import base64
import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from tests.bench.load import put_load
from tests.services import free_port

PROJECT = Path(__file__).resolve().parent.parent.parent
SIZES = [int(size) for size in os.environ.get("SIZES", "100000 1000000").split()]
SERVER = os.environ.get("DATABASE_URL", "")
START_SECONDS = 60
ROW = "{:<50}" + "{:>12}" * (len(SIZES) + 1)


def main():
    if not SERVER:
        raise SystemExit("Run it as: python -m tests.services -- python -m tests.bench")
    _say(f"{os.cpu_count()} cores; one demo ward for each of: {SIZES}")
    wards = [Ward(size) for size in SIZES]
    for ward in wards:
        ward.seed()
    # Each measure of all sizes together: the machine may be busier at another time.
    for measure in ("figures", "worklist", "refresh", "catalogue", "forms", "search"):
        for ward in wards:
            ward.measure(measure)
    for ward in wards:
        ward.put_under_load()
    _print_table([ward.results for ward in wards])


class Ward:
    """A database with a demo ward of so many dossiers."""

    def __init__(self, size):
        self.size = size
        self.results = {}
        self.address = f"{SERVER.rpartition('/')[0]}/bench_{size}"
        self.environment = {
            **os.environ,
            "DATABASE_URL": self.address,
            "SECRET_KEY": "bench",
            "FIELD_KEYS": f"b1:{base64.b64encode(b'b' * 32).decode()}",
            "ALLOWED_HOSTS": "127.0.0.1",
            "DJANGO_SETTINGS_MODULE": "wardportal.settings",
        }

    def seed(self):
        """Make the database, and leave it as autovacuum would in the end."""
        _execute(SERVER, f'CREATE DATABASE "bench_{self.size}"')
        self._run("manage.py", "migrate", "--verbosity=0")
        self._run("manage.py", "load_reference")
        self._run("manage.py", "collectstatic", "--noinput", "--verbosity=0")
        begun = time.monotonic()
        size = f"--dossiers={self.size}"
        self._run("manage.py", "seed_demo", "--ward=thanh-liet", size)
        seconds = time.monotonic() - begun
        self.results["seed"] = {"seconds": seconds}
        _say(f"seeded {self.size:,} dossiers in {seconds:.0f} s")
        _execute(self.address, "VACUUM ANALYZE")

    def measure(self, name):
        """Take one measure of tests.bench.measures."""
        code = f"from tests.bench.measures import tell; tell('{name}')"
        told = self._run("manage.py", "shell", "--no-imports", "-c", code)
        self.results[name] = json.loads(told)

    def put_under_load(self):
        """Ask for the clerk's list, citizens' pages, and less, as often as two workers answer."""
        asked = self.results["worklist"]
        with self._served("wardportal.wsgi:application") as port:
            answers = {
                "list": put_load(port, asked["address"], cookie=asked["cookie"]),
                "live": put_load(port, "/health/live"),
                **{
                    name: put_load(port, address)
                    for name, address in self.results["search"]["pages"].items()
                },
            }
        with self._served("tests.bench.empty:application") as port:
            answers["empty"] = put_load(port, "/")
        self.results["load"] = answers

    @contextmanager
    def _served(self, application):
        """Serve an application as the portal is served, with two workers."""
        port = free_port()
        server = subprocess.Popen(  # noqa: S603 -- our own command
            [
                *(sys.executable, "-m", "gunicorn"),
                *("--config", "deploy/gunicorn_conf.py", "--log-level", "warning"),
                application,
            ],
            cwd=PROJECT,
            env={**self.environment, "PORT": str(port)},
        )
        try:
            _wait_for(port, server)
            yield port
        finally:
            server.terminate()
            server.wait()

    def _run(self, *command):
        done = subprocess.run(  # noqa: S603 -- our own commands
            [sys.executable, *command],
            cwd=PROJECT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return done.stdout


def _execute(address, statement):
    connection = psycopg2.connect(address)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


def _wait_for(port, server):
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            put_load(port, "/health/live", seconds=0.1)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("The server did not start.")


def _say(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _print_table(results):
    _say(ROW.format("", *(f"{size:,}" for size in SIZES), "ratio"))
    for title, read in LINES.items():
        values = [read(result) for result in results]
        ratio = f"{values[-1] / values[0]:.2f}" if values[0] else ""
        _say(ROW.format(title, *(f"{value:,.1f}" for value in values), ratio))


LINES = {
    "seeding, s": lambda r: r["seed"]["seconds"],
    "last month: dossiers counted": lambda r: r["figures"]["counted"],
    "last month: reports.tallies, ms": lambda r: r["figures"]["tally_ms"],
    "last month: one hand-written SQL, ms": lambda r: r["figures"]["sql_ms"],
    "  tallies / SQL (goal 1.5)": lambda r: (
        r["figures"]["tally_ms"] / r["figures"]["sql_ms"]
    ),
    "clerk's list: queries (goal 6)": lambda r: r["worklist"]["queries"],
    "clerk's list: in one process, ms": lambda r: r["worklist"]["view_ms"],
    "clerk's list: 2 workers, requests/s (goal 80)": lambda r: (
        r["load"]["list"].per_second
    ),
    "  median answer, ms": lambda r: r["load"]["list"].median_ms,
    "/health/live: same server, requests/s": lambda r: r["load"]["live"].per_second,
    "empty WSGI view: same server, requests/s": lambda r: r["load"]["empty"].per_second,
    "open dossiers": lambda r: r["refresh"]["open"],
    "timeliness refresh, nothing to change, ms": lambda r: r["refresh"]["nothing_ms"],
    "timeliness refresh, words changed": lambda r: r["refresh"]["turned"],
    "timeliness refresh, all of them, ms (goal 1,000)": lambda r: r["refresh"][
        "turned_ms"
    ],
    "a PDF of one line, ms": lambda r: r["forms"]["one_line_ms"],
    **{
        f"form 0{number}, ms (goal 150)": lambda r, key=f"form_{number}_ms": r["forms"][
            key
        ]
        for number in range(1, 7)
    },
    "  dearest form / a PDF of one line": lambda r: (
        max(r["forms"][f"form_{number}_ms"] for number in range(1, 7))
        / r["forms"]["one_line_ms"]
    ),
    "form 07, 31 days: rows": lambda r: r["forms"]["register_rows"],
    "form 07, 31 days: s": lambda r: r["forms"]["register_s"],
    "list of 557 procedures: plain read of the tables, ms": lambda r: r["catalogue"][
        "plain_ms"
    ],
    "  compared with the catalogue, ms (goal 3,000)": lambda r: r["catalogue"][
        "diff_ms"
    ],
    "  compared / plain read": lambda r: (
        r["catalogue"]["diff_ms"] / r["catalogue"]["plain_ms"]
    ),
    "  applied, a third of them changed, ms": lambda r: r["catalogue"]["load_ms"],
    "search: procedures searched": lambda r: r["search"]["rows"],
    "  index built, once a change, ms": lambda r: r["search"]["built_ms"],
    "  median, ms": lambda r: r["search"]["p50_ms"],
    "  p95, ms (goal 30)": lambda r: r["search"]["p95_ms"],
    **{
        f"{title}: 2 workers, requests/s (goal 100)": lambda r, name=name: (
            r["load"][name].per_second
        )
        for name, title in (
            ("home", "home"),
            ("list", "list of procedures"),
            ("found", "search for khai sinh"),
            ("procedure", "page of a procedure"),
            ("api", "API search"),
        )
    },
    "  home / empty WSGI view": lambda r: (
        r["load"]["home"].per_second / r["load"]["empty"].per_second
    ),
    "  page of a procedure / empty WSGI view": lambda r: (
        r["load"]["procedure"].per_second / r["load"]["empty"].per_second
    ),
}

if __name__ == "__main__":
    main()
