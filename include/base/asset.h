/* Files built into the program: screens, migrations, views, reference data. Named by their path in the
 * project, e.g. "screens/agreements.cfg". */
#ifndef ENTENTE_BASE_ASSET_H
#define ENTENTE_BASE_ASSET_H

#include <stddef.h>

typedef struct {
    const char *name; /* path in the project */
    const char *data; /* NUL follows the last byte, so that text can be used as a string */
    const char *end;  /* data + size; points at that NUL */
} Asset;

/* The asset of that name, or NULL. */
const Asset *asset_find(const char *name);

/* The assets whose name starts with `prefix`, in the order of their names: calls `each` for every one.
 * Stops early when `each` returns 0; returns 0 then, otherwise 1. */
int asset_each(const char *prefix, int (*each)(const Asset *asset, void *data), void *data);

/* Size in bytes without the closing NUL. */
size_t asset_size(const Asset *asset);

/* Gives back the memory that the assets read so far take: for where many were looked through. They are as
 * before; the system reads them from the program's file again when they are asked for. */
void asset_release(void);

#endif
