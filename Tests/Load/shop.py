"""A real shop to measure: storefront 1.0 and 2.0 with SQLite and HAProxy, in a folder of its own.

For the scripts beside this file. Everything runs on loopback, HAProxy on the port that is named and
instances on the hundred ports from 100 above it. Everything started here is stopped by its process
id when the script ends, however it ends.
"""
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Exit codes of handoff, as its commands document them.
SUCCEEDED, BY_PERSON = 0, 5


def build():
    """Sets up and builds; answers the folder with the two programs."""
    if "HANDOFF_BIN" in os.environ:
        return Path(os.environ["HANDOFF_BIN"]).resolve()
    subprocess.run([ROOT / ".ci/setup"], check=True)
    return made()


def made(*products):
    """Builds products, both programs without any; answers their folder."""
    built = subprocess.run([ROOT / ".ci/build", *products], check=True, stdout=subprocess.PIPE,
                           text=True)
    return Path(built.stdout.splitlines()[-1])


def simulator(programs):
    """The program that simulates, built when it does not lie beside the others."""
    name = "release-simulator"
    beside = programs / name
    return beside if beside.exists() else made(name) / name


def stop_orders():
    """Lets TERM end the script as ^C does, through its `finally`."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGINT, lambda *_: sys.exit(130))


def load_average():
    """The load average of the last minute, for beside a figure of time."""
    return f"{os.getloadavg()[0]:.1f}"


class Shop:
    """The shop, its processes and its releases."""

    def __init__(self, programs, port, defect=None):
        self.programs, self.port = programs, port
        self.url = f"http://127.0.0.1:{port}"
        self.outer = Path(tempfile.mkdtemp(prefix="handoff-load-"))
        self.folder = self.outer / "shop"
        self.site = ["storefront", "--state", self.folder / "state", "--environment", "demo"]
        self.running = {}
        self.environment = os.environ | {"PAYMENT_WEBHOOK_SECRET": secrets.token_hex(16)}
        fault = ["--defect", defect] if defect else []
        self.handoff("demo", "--prepare", self.folder, "--port", port,
                     "--ports", f"{port + 100}-{port + 199}", *fault)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for name in list(self.running):
            self.stop(name)
        if (self.folder / "state").exists():
            self.handoff("tear-down", *self.site, "--abandon", "--yes")
        shutil.rmtree(self.outer)

    def file(self, name):
        """The path of a file in the shop's folder."""
        return self.folder / name

    def start(self, name, *arguments):
        """Starts a process that is stopped at the end; its output goes to NAME.log."""
        with open(self.file(f"{name}.log"), "w") as log:
            self.running[name] = subprocess.Popen(
                [str(argument) for argument in arguments], stdin=subprocess.DEVNULL,
                stdout=log, stderr=subprocess.STDOUT, env=self.environment)

    def is_running(self, name):
        """Whether the process has not ended yet."""
        return self.running[name].poll() is None

    def wait(self, name, limit=120):
        """Waits for a process to end by itself; answers its exit code."""
        code = self.running[name].wait(timeout=limit)
        del self.running[name]
        return code

    def stop(self, name):
        """Ends a process by its id, and waits for that."""
        process = self.running.pop(name)
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def handoff(self, *arguments, check=True):
        """Runs a command of handoff to its end; answers what it printed."""
        done = subprocess.run(
            [self.programs / "handoff", *map(str, arguments)], env=self.environment, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if check and done.returncode != 0:
            raise SystemExit(f"`handoff {arguments[0]}` ended with {done.returncode}: "
                             f"{done.stdout}{done.stderr}")
        return done.stdout

    def begin_release(self, plan):
        """Starts the release of a plan file in this folder, without a terminal."""
        self.start("release", self.programs / "handoff", "run", self.file(plan), "--headless",
                   "--yes", "--state", self.folder / "state")

    def bring_up(self, plan):
        """Carries the first release out, under no load."""
        self.begin_release(plan)
        if self.wait("release") != SUCCEEDED:
            raise SystemExit(f"the first release did not succeed:\n{self.log('release')}")

    def log(self, name):
        """What a process printed."""
        return self.file(f"{name}.log").read_text()

    def status(self):
        """Where the newest release stands; None while nothing can be said."""
        try:
            return json.loads(self.handoff("status", *self.site, "-o", "json", check=False))
        except ValueError:
            return None

    def entries(self):
        """All entries of the newest release, as the journal has them."""
        lines = self.handoff("show", *self.site, "-o", "json").splitlines()
        return [json.loads(line) for line in lines]
