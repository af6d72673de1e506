/* A new office's file without records, laid once for each test program: laying the schema takes longer than
 * most tests. */
#ifndef ENTENTE_TESTS_SUPPORT_LAID_FILE_H
#define ENTENTE_TESTS_SUPPORT_LAID_FILE_H

/* Puts such a file there, as the store made it. */
void laid_file_put(const char *path);

#endif
