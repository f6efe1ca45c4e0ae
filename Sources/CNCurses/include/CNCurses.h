// The only door to curses.
//
// Plain functions of our own names, because Swift can import neither the variadic functions nor
// the macros of curses, and may not touch its globals. There is one screen in a process; one
// thread owns it and calls every function.
#ifndef CNCURSES_H
#define CNCURSES_H

#include <stdbool.h>
#include <stdint.h>

// What cnc_open answers.
enum {
    CNC_OPENED = 0,
    // The terminal's name is not in the database; it is driven as xterm-256color.
    CNC_OPENED_AS_XTERM = 1,
    CNC_NOT_A_TERMINAL = -1,
    // Not in the database, and xterm-256color is not there either.
    CNC_UNKNOWN_TERMINAL = -2,
    // TERM is not set, or the terminal cannot move its cursor (dumb).
    CNC_NO_CURSOR_MOVEMENT = -3,
    CNC_ALREADY_OPEN = -4,
};

// What a process that crashed ends with: EX_SOFTWARE of sysexits.h.
enum { CNC_CRASH_CODE = 70 };

// Attributes of a cell; the bits are those of Style.Attributes.
enum { CNC_BOLD = 1, CNC_DIM = 2, CNC_REVERSE = 4, CNC_UNDERLINE = 8 };

// What cnc_read_key answers. Numbers of our own, so that no header of curses is needed to read
// them.
enum {
    CNC_KEY_NONE = 0,
    CNC_KEY_CHARACTER,
    CNC_KEY_UP,
    CNC_KEY_DOWN,
    CNC_KEY_LEFT,
    CNC_KEY_RIGHT,
    CNC_KEY_SHIFT_UP,
    CNC_KEY_SHIFT_DOWN,
    CNC_KEY_SHIFT_LEFT,
    CNC_KEY_SHIFT_RIGHT,
    CNC_KEY_HOME,
    CNC_KEY_END,
    CNC_KEY_PAGE_UP,
    CNC_KEY_PAGE_DOWN,
    CNC_KEY_INSERT,
    CNC_KEY_DELETE,
    CNC_KEY_BACKSPACE,
    CNC_KEY_ENTER,
    CNC_KEY_BACK_TAB,
    CNC_KEY_PASTE_START,
    CNC_KEY_PASTE_END,
    // The answer to cnc_open's question whether mode 2026 is known; the value is its setting.
    CNC_KEY_SYNCHRONIZED_ANSWER,
    // A function key; the value is its number.
    CNC_KEY_FUNCTION,
    // A key that curses knows and we do not use.
    CNC_KEY_OTHER,
};

// Takes over the terminal: alternate screen, no echo, no cursor, bracketed paste, and handlers
// that restore it when the process crashes. `uses_colour` false leaves its colours alone.
// A crash ends the process with CNC_CRASH_CODE.
int cnc_open(int input, int output, bool uses_colour);
// Restores the terminal. Harmless when it is not open; also done by exit().
void cnc_close(void);
// Written to the terminal by the crash handler after restoring it; cut to 400 bytes.
void cnc_set_crash_note(const char *note);

// Whether the locale of the environment writes UTF-8.
bool cnc_is_utf8(void);
// 0 without colour, else how many the terminal has.
int cnc_colours(void);
// Whether leaving the screen brings back what stood there before.
bool cnc_has_alternate_screen(void);
// Columns and rows as curses has them, at least 1.
void cnc_size(int *width, int *height);
// Asks the kernel for the size and takes it over; answers whether it changed.
bool cnc_resize(void);

// The number of a pair of colours, -1 being the terminal's own; 0 without colour, and when more
// than 250 pairs were asked for.
int cnc_pair(int foreground, int background);
// Puts one character, a base and at most three marks, which takes `width` columns.
void cnc_put(
    int row, int column, const uint32_t *scalars, int count, int width, unsigned attributes,
    int pair);
// Sends what changed. `synchronized` brackets it in mode 2026 where the terminal knows that.
// Answers false when the terminal takes no more: the link to it is gone.
bool cnc_flush(bool synchronized);
// Whether the terminal draws by the sequences of ECMA-48 and has 256 colours, so that frames may be
// written without curses.
bool cnc_speaks_ecma48(void);
// Sends a frame of our own making; brackets and answer as cnc_flush.
bool cnc_send_frame(const char *bytes, bool synchronized);
// Forgets every cell and makes the next flush send all of them.
void cnc_repaint(void);
// Rings once.
void cnc_bell(void);
// Writes bytes of our own to the terminal, between two frames; for sequences that change no cell.
void cnc_send(const char *bytes);
// Asks the terminal to report clicks and the wheel as SGR sequences, or no longer.
void cnc_watch_mouse(bool is_watched);

// The next key that has already arrived, never waits for more than the 25 ms that tell Escape
// from the start of a sequence.
int cnc_read_key(int32_t *value);

// Leaves the screen, stops the process as Ctrl-Z does, and takes the screen back when it is
// continued.
void cnc_suspend(void);

// Writes the number of each signal (WINCH TERM INT HUP QUIT TSTP CONT) to a descriptor that must
// not block, until cnc_close. Only after cnc_open.
void cnc_watch_signals(int descriptor);

// Points descriptors 2 and, if it is the terminal, 1 at a file; 0 on success, else errno.
int cnc_divert_errors(const char *path);
// Whether anything was written to that file since.
bool cnc_log_has_grown(void);
// Writes the last lines that came to that file since, at most 2000 bytes, without control codes.
void cnc_write_log_tail(int output);
// Undoes cnc_divert_errors.
void cnc_restore_errors(void);

#endif
