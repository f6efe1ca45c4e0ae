// What the files of this module share.
#ifndef CNCURSES_PRIVATE_H
#define CNCURSES_PRIVATE_H

#include <stdbool.h>

// Remembers how the terminal was before curses touched it.
void cnc_save_modes(int input);
// Remembers what the signals that can be watched did.
void cnc_save_signals(void);
// Puts that back.
void cnc_restore_signals(void);
// Prepares the bytes that restore this terminal and takes the signals of a crash.
void cnc_arm_crash_handler(int input, int output);
// Gives the signals back.
void cnc_disarm_crash_handler(void);
// While the screen is left there is nothing to restore.
void cnc_pause_crash_handler(bool is_paused);

#endif
