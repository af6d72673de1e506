/* The words of a search, folded, and the SQL that finds them: by the index, or in a text at hand. */
#ifndef ENTENTE_STORE_SEARCH_WORDS_H
#define ENTENTE_STORE_SEARCH_WORDS_H

#include <sqlite3.h>

#include "store/record.h"

enum { SEARCH_WORDS = 8, SEARCH_WORD_BYTES = 120 };

typedef struct {
    guint count;
    guint indexed; /* those of three characters and more: only they are in the index */
    char *word[SEARCH_WORDS];
} SearchWords;

SearchWords *search_words_new(const char *typed);
void search_words_free(SearchWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SearchWords, search_words_free)

/* Appends a SELECT of the records' ids as `hit`, by a pass over all texts of the kind. */
void search_words_scan_sql(const SearchWords *words, GString *sql);
/* Appends the condition that the folded text in column `body` holds every word. */
void search_words_text_sql(const SearchWords *words, const char *body, GString *sql);
void search_words_bind(const SearchWords *words, sqlite3_stmt *statement);
/* Binds :find_low and :find_high: the ids of one kind in the index, or of all for NULL. */
void search_bind_range(sqlite3_stmt *statement, const RecordKind *kind);

/* Whether each text ends in two blanks: then each of its letters begins a group of three in the index, and
 * words of one and two letters can be looked up there too. Files of earlier programs that cannot be written
 * lack that. */
bool search_text_is_padded(Store *store);
/* What tells the form of the texts, in front of the checksum in the setting search_views. */
#define SEARCH_TEXT_FORM "padded "

#endif
