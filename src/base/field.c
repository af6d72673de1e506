#include "base/field.h"

#include <glib.h>

typedef struct {
    const char *name;
    bool typed;
    bool picks;
    bool right;
    const char *accepts;
} KindRow;

static const KindRow kinds[FIELD_KIND_COUNT] = {
#define X(constant, name, typed, picks, right, accepts) [constant] = {name, typed, picks, right, accepts},
    FIELD_KINDS(X)
#undef X
};

/* The row of `kind`; that of text for a number that is no kind. */
static const KindRow *kind_row(FieldKind kind)
{
    return (unsigned)kind < FIELD_KIND_COUNT ? &kinds[kind] : &kinds[FIELD_TEXT];
}

bool field_kind_find(const char *name, FieldKind *kind)
{
    for (int i = 0; i < FIELD_KIND_COUNT; i++) {
        if (g_strcmp0(kinds[i].name, name) != 0)
            continue;
        *kind = (FieldKind)i;
        return true;
    }
    return false;
}

const char *field_kind_name(FieldKind kind)
{
    return kind_row(kind)->name;
}

bool field_kind_typed(FieldKind kind)
{
    return kind_row(kind)->typed;
}

bool field_kind_picks(FieldKind kind)
{
    return kind_row(kind)->picks;
}

bool field_kind_right(FieldKind kind)
{
    return kind_row(kind)->right;
}

const char *field_kind_accepts(FieldKind kind)
{
    return kind_row(kind)->accepts;
}
