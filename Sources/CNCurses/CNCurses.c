#include "CNCurses.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#include "CNCursesPrivate.h"

enum { KEY_CODE_PASTE_START = KEY_MAX + 1, KEY_CODE_PASTE_END, KEY_CODE_ANSWER };
enum { MAXIMUM_PAIRS = 250 };

static struct {
    SCREEN *screen;
    // Keys are read from here: reading from stdscr would draw it at a time not of our choosing.
    WINDOW *keys;
    FILE *in;
    FILE *out;
    bool has_colour;
    bool knows_synchronized;
    bool watches_mouse;
    // When the question about mode 2026 was sent; 0 once it is answered, or if never asked.
    time_t asked_at;
    int pair_count;
    struct {
        short foreground;
        short background;
    } pairs[MAXIMUM_PAIRS + 1];
} state;

static void write_all(int descriptor, const char *text) {
    size_t left = strlen(text);
    while (left > 0) {
        ssize_t written = write(descriptor, text, left);
        if (written < 0 && errno != EINTR) return;
        if (written > 0) {
            text += written;
            left -= (size_t)written;
        }
    }
}

static bool has_capability(const char *name) {
    char *value = tigetstr((char *)name);
    return value != NULL && value != (char *)-1 && *value != 0;
}

// Bracketed paste, and reports of the mouse where they are asked for.
static void enter_modes(void) {
    write_all(fileno(state.out), "\033[?2004h");
    if (state.watches_mouse) write_all(fileno(state.out), "\033[?1000h\033[?1006h");
}

static void leave_modes(void) {
    if (state.watches_mouse) write_all(fileno(state.out), "\033[?1006l\033[?1000l");
    write_all(fileno(state.out), "\033[?2004l");
}

static FILE *duplicate(int descriptor, const char *mode) {
    int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    return copy < 0 ? NULL : fdopen(copy, mode);
}

static void close_files(void) {
    if (state.in != NULL) fclose(state.in);
    if (state.out != NULL) fclose(state.out);
    state.in = NULL;
    state.out = NULL;
}

// Keys that the database of many systems lacks or has for other modes of the terminal.
static void define_keys(void) {
    define_key("\033[200~", KEY_CODE_PASTE_START);
    define_key("\033[201~", KEY_CODE_PASTE_END);
    char answer[] = "\033[?2026;0$y";
    for (int setting = 0; setting <= 4; setting++) {
        answer[8] = (char)('0' + setting);
        define_key(answer, KEY_CODE_ANSWER + setting);
    }
    static const struct {
        const char *sequence;
        int code;
    } usual[] = {
        {"\033[A", KEY_UP},        {"\033[B", KEY_DOWN},      {"\033[C", KEY_RIGHT},
        {"\033[D", KEY_LEFT},      {"\033OA", KEY_UP},        {"\033OB", KEY_DOWN},
        {"\033OC", KEY_RIGHT},     {"\033OD", KEY_LEFT},      {"\033[1;2A", KEY_SR},
        {"\033[1;2B", KEY_SF},     {"\033[1;2C", KEY_SRIGHT}, {"\033[1;2D", KEY_SLEFT},
        {"\033[H", KEY_HOME},      {"\033[F", KEY_END},       {"\033OH", KEY_HOME},
        {"\033OF", KEY_END},       {"\033[1~", KEY_HOME},     {"\033[4~", KEY_END},
        {"\033[5~", KEY_PPAGE},    {"\033[6~", KEY_NPAGE},    {"\033[3~", KEY_DC},
        {"\033[2~", KEY_IC},       {"\033[Z", KEY_BTAB},      {"\033OP", KEY_F0 + 1},
        {"\033OQ", KEY_F0 + 2},    {"\033OR", KEY_F0 + 3},    {"\033OS", KEY_F0 + 4},
        {"\033[11~", KEY_F0 + 1},
    };
    for (size_t index = 0; index < sizeof usual / sizeof *usual; index++) {
        if (key_defined(usual[index].sequence) == 0) {
            define_key(usual[index].sequence, usual[index].code);
        }
    }
    // Curses would take the beginning of a report and leave its rest as letters.
    keyok(KEY_MOUSE, FALSE);
}

