// Signals: the ones that end the process are turned into restored terminals, the others into
// bytes in a pipe.
#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

#include "CNCurses.h"
#include "CNCursesPrivate.h"

static const int crash_signals[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGSYS};
static const int watched_signals[] = {SIGWINCH, SIGTERM, SIGINT,  SIGHUP,
                                      SIGQUIT,  SIGTSTP, SIGCONT};
enum {
    CRASH_COUNT = sizeof crash_signals / sizeof *crash_signals,
    WATCHED_COUNT = sizeof watched_signals / sizeof *watched_signals,
    STACK_SIZE = 64 * 1024,
};

static struct {
    struct termios modes;
    int input;
    int output;
    // Everything a handler needs is prepared, because a handler may only write.
    char restore[256];
    char note[404];
    struct sigaction previous[CRASH_COUNT];
    char stack[STACK_SIZE];
} crash;
static volatile sig_atomic_t crash_is_armed;

static struct sigaction previous_actions[WATCHED_COUNT];
static volatile sig_atomic_t signal_descriptor = -1;

void cnc_save_modes(int input) { tcgetattr(input, &crash.modes); }

// Adds a capability without its padding marks, which look like `$<50>`.
static void append_capability(const char *name) {
    const char *text = tigetstr((char *)name);
    if (text == NULL || text == (const char *)-1) return;
    size_t used = strlen(crash.restore);
    while (*text != 0 && used < sizeof crash.restore - 1) {
        if (text[0] == '$' && text[1] == '<') {
            while (*text != 0 && *text != '>') text++;
            if (*text == '>') text++;
            continue;
        }
        crash.restore[used++] = *text++;
    }
    crash.restore[used] = 0;
}

static void restore_terminal(void) {
    if (!crash_is_armed) return;
    crash_is_armed = 0;
    ssize_t ignored = write(crash.output, crash.restore, strlen(crash.restore));
    tcsetattr(crash.input, TCSANOW, &crash.modes);
    ignored = write(crash.output, crash.note, strlen(crash.note));
    (void)ignored;
}

static void on_crash(int signal_number) {
    (void)signal_number;
    bool was_armed = crash_is_armed;
    restore_terminal();
    // What the process said before it died, such as the words of a failed precondition.
    if (was_armed) cnc_write_log_tail(crash.output);
    // Not raised again: the parent is to see one code for every crash, and a debugger that is
    // attached has seen the signal already.
    _exit(CNC_CRASH_CODE);
}

static void on_exit_of_process(void) {
    if (!crash_is_armed) return;
    crash.note[0] = 0;
    restore_terminal();
}

void cnc_set_crash_note(const char *note) {
    size_t length = strlen(note);
    if (length > sizeof crash.note - 4) length = sizeof crash.note - 4;
    memcpy(crash.note, note, length);
    // An empty note ends the line as well: the shell's prompt must not follow the frame.
    strcpy(crash.note + length, "\n");
}

void cnc_arm_crash_handler(int input, int output) {
    static bool is_registered;
    crash.input = input;
    crash.output = output;
    strcpy(crash.restore, "\033[?2026l\033[?2004l\033[?1006l\033[?1000l");
    const char *capabilities[] = {"rmkx", "sgr0", "op", "cnorm", "rmcup"};
    for (size_t index = 0; index < sizeof capabilities / sizeof *capabilities; index++) {
        append_capability(capabilities[index]);
    }
    stack_t stack = {.ss_sp = crash.stack, .ss_size = sizeof crash.stack};
    sigaltstack(&stack, NULL);
    struct sigaction action = {.sa_handler = on_crash, .sa_flags = SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    for (int index = 0; index < CRASH_COUNT; index++) {
        sigaction(crash_signals[index], &action, &crash.previous[index]);
    }
    if (!is_registered) atexit(on_exit_of_process);
    is_registered = true;
    crash_is_armed = 1;
}

void cnc_disarm_crash_handler(void) {
    crash_is_armed = 0;
    for (int index = 0; index < CRASH_COUNT; index++) {
        sigaction(crash_signals[index], &crash.previous[index], NULL);
    }
}

void cnc_pause_crash_handler(bool is_paused) { crash_is_armed = !is_paused; }

static void on_watched(int signal_number) {
    int saved = errno;
    unsigned char byte = (unsigned char)signal_number;
    int descriptor = signal_descriptor;
    if (descriptor >= 0) {
        ssize_t ignored = write(descriptor, &byte, 1);
        (void)ignored;
    }
    errno = saved;
}

void cnc_save_signals(void) {
    for (int index = 0; index < WATCHED_COUNT; index++) {
        sigaction(watched_signals[index], NULL, &previous_actions[index]);
    }
}

void cnc_restore_signals(void) {
    signal_descriptor = -1;
    for (int index = 0; index < WATCHED_COUNT; index++) {
        sigaction(watched_signals[index], &previous_actions[index], NULL);
    }
}

void cnc_watch_signals(int descriptor) {
    signal_descriptor = descriptor;
    struct sigaction action = {.sa_handler = on_watched, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    for (int index = 0; index < WATCHED_COUNT; index++) {
        sigaction(watched_signals[index], &action, NULL);
    }
}

static int saved_errors = -1;
static int saved_output = -1;
static int log_file = -1;
static off_t log_start;
enum { TAIL_SIZE = 2000 };

int cnc_divert_errors(const char *path) {
    if (saved_errors >= 0) return EBUSY;
    // Read as well: its tail is shown when the screen is left.
    int log = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (log < 0) return errno;
    log_start = lseek(log, 0, SEEK_END);
    saved_errors = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    if (isatty(STDOUT_FILENO)) saved_output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    if (saved_errors < 0 || dup2(log, STDERR_FILENO) < 0) {
        int reason = errno;
        close(log);
        return reason;
    }
    if (saved_output >= 0) dup2(log, STDOUT_FILENO);
    log_file = log;
    return 0;
}

bool cnc_log_has_grown(void) {
    struct stat facts;
    return log_file >= 0 && fstat(log_file, &facts) == 0 && facts.st_size > log_start;
}

// Also called from the handler of a crash, so only with what a handler may call.
void cnc_write_log_tail(int output) {
    struct stat facts;
    if (log_file < 0 || fstat(log_file, &facts) != 0 || facts.st_size <= log_start) return;
    char text[TAIL_SIZE + 1];
    off_t from = facts.st_size - log_start > TAIL_SIZE ? facts.st_size - TAIL_SIZE : log_start;
    ssize_t count = pread(log_file, text, TAIL_SIZE, from);
    if (count <= 0) return;
    ssize_t first = 0;
    // A line that is cut at its beginning is left out.
    if (from > log_start) {
        while (first < count && text[first] != '\n') first++;
        first = first + 1 < count ? first + 1 : 0;
    }
    for (ssize_t index = first; index < count; index++) {
        unsigned char byte = (unsigned char)text[index];
        if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F) text[index] = '?';
    }
    if (text[count - 1] != '\n') text[count++] = '\n';
    while (first < count) {
        ssize_t written = write(output, text + first, (size_t)(count - first));
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        first += written;
    }
}

void cnc_restore_errors(void) {
    if (saved_errors >= 0) {
        dup2(saved_errors, STDERR_FILENO);
        close(saved_errors);
    }
    if (saved_output >= 0) {
        fflush(stdout);
        dup2(saved_output, STDOUT_FILENO);
        close(saved_output);
    }
    if (log_file >= 0) close(log_file);
    log_file = -1;
    saved_errors = -1;
    saved_output = -1;
}
