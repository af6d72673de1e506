/*
 * The one error domain of Entente.
 *
 * Every function that can fail takes `GError **` last. The message reads "what: why: what to do", without the
 * program's name; the code says what kind of failure it was, and with it the exit status of a command.
 */
#ifndef ENTENTE_BASE_ERROR_H
#define ENTENTE_BASE_ERROR_H

#include <glib.h>

typedef enum {
    ERROR_INPUT,       /* a value that cannot be accepted; the message says what would be */
    ERROR_USAGE,       /* a command line that cannot be understood */
    ERROR_SYSTEM,      /* the file, the disk, the terminal or a library failed */
    ERROR_NOT_FOUND,   /* no such record, screen, field */
    ERROR_CONFLICT,    /* somebody else changed the same thing since it was read */
    ERROR_REFUSED,     /* a rule of the office or of the database forbids it */
    ERROR_READ_ONLY,   /* the file can be read but not written */
    ERROR_BUSY,        /* another officer holds the lock */
    ERROR_INTERRUPTED, /* given up because a key arrived; nothing is wrong */
} ErrorCode;

#define ENTENTE_ERROR (entente_error_quark())
GQuark entente_error_quark(void);

/* The exit status that a command ends with for `error`: 1 problems found, 2 wrong usage, 3 system. */
int error_exit_status(const GError *error);

/* Sets `error` with printf-like text. Always returns false, so that a caller can `return error_set(...)`. */
gboolean error_set(GError **error, ErrorCode code, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* True when `error` is one of ours with this code. NULL is false. */
gboolean error_is(const GError *error, ErrorCode code);

#endif
