#include "store/sieve.h"

#include "store/id_set.h"
#include "store/layer.h"
#include "store/store_private.h"

/* To test a row costs as much as to read so many ids along an index; a few rows are tested for whatever they
 * cost. Of a test that lets so many through the walk soon meets some. */
enum { IDS_A_TEST = 40, FEW = 2000, MANY = 600000, SLICES_AT_ONCE = 256, TESTED_AT_ONCE = 2000 };

struct Sieve {
    Store *store;
    const char *source;
    const Narrowing *narrowing;
    GPtrArray *layers; /* Layer */
    IdSet *passed;     /* rows that were tested and pass all; NULL: none was yet */
    gint64 tested;     /* those up to this id were */
    bool all_tested;
};

Sieve *sieve_new(Store *store, const char *source, const RecordKind *kind, const Narrowing *narrowing,
                 GError **error)
{
    g_autoptr(Sieve) sieve = g_new0(Sieve, 1);
    sieve->store = store;
    sieve->source = source;
    sieve->narrowing = narrowing;
    sieve->layers = g_ptr_array_new_with_free_func((GDestroyNotify)layer_free);
    for (guint i = 0; i < narrowing->tests->len; i++) {
        const NarrowTest *test = g_ptr_array_index(narrowing->tests, i);
        Layer *layer = layer_new(store, source, kind, narrowing, test, error);
        if (!layer)
            return NULL;
        g_ptr_array_add(sieve->layers, layer);
    }
    return g_steal_pointer(&sieve);
}

void sieve_free(Sieve *sieve)
{
    if (!sieve)
        return;
    g_ptr_array_unref(sieve->layers);
    id_set_free(sieve->passed);
    g_free(sieve);
}

/* The one that lets the fewest rows through, of those that know how many; NULL: none does yet. */
static const Layer *smallest(const Sieve *sieve)
{
    const Layer *least = NULL;
    for (guint i = 0; i < sieve->layers->len; i++) {
        const Layer *layer = g_ptr_array_index(sieve->layers, i);
        if (layer_is_whole(layer) && layer_count(layer) >= 0 &&
            (!least || layer_count(layer) < layer_count(least)))
            least = layer;
    }
    return least;
}

/* What is left of the smallest is soon tested: nothing more has to be read. */
static bool is_dear(const Sieve *sieve, const Layer *layer)
{
    const gint64 most = sieve_most(sieve);
    if (most < 0)
        return false;
    return layer_way(layer) == LAYER_WORDS
               ? most <= FEW
               : (gint64)layer_read_so_far(layer) > MIN(MAX(most, FEW) * IDS_A_TEST, MANY);
}

/* The one of which least was read, so that the rarest is whole first and tells what the others may cost. */
static Layer *next_to_read(const Sieve *sieve, LayerWay way)
{
    Layer *next = NULL;
    for (guint i = 0; i < sieve->layers->len; i++) {
        Layer *layer = g_ptr_array_index(sieve->layers, i);
        if (layer_way(layer) != way || layer_is_whole(layer))
            continue;
        if (is_dear(sieve, layer))
            layer_give_up(layer);
        else if (!next || layer_read_so_far(layer) < layer_read_so_far(next))
            next = layer;
    }
    return next;
}

static Layer *next_of_all(const Sieve *sieve)
{
    Layer *layer = next_to_read(sieve, LAYER_SLICES);
    return layer ? layer : next_to_read(sieve, LAYER_WORDS);
}

static bool can_pause(const Sieve *sieve)
{
    for (guint i = 0; i < sieve->layers->len; i++) {
        if (!layer_can_pause(g_ptr_array_index(sieve->layers, i)))
            return false;
    }
    return true;
}

static bool read_slices(Sieve *sieve, bool all, GError **error)
{
    guint slices = 0;
    for (Layer *layer; (all || !sieve_helps(sieve)) && (layer = next_of_all(sieve)); slices++) {
        const bool enough = sieve->store->poll && slices >= SLICES_AT_ONCE && can_pause(sieve);
        if (enough || store_is_called(sieve->store))
            return store_trouble(sieve->store, SQLITE_INTERRUPT, error);
        if (!layer_read(layer, error))
            return false;
    }
    return true;
}

static bool read_and_pause(Sieve *sieve, bool all, GError **error)
{
    bool good = read_slices(sieve, all, error);
    for (guint i = 0; i < sieve->layers->len; i++)
        layer_pause(g_ptr_array_index(sieve->layers, i));
    return good;
}