static void set_modes(void) {
    cbreak();
    noecho();
    nonl();
    // Ctrl-S must not freeze the screen and Ctrl-V, Ctrl-O must arrive; Ctrl-C and Ctrl-Z stay
    // signals.
    struct termios modes;
    int input = fileno(state.in);
    if (tcgetattr(input, &modes) == 0) {
        modes.c_iflag &= ~(tcflag_t)(IXON | IXOFF);
        modes.c_lflag &= ~(tcflag_t)IEXTEN;
        tcsetattr(input, TCSADRAIN, &modes);
    }
    def_prog_mode();
    set_escdelay(25);
    curs_set(0);
    state.keys = newpad(1, 1);
    keypad(state.keys, TRUE);
    nodelay(state.keys, TRUE);
    leaveok(stdscr, TRUE);
}

static void start_colours(bool uses_colour) {
    state.pair_count = 0;
    state.has_colour = false;
    // Pairs may only be asked for after this: curses 6.4 crashes on terminals without colour.
    if (!uses_colour || !has_colors() || start_color() == ERR) return;
    state.has_colour = use_default_colors() == OK;
}

int cnc_open(int input, int output, bool uses_colour) {
    if (state.screen != NULL) return CNC_ALREADY_OPEN;
    if (!isatty(input) || !isatty(output)) return CNC_NOT_A_TERMINAL;
    const char *name = getenv("TERM");
    if (name == NULL || *name == 0) return CNC_NO_CURSOR_MOVEMENT;
    // Not LC_ALL: numbers must keep their decimal points.
    setlocale(LC_CTYPE, "");
    state.in = duplicate(input, "r");
    state.out = duplicate(output, "w");
    if (state.in == NULL || state.out == NULL) {
        close_files();
        return CNC_NOT_A_TERMINAL;
    }
    cnc_save_modes(fileno(state.in));
    cnc_save_signals();
    int result = CNC_OPENED;
    // Not initscr: it ends the process when it does not know the terminal.
    state.screen = newterm(NULL, state.out, state.in);
    if (state.screen == NULL) {
        state.screen = newterm("xterm-256color", state.out, state.in);
        result = CNC_OPENED_AS_XTERM;
    }
    // Curses takes INT, TERM, TSTP and WINCH for itself; they belong to the caller.
    cnc_restore_signals();
    if (state.screen == NULL || !has_capability("cup")) {
        result = state.screen == NULL ? CNC_UNKNOWN_TERMINAL : CNC_NO_CURSOR_MOVEMENT;
        if (state.screen != NULL) {
            endwin();
            delscreen(state.screen);
        }
        state.screen = NULL;
        close_files();
        return result;
    }
    set_modes();
    define_keys();
    start_colours(uses_colour);
    state.knows_synchronized = false;
    state.watches_mouse = false;
    cnc_arm_crash_handler(fileno(state.in), fileno(state.out));
    enter_modes();
    // Terminals of fewer colours may print the questions instead of answering them. The second is
    // for the colour of the background.
    bool asks = tigetnum("colors") >= 256;
    if (asks) write_all(fileno(state.out), "\033[?2026$p\033]11;?\033\\");
    state.asked_at = asks ? time(NULL) : 0;
    return result;
}

void cnc_close(void) {
    if (state.screen == NULL) return;
    // An answer still under way would appear on the command line of the shell. Later than this
    // none will come, and what was typed ahead is for the shell.
    if (state.asked_at != 0 && time(NULL) - state.asked_at < 2) {
        tcflush(fileno(state.in), TCIFLUSH);
    }
    leave_modes();
    endwin();
    cnc_disarm_crash_handler();
    cnc_restore_signals();
    delwin(state.keys);
    delscreen(state.screen);
    state.screen = NULL;
    state.keys = NULL;
    close_files();
}

