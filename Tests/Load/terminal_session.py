"""A program on a pseudo-terminal of our own, with the bytes it sends and the time of each."""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time

from screen import Screen

PEN = re.compile(r"\x1b\[([0-9;]*)m")


class PaintedScreen(Screen):
    """A screen that also knows the background of each cell, to find the selected row."""

    def __init__(self, width, height):
        super().__init__(width, height)
        self.pen = ""
        self.backs = [[""] * width for _ in range(height)]
        self.written = 0

    def control(self, kind, numbers):
        if kind == "m":
            self.paint(numbers)
        super().control(kind, numbers)

    def paint(self, numbers):
        rest = list(numbers)
        while rest:
            number = rest.pop(0)
            if number in (38, 48):
                count = 2 if rest and rest[0] == 5 else 4
                if number == 48:
                    self.pen = ";".join(map(str, rest[:count]))
                del rest[:count]
            elif number in (0, 49, 27):
                self.pen = ""
            elif number == 7:
                self.pen = "reverse"
            elif 40 <= number <= 47 or 100 <= number <= 107:
                self.pen = str(number)

    def write(self, character):
        row, column = self.row, self.column
        if column >= self.width:
            row, column = min(row + 1, self.height - 1), 0
        before = self.cells[row][column], self.backs[row][column]
        super().write(character)
        self.backs[row][column] = self.pen
        self.written += before != (character, self.pen)

    @property
    def selected(self):
        """The row that alone has a background most of its cells share; None without one."""
        owners = {}
        for number, row in enumerate(self.backs):
            for back in set(row) - {""}:
                if row.count(back) >= self.width // 8:
                    owners.setdefault(back, []).append(number)
        single = [rows[0] for rows in owners.values() if len(rows) == 1 and rows[0] > 3]
        return single[0] if single else None


class Session:
    """One program on a terminal of its own, started at once and ended by `with`."""

    def __init__(self, command, width=200, height=50, environment=None):
        self.screen = PaintedScreen(width, height)
        self.bytes = 0
        self.output = b""
        self.terminal, self.inside = pty.openpty()
        self.resize(width, height)
        self.modes = termios.tcgetattr(self.inside)
        self.begin = time.monotonic()
        self.process = subprocess.Popen(
            list(map(str, command)), stdin=self.inside, stdout=self.inside, stderr=self.inside,
            start_new_session=True, preexec_fn=self.own,
            env=os.environ | {"TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
                              "COLORTERM": "truecolor"} | (environment or {}))

    @staticmethod
    def own():
        """Makes the terminal the one whose signals reach the program."""
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.terminate()
            self.read(3, until=lambda: self.process.poll() is not None)
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.terminal)
        os.close(self.inside)

    def resize(self, width, height):
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def read(self, limit, until=None, quiet=None):
        """Reads for that long, or until something is so, or until nothing came for `quiet`.

        Answers how many bytes came and when the last of them did.
        """
        begin = self.bytes
        end = time.monotonic() + limit
        latest = None
        while (now := time.monotonic()) < end:
            wait = min(end - now, 0.05)
            if quiet is not None and latest is not None:
                wait = min(wait, max(0, latest + quiet - now))
            if select.select([self.terminal], [], [], wait)[0]:
                try:
                    data = os.read(self.terminal, 1 << 16)
                except OSError:
                    data = b""
                if data:
                    latest = time.monotonic()
                    self.bytes += len(data)
                    self.output = (self.output + data)[-100_000:]
                    self.screen.feed(data)
            elif quiet is not None and latest is not None \
                    and time.monotonic() - latest >= quiet:
                break
            if until and until():
                break
        return self.bytes - begin, latest

    def press(self, keys, limit=1.0, quiet=0.012):
        """Presses keys; answers bytes until the frame was whole, and the milliseconds of that."""
        begin = time.monotonic()
        os.write(self.terminal, keys)
        count, latest = self.read(limit, quiet=quiet)
        return count, (latest - begin) * 1000 if latest else None

    @property
    def is_restored(self):
        """Whether modes, cursor and alternate screen are as before the program."""
        def last(on, off):
            return self.output.rfind(off) > self.output.rfind(on)
        now = termios.tcgetattr(self.inside)
        return now[:4] == self.modes[:4] and last(b"\x1b[?1049h", b"\x1b[?1049l") \
            and self.output.rfind(b"\x1b[?25l") < max(self.output.rfind(b"\x1b[?25h"),
                                                      self.output.rfind(b"\x1b[?12;25h"))

    def die(self, number):
        """Sends a signal to the program; answers how it ended, None when it did not."""
        os.kill(self.process.pid, number)
        self.read(5, until=lambda: self.process.poll() is not None)
        self.read(0.3)
        return self.process.returncode


def processor_seconds(pid):
    """Seconds of processor time a process has used."""
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mebibytes(pid):
    """Memory of a process that is in RAM."""
    with open(f"/proc/{pid}/status") as file:
        found = re.search(r"VmRSS:\s+(\d+)", file.read())
    return int(found[1]) / 1024


SIGNALS = {"TERM": signal.SIGTERM, "HUP": signal.SIGHUP, "INT": signal.SIGINT,
           "QUIT": signal.SIGQUIT, "SEGV": signal.SIGSEGV, "trap": signal.SIGILL}
