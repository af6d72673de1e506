#include "cli/nearest.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* Longer names are compared by their beginnings. */
enum { COMPARED = 40, CONTAINED = 1 };

typedef struct {
    const char *name;
    int distance;
    guint place;
} Candidate;

struct Nearest {
    char *typed;
    GArray *candidates;
};

Nearest *nearest_new(const char *typed)
{
    Nearest *nearest = g_new0(Nearest, 1);
    nearest->typed = text_fold(typed);
    nearest->candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
    return nearest;
}

void nearest_free(Nearest *nearest)
{
    if (!nearest)
        return;
    g_free(nearest->typed);
    g_array_unref(nearest->candidates);
    g_free(nearest);
}

/* Letters to put in, take out or change to make one of the other. */
static int edits(const char *a, const char *b)
{
    int width = (int)MIN(strlen(b), COMPARED), height = (int)MIN(strlen(a), COMPARED);
    int row[COMPARED + 1] = {0};
    for (int j = 0; j <= width; j++)
        row[j] = j;
    for (int i = 1; i <= height; i++) {
        int above_left = row[0];
        row[0] = i;
        for (int j = 1; j <= width; j++) {
            int changed = above_left + (a[i - 1] != b[j - 1]);
            above_left = row[j];
            row[j] = MIN(changed, MIN(row[j], row[j - 1]) + 1);
        }
    }
    return row[width];
}

/* What contains the one typed, or stands in it, is nearer than what only shares letters. */
static int distance_of(const char *typed, const char *name)
{
    g_autofree char *folded = text_fold(name);
    if (*typed != '\0' && *folded != '\0' && (strstr(folded, typed) || strstr(typed, folded)))
        return CONTAINED;
    return CONTAINED + edits(typed, folded);
}

void nearest_add(Nearest *nearest, const char *name, const char *other)
{
    Candidate candidate = {name, distance_of(nearest->typed, name), nearest->candidates->len};
    if (other)
        candidate.distance = MIN(candidate.distance, distance_of(nearest->typed, other));
    g_array_append_val(nearest->candidates, candidate);
}

static int compare(gconstpointer a, gconstpointer b)
{
    const Candidate *left = a, *right = b;
    int nearer = (left->distance > right->distance) - (left->distance < right->distance);
    return nearer ? nearer : (left->place > right->place) - (left->place < right->place);
}

char *nearest_names(Nearest *nearest, guint limit)
{
    g_array_sort(nearest->candidates, compare);
    GString *names = g_string_new(NULL);
    int nearer = 0; /* of the first */
    for (guint i = 0; i < MIN(nearest->candidates->len, limit); i++) {
        const Candidate *candidate = &g_array_index(nearest->candidates, Candidate, i);
        nearer = i == 0 ? candidate->distance : nearer;
        if (nearer == CONTAINED && candidate->distance > CONTAINED)
            break;
        g_string_append_printf(names, "%s%s", i ? ", " : "", candidate->name);
    }
    return g_string_free(names, FALSE);
}
