#include "cli/output.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/error.h"
#include "base/text.h"

enum { USUAL_COLUMNS = 80 };

/* --- stdout --- */

static int terminal_width(void)
{
    struct winsize size = {0};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return USUAL_COLUMNS;
}

void output_open(Output *output)
{
    *output = (Output){.terminal = isatty(STDOUT_FILENO)};
    if (output->terminal)
        output->columns = terminal_width();
    signal(SIGPIPE, SIG_IGN);
}

static void note_failure(Output *output)
{
    if (!output->failed)
        output->reason = errno;
    output->failed = true;
}

bool output_write(const char *text, gsize size, gpointer data)
{
    Output *output = data;
    g_autofree char *clean = NULL;
    if (output->terminal) {
        g_autofree char *whole = g_strndup(text, size);
        clean = text_clean(whole, true);
        text = clean;
        size = strlen(clean);
    }
    if (!output->failed && fwrite(text, 1, size, stdout) != size)
        note_failure(output);
    return !output->failed;
}

void output_line(Output *output, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *clean = text_clean(text, true);
    g_autofree char *line = g_strconcat(clean, "\n", NULL);
    output_write(line, strlen(line), output);
}

bool output_unread(const Output *output)
{
    return output->failed && output->reason == EPIPE;
}

bool output_close(Output *output, GError **error)
{
    if (fflush(stdout) != 0)
        note_failure(output);
    if (!output->failed || output_unread(output))
        return true;
    return error_set(error, ERROR_SYSTEM,
                     "output: %s: what was printed is not complete: write it to another place",
                     g_strerror(output->reason));
}

/* --- stderr --- */

static void G_GNUC_PRINTF(2, 0) write_stderr(const char *before, const char *format, va_list arguments)
{
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    g_autofree char *clean = text_clean(text, true);
    fprintf(stderr, "%s%s\n", before, clean);
}

void output_problem(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    write_stderr("entente: ", format, arguments);
    va_end(arguments);
}

void output_note(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    write_stderr("", format, arguments);
    va_end(arguments);
}

void output_progress(const char *what, int percent)
{
    if (!isatty(STDERR_FILENO))
        return;
    if (percent >= 0)
        fprintf(stderr, "\r%s %3d %% ", what, MIN(percent, 100));
    else
        fprintf(stderr, "\r%*s\r", (int)strlen(what) + 7, "");
    fflush(stderr);
}

/* --- signals --- */

/* A handler can reach nothing else. */
static volatile sig_atomic_t interrupted;

static void raise_flag(int number)
{
    (void)number;
    interrupted = 1;
}

static void answer_interrupts(void (*handler)(int number))
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART | SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++)
        sigaction(numbers[i], &action, NULL);
}

void output_watch_interrupts(void)
{
    answer_interrupts(raise_flag);
}

void output_unwatch_interrupts(void)
{
    answer_interrupts(SIG_DFL);
}

bool output_interrupted(void)
{
    return interrupted;
}