bool sieve_begin(Sieve *sieve, GError **error)
{
    return read_and_pause(sieve, false, error);
}

bool sieve_read(Sieve *sieve, GError **error)
{
    return read_and_pause(sieve, true, error);
}

int sieve_percent(const Sieve *sieve)
{
    int sum = 0;
    for (guint i = 0; i < sieve->layers->len; i++)
        sum += layer_percent(g_ptr_array_index(sieve->layers, i));
    return sieve->layers->len > 0 ? sum / (int)sieve->layers->len : 100;
}

bool sieve_is_read(const Sieve *sieve)
{
    return !next_of_all(sieve);
}

bool sieve_helps(const Sieve *sieve)
{
    for (guint i = 0; i < sieve->layers->len; i++) {
        if (layer_is_whole(g_ptr_array_index(sieve->layers, i)))
            return true;
    }
    return false;
}

char *sieve_rest(const Sieve *sieve)
{
    if (sieve->all_tested)
        return NULL;
    GString *rest = g_string_new(NULL);
    for (guint i = 0; i < sieve->layers->len; i++) {
        const Layer *layer = g_ptr_array_index(sieve->layers, i);
        if (!layer_is_whole(layer) || layer_way(layer) != LAYER_SLICES)
            g_string_append_printf(rest, "%s(%s)", rest->len > 0 ? " AND " : "", layer_sql(layer));
    }
    return g_string_free(rest, rest->len == 0);
}

bool sieve_has(const Sieve *sieve, gint64 id)
{
    if (sieve->all_tested)
        return id_set_has(sieve->passed, id);
    for (guint i = 0; i < sieve->layers->len; i++) {
        const Layer *layer = g_ptr_array_index(sieve->layers, i);
        if (layer_is_whole(layer) && !layer_has(layer, id))
            return false;
    }
    return true;
}

bool sieve_next(const Sieve *sieve, gint64 after, gint64 *id)
{
    if (sieve->all_tested)
        return id_set_next(sieve->passed, after, id);
    const Layer *layer = smallest(sieve);
    gint64 next = after;
    while (layer && layer_next(layer, next, &next)) {
        if (!sieve_has(sieve, next))
            continue;
        *id = next;
        return true;
    }
    return false;
}

gint64 sieve_most(const Sieve *sieve)
{
    if (sieve->all_tested)
        return id_set_count(sieve->passed);
    const Layer *layer = smallest(sieve);
    return layer ? layer_count(layer) : -1;
}

/* --- testing what is left */

static bool test_slice(Sieve *sieve, sqlite3_stmt *test, GError **error)
{
    gint64 id = sieve->tested;
    for (int i = 0; i < TESTED_AT_ONCE; i++) {
        if (!sieve_next(sieve, id, &id)) {
            sieve->all_tested = true;
            return true;
        }
        statement_bind_int(test, ":id", id);
        const int code = sqlite3_step(test);
        sqlite3_reset(test);
        if (code != SQLITE_ROW && code != SQLITE_DONE)
            return store_trouble(sieve->store, code, error);
        if (code == SQLITE_ROW)
            id_set_put(sieve->passed, id);
        sieve->tested = id;
    }
    return true;
}

static bool test_slices(Sieve *sieve, sqlite3_stmt *test, GError **error)
{
    while (!sieve->all_tested) {
        if (store_is_called(sieve->store))
            return store_trouble(sieve->store, SQLITE_INTERRUPT, error);
        if (!test_slice(sieve, test, error))
            return false;
    }
    return true;
}

bool sieve_test(Sieve *sieve, GError **error)
{
    g_autofree char *rest = sieve_rest(sieve);
    if (!rest)
        return true;
    if (!sieve->passed) {
        sieve->passed = id_set_new();
        sieve->tested = G_MININT64;
    }
    g_autofree char *sql =
        g_strdup_printf("SELECT 1 FROM \"%s\" AS s WHERE s.id = :id AND %s", sieve->source, rest);
    sqlite3_stmt *test = statement_take(sieve->store, sql, error);
    if (!test)
        return false;
    narrowing_bind_values(sieve->narrowing, test);
    bool good = test_slices(sieve, test, error);
    statement_give(sieve->store, test);
    return good;
}
