#include "base/error.h"

#include <stdarg.h>

/* The exit statuses that the command line promises. */
enum { EXIT_DONE = 0, EXIT_PROBLEMS = 1, EXIT_WRONG_USAGE = 2, EXIT_SYSTEM_FAILED = 3 };

GQuark entente_error_quark(void)
{
    return g_quark_from_static_string("entente-error-quark");
}

int error_exit_status(const GError *error)
{
    if (!error)
        return EXIT_DONE;
    if (error->domain == G_OPTION_ERROR)
        return EXIT_WRONG_USAGE;
    if (error->domain != ENTENTE_ERROR)
        return EXIT_SYSTEM_FAILED;
    switch ((ErrorCode)error->code) {
    case ERROR_INPUT:
    case ERROR_NOT_FOUND:
    case ERROR_CONFLICT:
    case ERROR_REFUSED:
        return EXIT_PROBLEMS;
    case ERROR_USAGE:
        return EXIT_WRONG_USAGE;
    case ERROR_SYSTEM:
    case ERROR_READ_ONLY:
    case ERROR_BUSY:
    case ERROR_INTERRUPTED:
        break;
    }
    return EXIT_SYSTEM_FAILED;
}

gboolean error_set(GError **error, ErrorCode code, const char *format, ...)
{
    if (!error)
        return FALSE;
    va_list arguments;
    va_start(arguments, format);
    GError *made = g_error_new_valist(ENTENTE_ERROR, (int)code, format, arguments);
    va_end(arguments);
    g_propagate_error(error, made);
    return FALSE;
}

gboolean error_is(const GError *error, ErrorCode code)
{
    return error && g_error_matches(error, ENTENTE_ERROR, (int)code);
}
