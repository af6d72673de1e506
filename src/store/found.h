/*
 * The records of one kind that may hold the words of a search, as the index of words gives them: a set of ids
 * that is sought a stretch at a time, so that a key ends it at once and the next call goes on from there.
 * Every record that holds the words is in the set; whether one in the set holds them is for its text to say.
 */
#ifndef ENTENTE_STORE_FOUND_H
#define ENTENTE_STORE_FOUND_H

#include "store/search_words.h"

typedef struct Found Found;

/* `words` and `kind` are borrowed and must outlive the set. NULL with `error`. */
Found *found_new(Store *store, const SearchWords *words, const RecordKind *kind, GError **error);
void found_free(Found *found);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Found, found_free)

/* Whether the words are so frequent that a walk along any order soon meets some of them: a guess from a
 * sample.
 */
bool found_is_frequent(const Found *found);
/* Seeks what is not sought yet. ERROR_INTERRUPTED when a key came: what was found so far stays. */
bool found_seek(Found *found, GError **error);
/* The same for one stretch of ids only, ascending from call to call; where the words are too short for that
 * (found_by_stretches), first for some anywhere, then for all. */
bool found_seek_stretch(Found *found, GError **error);
bool found_by_stretches(const Found *found);
/* Nothing is left to seek. */
bool found_is_whole(const Found *found);
/* The words are too short and too frequent for the index: every record may hold them. */
bool found_is_all(const Found *found);

/* These after found_seek; number and list only where there is a set. After found_seek_stretch the list holds
 * what is found so far. */
gint64 found_count(const Found *found);
/* Whether looking up each costs less than walking along an order until enough of them are met. */
bool found_is_few(const Found *found);
/* Whether looking up each costs less than walking all of an order, where one look costs so many steps. */
bool found_is_listed(const Found *found, gint64 steps);
/* Takes out one that does not hold the words; sure: that was asked of each. */
void found_drop(Found *found, gint64 id);
void found_set_sure(Found *found);
bool found_is_sure(const Found *found);
bool found_has(const Found *found, gint64 id);
/* Up to `most` ids beyond `after`, ascending. (transfer full) (element-type gint64) */
GArray *found_next(const Found *found, gint64 after, guint most);
/* The same below `before`, descending. */
GArray *found_before(const Found *found, gint64 before, guint most);

#endif
