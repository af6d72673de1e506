#include "store/id_set.h"

enum { PIECE_BITS = 16, PIECE = 1 << PIECE_BITS, WORDS_OF_BITS = PIECE / 64 };

typedef struct {
    gint64 high; /* id >> PIECE_BITS */
    guint64 bits[WORDS_OF_BITS];
} Piece;

struct IdSet {
    GPtrArray *pieces; /* ascending */
    gint64 count;
};

IdSet *id_set_new(void)
{
    IdSet *set = g_new0(IdSet, 1);
    set->pieces = g_ptr_array_new_with_free_func(g_free);
    return set;
}

void id_set_free(IdSet *set)
{
    if (!set)
        return;
    g_ptr_array_unref(set->pieces);
    g_free(set);
}

/* Index of the first piece that is not below `high`: mostly the last, as ids come ascending. */
static guint piece_index(const IdSet *set, gint64 high)
{
    guint low = 0, end = set->pieces->len;
    if (end > 0 && ((const Piece *)g_ptr_array_index(set->pieces, end - 1))->high == high)
        return end - 1;
    while (low < end) {
        guint middle = low + (end - low) / 2;
        if (((const Piece *)g_ptr_array_index(set->pieces, middle))->high < high)
            low = middle + 1;
        else
            end = middle;
    }
    return low;
}

static Piece *piece_at(const IdSet *set, guint index, gint64 high)
{
    Piece *piece = index < set->pieces->len ? g_ptr_array_index(set->pieces, index) : NULL;
    return piece && piece->high == high ? piece : NULL;
}

void id_set_put(IdSet *set, gint64 id)
{
    const gint64 high = id >> PIECE_BITS;
    const guint index = piece_index(set, high);
    Piece *piece = piece_at(set, index, high);
    if (!piece) {
        piece = g_new0(Piece, 1);
        piece->high = high;
        g_ptr_array_insert(set->pieces, (gint)index, piece);
    }
    guint64 *word = &piece->bits[(id & (PIECE - 1)) / 64];
    const guint64 bit = G_GUINT64_CONSTANT(1) << (id & 63);
    set->count += (*word & bit) == 0;
    *word |= bit;
}

bool id_set_has(const IdSet *set, gint64 id)
{
    const gint64 high = id >> PIECE_BITS;
    const Piece *piece = piece_at(set, piece_index(set, high), high);
    return piece && (piece->bits[(id & (PIECE - 1)) / 64] >> (id & 63) & 1) != 0;
}

void id_set_drop(IdSet *set, gint64 id)
{
    const gint64 high = id >> PIECE_BITS;
    Piece *piece = piece_at(set, piece_index(set, high), high);
    if (!piece || !id_set_has(set, id))
        return;
    piece->bits[(id & (PIECE - 1)) / 64] &= ~(G_GUINT64_CONSTANT(1) << (id & 63));
    set->count--;
}

gint64 id_set_span(const IdSet *set)
{
    return (gint64)set->pieces->len * PIECE;
}

gint64 id_set_count(const IdSet *set)
{
    return set->count;
}

/* The lowest bit of the piece from `from` on; PIECE where there is none. */
static int next_bit(const Piece *piece, int from)
{
    for (int i = from / 64; i < WORDS_OF_BITS; i++) {
        const guint64 left = i == from / 64 ? piece->bits[i] >> (from & 63) << (from & 63) : piece->bits[i];
        if (left != 0)
            return i * 64 + __builtin_ctzll(left);
    }
    return PIECE;
}

bool id_set_next(const IdSet *set, gint64 after, gint64 *id)
{
    if (after == G_MAXINT64)
        return false;
    const gint64 from = after + 1;
    for (guint i = piece_index(set, from >> PIECE_BITS); i < set->pieces->len; i++) {
        const Piece *piece = g_ptr_array_index(set->pieces, i);
        const int bit = next_bit(piece, piece->high == from >> PIECE_BITS ? (int)(from & (PIECE - 1)) : 0);
        if (bit < PIECE) {
            *id = piece->high * PIECE + bit;
            return true;
        }
    }
    return false;
}

static void append_piece(const Piece *piece, gint64 after, guint most, GArray *ids)
{
    for (guint i = 0; i < WORDS_OF_BITS && ids->len < most; i++) {
        for (guint64 left = piece->bits[i]; left != 0 && ids->len < most; left &= left - 1) {
            gint64 id = (piece->high << PIECE_BITS) + i * 64 + __builtin_ctzll(left);
            if (id > after)
                g_array_append_val(ids, id);
        }
    }
}

GArray *id_set_after(const IdSet *set, gint64 after, guint most)
{
    GArray *ids = g_array_new(false, false, sizeof(gint64));
    for (guint i = piece_index(set, after >> PIECE_BITS); i < set->pieces->len && ids->len < most; i++)
        append_piece(g_ptr_array_index(set->pieces, i), after, most, ids);
    return ids;
}

static void append_piece_down(const Piece *piece, gint64 before, guint most, GArray *ids)
{
    for (guint i = WORDS_OF_BITS; i > 0 && ids->len < most; i--) {
        for (guint64 left = piece->bits[i - 1]; left != 0 && ids->len < most;) {
            const int bit = 63 - __builtin_clzll(left);
            gint64 id = (piece->high << PIECE_BITS) + (i - 1) * 64 + bit;
            if (id < before)
                g_array_append_val(ids, id);
            left &= ~(G_GUINT64_CONSTANT(1) << bit);
        }
    }
}

GArray *id_set_before(const IdSet *set, gint64 before, guint most)
{
    GArray *ids = g_array_new(false, false, sizeof(gint64));
    for (guint i = set->pieces->len; i > 0 && ids->len < most; i--) {
        const Piece *piece = g_ptr_array_index(set->pieces, i - 1);
        if (piece->high << PIECE_BITS < before)
            append_piece_down(piece, before, most, ids);
    }
    return ids;
}