bool cnc_is_utf8(void) {
    setlocale(LC_CTYPE, "");
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

int cnc_colours(void) { return state.has_colour ? COLORS : 0; }

bool cnc_has_alternate_screen(void) { return state.screen != NULL && has_capability("rmcup"); }

void cnc_size(int *width, int *height) {
    *width = COLS > 1 ? COLS : 1;
    *height = LINES > 1 ? LINES : 1;
}

bool cnc_resize(void) {
    struct winsize size;
    if (state.screen == NULL || ioctl(fileno(state.out), TIOCGWINSZ, &size) != 0) return false;
    if (size.ws_col == 0 || size.ws_row == 0) return false;
    if (size.ws_col == COLS && size.ws_row == LINES) return false;
    resizeterm(size.ws_row, size.ws_col);
    cnc_repaint();
    return true;
}

int cnc_pair(int foreground, int background) {
    if (!state.has_colour || (foreground < 0 && background < 0)) return 0;
    for (int pair = 1; pair <= state.pair_count; pair++) {
        if (state.pairs[pair].foreground == foreground
            && state.pairs[pair].background == background) return pair;
    }
    if (state.pair_count >= MAXIMUM_PAIRS || state.pair_count + 1 >= COLOR_PAIRS) return 0;
    int pair = state.pair_count + 1;
    if (init_pair((short)pair, (short)foreground, (short)background) == ERR) return 0;
    state.pair_count = pair;
    state.pairs[pair].foreground = (short)foreground;
    state.pairs[pair].background = (short)background;
    return pair;
}

void cnc_put(
    int row, int column, const uint32_t *scalars, int count, int width, unsigned attributes,
    int pair) {
    wchar_t text[CCHARW_MAX + 1] = {0};
    for (int index = 0; index < count && index < CCHARW_MAX - 1; index++) {
        text[index] = (wchar_t)scalars[index];
    }
    attr_t bits = A_NORMAL;
    if (attributes & CNC_BOLD) bits |= A_BOLD;
    if (attributes & CNC_DIM) bits |= A_DIM;
    if (attributes & CNC_REVERSE) bits |= A_REVERSE;
    if (attributes & CNC_UNDERLINE) bits |= A_UNDERLINE;
    // Where the C library counts otherwise, curses would lose its place in the row.
    bool is_known = wcwidth(text[0]) == width;
    if (!is_known) {
        text[0] = L'?';
        text[1] = 0;
    }
    cchar_t cell;
    if (setcchar(&cell, text, bits, (short)pair, NULL) == ERR) return;
    mvwadd_wchnstr(stdscr, row, column, &cell, 1);
    if (is_known || width != 2) return;
    text[0] = L' ';
    if (setcchar(&cell, text, bits, (short)pair, NULL) == ERR) return;
    mvwadd_wchnstr(stdscr, row, column + 1, &cell, 1);
}

void cnc_watch_mouse(bool is_watched) {
    if (state.screen == NULL || state.watches_mouse == is_watched) return;
    leave_modes();
    state.watches_mouse = is_watched;
    enter_modes();
}

void cnc_send(const char *bytes) {
    if (state.screen == NULL) return;
    fflush(state.out);
    write_all(fileno(state.out), bytes);
}

// Whether the terminal takes what is written; curses drops the errors of its writes.
static bool is_there(void) {
    struct pollfd terminal = {.fd = fileno(state.out), .events = POLLOUT};
    return poll(&terminal, 1, 0) < 0 || (terminal.revents & (POLLERR | POLLHUP | POLLNVAL)) == 0;
}

static bool is_capability(const char *name, const char *text) {
    char *value = tigetstr((char *)name);
    return value != NULL && value != (char *)-1 && strcmp(value, text) == 0;
}

bool cnc_speaks_ecma48(void) {
    if (state.screen == NULL || tigetnum("colors") < 256) return false;
    char *colour = tigetstr("setaf");
    return is_capability("cup", "\033[%i%p1%d;%p2%dH") && is_capability("bold", "\033[1m")
        && is_capability("rev", "\033[7m") && is_capability("cuf", "\033[%p1%dC")
        && is_capability("op", "\033[39;49m") && colour != NULL && colour != (char *)-1
        && strstr(colour, "38;5;") != NULL;
}

bool cnc_send_frame(const char *bytes, bool synchronized) {
    if (state.screen == NULL) return false;
    fflush(state.out);
    bool brackets = synchronized && state.knows_synchronized;
    if (brackets) write_all(fileno(state.out), "\033[?2026h");
    write_all(fileno(state.out), bytes);
    if (brackets) write_all(fileno(state.out), "\033[?2026l");
    return is_there();
}

bool cnc_flush(bool synchronized) {
    if (state.screen == NULL) return false;
    bool brackets = synchronized && state.knows_synchronized;
    if (brackets) write_all(fileno(state.out), "\033[?2026h");
    wnoutrefresh(stdscr);
    doupdate();
    if (brackets) write_all(fileno(state.out), "\033[?2026l");
    return is_there();
}

void cnc_repaint(void) {
    if (state.screen == NULL) return;
    // A shell may have changed the modes while the process was stopped by somebody else.
    reset_prog_mode();
    werase(stdscr);
    clearok(curscr, TRUE);
}

void cnc_bell(void) {
    if (state.screen != NULL) beep();
}

static int own_key(int code, int32_t *value) {
    if (code >= KEY_CODE_ANSWER && code <= KEY_CODE_ANSWER + 4) {
        *value = code - KEY_CODE_ANSWER;
        state.asked_at = 0;
        // 1 to 3: set, not set, always set; 0 and 4 mean that it cannot be used.
        state.knows_synchronized = *value >= 1 && *value <= 3;
        return CNC_KEY_SYNCHRONIZED_ANSWER;
    }
    if (code > KEY_F0 && code <= KEY_F0 + 63) {
        *value = code - KEY_F0;
        return CNC_KEY_FUNCTION;
    }
    switch (code) {
        case KEY_UP: return CNC_KEY_UP;
        case KEY_DOWN: return CNC_KEY_DOWN;
        case KEY_LEFT: return CNC_KEY_LEFT;
        case KEY_RIGHT: return CNC_KEY_RIGHT;
        case KEY_SR: return CNC_KEY_SHIFT_UP;
        case KEY_SF: return CNC_KEY_SHIFT_DOWN;
        case KEY_SLEFT: return CNC_KEY_SHIFT_LEFT;
        case KEY_SRIGHT: return CNC_KEY_SHIFT_RIGHT;
        case KEY_HOME: return CNC_KEY_HOME;
        case KEY_END: return CNC_KEY_END;
        case KEY_PPAGE: return CNC_KEY_PAGE_UP;
        case KEY_NPAGE: return CNC_KEY_PAGE_DOWN;
        case KEY_IC: return CNC_KEY_INSERT;
        case KEY_DC: return CNC_KEY_DELETE;
        case KEY_BACKSPACE: return CNC_KEY_BACKSPACE;
        case KEY_ENTER: return CNC_KEY_ENTER;
        case KEY_BTAB: return CNC_KEY_BACK_TAB;
        case KEY_CODE_PASTE_START: return CNC_KEY_PASTE_START;
        case KEY_CODE_PASTE_END: return CNC_KEY_PASTE_END;
        default: return CNC_KEY_OTHER;
    }
}

int cnc_read_key(int32_t *value) {
    *value = 0;
    if (state.screen == NULL) return CNC_KEY_NONE;
    for (;;) {
        wint_t character = 0;
        int kind = wget_wch(state.keys, &character);
        if (kind == ERR) return CNC_KEY_NONE;
        // The size is taken from the kernel when the signal comes, not from this queue.
        if (kind == KEY_CODE_YES && character == KEY_RESIZE) continue;
        if (kind == KEY_CODE_YES) return own_key((int)character, value);
        *value = (int32_t)character;
        return CNC_KEY_CHARACTER;
    }
}

void cnc_suspend(void) {
    if (state.screen == NULL) return;
    leave_modes();
    endwin();
    cnc_pause_crash_handler(true);
    // Not SIGTSTP: it is ignored in a process group whose shell is gone.
    raise(SIGSTOP);
    cnc_pause_crash_handler(false);
    cnc_repaint();
    // Curses takes the screen back with its next update.
    wnoutrefresh(stdscr);
    doupdate();
    enter_modes();
}
