/* Private to the command line: what goes to stdout and stderr. */
#ifndef ENTENTE_CLI_OUTPUT_H
#define ENTENTE_CLI_OUTPUT_H

#include <glib.h>
#include <stdbool.h>

typedef struct {
    bool terminal; /* stdout is a terminal: everything is cleaned */
    int columns;   /* its width; 0 where stdout is none */
    bool failed;
    int reason; /* errno of the first failure */
} Output;

/* Looks where stdout goes, and sees to it that a reader who leaves (`| head`) is an ordinary failure to
 * write. */
void output_open(Output *output);
/* A SheetWrite: `data` is the Output. False when nothing more can be written. */
bool output_write(const char *text, gsize size, gpointer data);
/* Writes a line, or several, for a person: cleaned, with the newline that `format` lacks. */
void output_line(Output *output, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* True when the reader of a pipe has left: no failure, there is just nobody to write for. */
bool output_unread(const Output *output);
/* Writes what is still kept back. ERROR_SYSTEM when not all came through and somebody was reading. */
bool output_close(Output *output, GError **error);

/* "entente: ..." on stderr, cleaned. */
void output_problem(const char *format, ...) G_GNUC_PRINTF(1, 2);
/* A line on stderr as it is, cleaned: one of many problems that a command names. */
void output_note(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* Shows how far long work is, where stderr is a terminal; `percent` below 0 takes the line away. */
void output_progress(const char *what, int percent);

/* From now on Ctrl-C, SIGTERM and the end of the line only raise a flag, so that work in hand is given up
 * cleanly; the second time they end the program as ever. */
void output_watch_interrupts(void);
/* From now on they end the program at once. */
void output_unwatch_interrupts(void);
bool output_interrupted(void);

#endif
