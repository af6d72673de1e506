#include "base/asset.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Written by .ci/assets at each build: sorted by name, one empty row past the last. */
extern const Asset asset_table[];
extern const size_t asset_count;

/* Position of the first asset whose name is not before `name`. */
static size_t lower_bound(const char *name)
{
    size_t low = 0, high = asset_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(asset_table[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const Asset *asset_find(const char *name)
{
    size_t at = lower_bound(name);
    return at < asset_count && strcmp(asset_table[at].name, name) == 0 ? &asset_table[at] : NULL;
}

int asset_each(const char *prefix, int (*each)(const Asset *asset, void *data), void *data)
{
    size_t length = strlen(prefix);
    for (size_t i = lower_bound(prefix); i < asset_count; i++) {
        if (strncmp(asset_table[i].name, prefix, length) != 0)
            break;
        if (!each(&asset_table[i], data))
            return 0;
    }
    return 1;
}

size_t asset_size(const Asset *asset)
{
    return (size_t)(asset->end - asset->data);
}

/* Only pages that hold nothing but assets. From then on the system maps the pages that are read and none of
 * their neighbours. That it does otherwise all the same does no harm. */
void asset_release(void)
{
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    const uintptr_t data = (uintptr_t)asset_table[0].data, end = (uintptr_t)asset_table[asset_count - 1].end;
    const uintptr_t first = (data + page - 1) / page * page, last = end / page * page;
    if (first >= last)
        return;
    (void)madvise((void *)first, last - first, MADV_DONTNEED);
    (void)madvise((void *)first, last - first, MADV_RANDOM);
}
