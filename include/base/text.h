/*
 * Text as a terminal sees it: clusters (a base character with its combining marks), columns, cleaning,
 * folding.
 *
 * All strings are UTF-8 and may be invalid: every function here copes, and counts a bad byte as one column.
 */
#ifndef ENTENTE_BASE_TEXT_H
#define ENTENTE_BASE_TEXT_H

#include <glib.h>
#include <stdbool.h>

typedef enum { ALIGN_LEFT, ALIGN_RIGHT } TextAlign;

/* Columns that one character takes: 0 (combining, zero width), 1 or 2. What text_clean replaces counts 1, as
 * its replacement does. The same answer whatever the locale. */
int text_char_width(gunichar character);

/* Columns that the whole text takes once it is cleaned. NULL takes none. */
int text_width(const char *text);

/* First byte of the cluster after the one that starts at `at`; `at` itself at the end of the text. */
const char *text_next(const char *at);

/* First byte of the cluster before `at`, never before `start`. */
const char *text_previous(const char *start, const char *at);

/* `text` made safe for a terminal: control characters, bidi overrides and isolates, other invisible format
 * characters and bad bytes become U+FFFD, and so does a mark with nothing to stand on: clean whole texts, not
 * single characters. Tab and line end (also CR, CRLF) become a space, or the line end one newline with
 * `keep_lines`. Joiners stay where a script or an emoji needs them; a variation selector after a narrow
 * character is left out. (transfer full) */
char *text_clean(const char *text, bool keep_lines);

/* Exactly `columns` columns of the cleaned text: padded with spaces, or cut with `ellipsis` as last
 * column (NULL cuts without a sign). A wide character that would be cut in two gives way to a space.
 * (transfer full) */
char *text_fit(const char *text, int columns, TextAlign align, const char *ellipsis);

/* Breaks cleaned text into lines of at most `columns`, at spaces where there are any and at newlines
 * always. At least one line. (transfer full) (element-type utf8) */
GPtrArray *text_wrap(const char *text, int columns);

/* For comparison and search: case folded, compatibility decomposed, marks removed, letters such as o with
 * stroke made plain; other scripts left as they are, Hangul in its letters ("Malmö" -> "malmo"). Always valid
 * UTF-8. (transfer full) */
char *text_fold(const char *text);

/* True when folded `needle` stands in folded `haystack`. An empty needle stands everywhere. */
bool text_contains(const char *haystack, const char *needle);

/* "1 visit", "2 visits": `one` for 1, `many` otherwise, with the number in front. (transfer full) */
char *text_count(gint64 number, const char *one, const char *many);

/* What somebody typed, as an error message may repeat it: cleaned, without blanks around it, cut at 40
 * columns; "nothing" when that leaves nothing. (transfer full) */
char *text_for_message(const char *text);

#endif
