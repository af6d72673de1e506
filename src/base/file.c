#include "base/file.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { PIECE = 64 * 1024 };

static char *fail(const char *path, int number, GError **error)
{
    error_set(error, ERROR_SYSTEM, "%s: cannot be read: %s", path, g_strerror(number));
    return NULL;
}

static bool read_all(int descriptor, gsize limit, GByteArray *bytes)
{
    for (;;) {
        guint8 piece[PIECE];
        gssize got = read(descriptor, piece, sizeof piece);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        if (got == 0)
            return true;
        g_byte_array_append(bytes, piece, (guint)got);
        if (bytes->len > limit)
            return true;
    }
}

char *file_read(const char *path, gsize limit, gsize *size, GError **error)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return fail(path, errno, error);
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    bool good = read_all(descriptor, limit, bytes);
    int number = errno;
    close(descriptor);
    if (!good)
        return fail(path, number, error);
    if (bytes->len > limit) {
        error_set(error, ERROR_SYSTEM, "%s: more than %" G_GSIZE_FORMAT " MiB: split the file", path,
                  limit / (1024 * 1024));
        return NULL;
    }
    *size = bytes->len;
    g_byte_array_append(bytes, (const guint8 *)"", 1);
    return (char *)g_byte_array_free(g_steal_pointer(&bytes), FALSE);
}

/* --- writing --- */

static bool write_all(int descriptor, const char *bytes, gsize size)
{
    while (size > 0) {
        gssize put = write(descriptor, bytes, size);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        bytes += put;
        size -= (gsize)put;
    }
    return true;
}

bool file_write_new(const char *path, const void *bytes, gsize size, GError **error)
{
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return error_set(error, ERROR_SYSTEM,
                         "%s: %s: give the name of a new file in a folder that you may write to", path,
                         g_strerror(errno));
    bool good = write_all(descriptor, bytes, size);
    int number = errno;
    if (close(descriptor) != 0 && good) {
        good = false;
        number = errno;
    }
    if (good)
        return true;
    unlink(path);
    return error_set(error, ERROR_SYSTEM, "%s: %s: nothing was kept; make room and write it again", path,
                     g_strerror(number));
}
