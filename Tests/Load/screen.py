"""A small model of a terminal: enough of xterm to know what stands on the screen."""
import codecs
import re
import unicodedata

CONTROL = re.compile(
    r"\x1b\[([?>=!]?)([0-9;]*)([ -/]*)([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][0-9A-B]"
    r"|\x1b([A-Z78=>c])")


class Screen:
    """The cells of a terminal that is written to."""

    def __init__(self, width, height):
        self.width, self.height = width, height
        self.cells = [[" "] * width for _ in range(height)]
        self.row = self.column = 0
        self.region = (0, height - 1)
        self.last = " "
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.left = ""

    @property
    def rows(self):
        """The text of each row."""
        return ["".join(row) for row in self.cells]

    def feed(self, data):
        """Takes in what a program wrote, in pieces of any length."""
        text = self.left + self.decoder.decode(data)
        position, self.left = 0, ""
        while position < len(text):
            if text[position] != "\x1b":
                self.put(text[position])
                position += 1
                continue
            found = CONTROL.match(text, position)
            if not found:
                self.left = text[position:]
                return
            position = found.end()
            if found[4] and not found[1] and not found[3]:
                self.control(found[4], [int(part or 0) for part in found[2].split(";")])
            elif found[5] == "M":
                self.up_one()

    def put(self, character):
        match character:
            case "\r":
                self.column = 0
            case "\n":
                self.down_one()
            case "\b":
                self.column = max(0, self.column - 1)
            case "\t":
                self.column = min(self.width - 1, self.column // 8 * 8 + 8)
            case _ if character >= " ":
                self.write(character)

    def write(self, character):
        if self.column >= self.width:
            self.column = 0
            self.down_one()
        self.last = character
        self.cells[self.row][self.column] = character
        self.column += 1
        if unicodedata.east_asian_width(character) in "WF" and self.column < self.width:
            self.cells[self.row][self.column] = ""
            self.column += 1

    def control(self, kind, numbers):
        count = max(1, numbers[0])
        row = self.cells[self.row]
        match kind:
            case "H" | "f":
                self.row = min(count, self.height) - 1
                self.column = min(max(1, numbers[1] if len(numbers) > 1 else 1), self.width) - 1
            case "A":
                self.row = max(0, self.row - count)
            case "B":
                self.row = min(self.height - 1, self.row + count)
            case "C":
                self.column = min(self.width - 1, self.column + count)
            case "D":
                self.column = max(0, min(self.column, self.width - 1) - count)
            case "G":
                self.column = min(count, self.width) - 1
            case "d":
                self.row = min(count, self.height) - 1
            case "K":
                first = 0 if numbers[0] else self.column
                last = self.column + 1 if numbers[0] == 1 else self.width
                row[first:last] = " " * (last - first)
            case "J":
                self.erase(numbers[0])
            case "X":
                last = min(self.column + count, self.width)
                row[self.column:last] = " " * (last - self.column)
            case "P":
                del row[self.column:self.column + count]
                row.extend(" " * (self.width - len(row)))
            case "@":
                row[self.column:self.column] = " " * count
                del row[self.width:]
            case "b":
                for _ in range(count):
                    self.write(self.last)
            case "r":
                bottom = numbers[1] if len(numbers) > 1 and numbers[1] else self.height
                self.region = (count - 1, bottom - 1)
                self.row = self.column = 0
            case "L":
                self.scroll(self.row, -count)
            case "M":
                self.scroll(self.row, count)
            case "S":
                self.scroll(self.region[0], count)
            case "T":
                self.scroll(self.region[0], -count)

    def erase(self, kind):
        blank = {0: range(self.row + 1, self.height), 1: range(self.row)}
        for row in blank.get(kind, range(self.height)):
            self.cells[row] = [" "] * self.width
        if kind < 2:
            self.control("K", [kind])

    def down_one(self):
        if self.row == self.region[1]:
            self.scroll(self.region[0], 1)
        else:
            self.row = min(self.height - 1, self.row + 1)

    def up_one(self):
        if self.row == self.region[0]:
            self.scroll(self.region[0], -1)
        else:
            self.row = max(0, self.row - 1)

    def scroll(self, top, lines):
        """Moves the lines from there to the region's end up, or down when negative."""
        for _ in range(abs(lines)):
            del self.cells[top if lines > 0 else self.region[1]]
            place = self.region[1] if lines > 0 else top
            self.cells.insert(place, [" "] * self.width)
