/* Private to document: the zip package that a DOCX is. The only place that calls libzip. */
#ifndef ENTENTE_DOCUMENT_PACKAGE_H
#define ENTENTE_DOCUMENT_PACKAGE_H

#include <glib.h>
#include <stdbool.h>

typedef struct {
    char *name;
    GBytes *bytes;
} PackagePart;

/* An empty package: parts in the order in which they will stand. (transfer full) (element-type PackagePart)
 */
GPtrArray *package_new(void);
/* Takes `bytes`. */
void package_add(GPtrArray *package, const char *name, GBytes *bytes);

/* The zip file. Its time stamps are fixed: the same parts always give the same bytes. ERROR_SYSTEM without
 * libzip. (transfer full) */
GBytes *package_write(const GPtrArray *package, GError **error);

/* All parts of a zip file. ERROR_SYSTEM without libzip; ERROR_INPUT for what is no zip file, is encrypted, or
 * unpacks to more than the bounds (PACKAGE_PARTS parts, PACKAGE_BYTES together), however large it says that
 * it is. (transfer full) */
GPtrArray *package_read(const void *bytes, gsize size, GError **error);

enum { PACKAGE_PARTS = 2000, PACKAGE_BYTES = 64 * 1024 * 1024 };

#endif
