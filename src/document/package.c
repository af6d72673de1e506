#include "document/package.h"

#include <string.h>

#include "base/error.h"
#include "document/library.h"

/* 1 January 1980, the first day that a zip file knows. */
enum { FIXED_TIME = 0, FIXED_DAY = (1 << 5) | 1, READ_AT_ONCE = 64 * 1024 };

typedef struct {
    ZipLibrary library;
    zip_t *zip;
} Archive;

static void part_free(gpointer data)
{
    PackagePart *part = data;
    g_free(part->name);
    g_bytes_unref(part->bytes);
    g_free(part);
}

GPtrArray *package_new(void)
{
    return g_ptr_array_new_with_free_func(part_free);
}

void package_add(GPtrArray *package, const char *name, GBytes *bytes)
{
    PackagePart *part = g_new0(PackagePart, 1);
    part->name = g_strdup(name);
    part->bytes = bytes;
    g_ptr_array_add(package, part);
}

/* --- writing --- */

static bool fail_writing(const char *why, GError **error)
{
    return error_set(error, ERROR_SYSTEM, "package: %s: the document was not made; free memory and try again",
                     why);
}

static bool write_part(Archive *archive, const PackagePart *part, GError **error)
{
    gsize size = 0;
    const void *bytes = g_bytes_get_data(part->bytes, &size);
    zip_source_t *source = archive->library.zip_source_buffer(archive->zip, bytes ? bytes : "", size, 0);
    if (!source)
        return fail_writing(archive->library.zip_strerror(archive->zip), error);
    zip_int64_t index =
        archive->library.zip_file_add(archive->zip, part->name, source, ZIP_FL_ENC_UTF_8 | ZIP_FL_OVERWRITE);
    if (index < 0) {
        archive->library.zip_source_free(source);
        return fail_writing(archive->library.zip_strerror(archive->zip), error);
    }
    return archive->library.zip_file_set_dostime(archive->zip, (zip_uint64_t)index, FIXED_TIME, FIXED_DAY,
                                                 0) == 0 ||
           fail_writing(archive->library.zip_strerror(archive->zip), error);
}

static bool write_parts(Archive *archive, const GPtrArray *package, GError **error)
{
    for (guint i = 0; i < package->len; i++)
        if (!write_part(archive, g_ptr_array_index(package, i), error))
            return false;
    return true;
}

static GBytes *read_source(const Archive *archive, zip_source_t *source, GError **error)
{
    zip_stat_t stat;
    if (archive->library.zip_source_stat(source, &stat) != 0 ||
        archive->library.zip_source_open(source) != 0) {
        fail_writing("its bytes cannot be read back", error);
        return NULL;
    }
    g_autofree guint8 *bytes = g_malloc(stat.size);
    zip_int64_t size = archive->library.zip_source_read(source, bytes, stat.size);
    archive->library.zip_source_close(source);
    if (size < 0 || (zip_uint64_t)size != stat.size) {
        fail_writing("its bytes cannot be read back", error);
        return NULL;
    }
    return g_bytes_new_take(g_steal_pointer(&bytes), (gsize)size);
}

static bool write_archive(Archive *archive, const GPtrArray *package, GError **error)
{
    if (!write_parts(archive, package, error)) {
        archive->library.zip_discard(archive->zip);
        return false;
    }
    if (archive->library.zip_close(archive->zip) == 0)
        return true;
    fail_writing(archive->library.zip_strerror(archive->zip), error);
    archive->library.zip_discard(archive->zip);
    return false;
}

GBytes *package_write(const GPtrArray *package, GError **error)
{
    Archive archive = {0};
    if (!library_open_zip(&archive.library, error))
        return NULL;
    const ZipLibrary *library = &archive.library;
    zip_source_t *source = library->zip_source_buffer_create(NULL, 0, 0, NULL);
    archive.zip = source ? library->zip_open_from_source(source, ZIP_TRUNCATE, NULL) : NULL;
    if (!archive.zip) {
        library->zip_source_free(source);
        fail_writing("no archive can be made in memory", error);
        return NULL;
    }
    library->zip_source_keep(source);
    GBytes *bytes = write_archive(&archive, package, error) ? read_source(&archive, source, error) : NULL;
    library->zip_source_free(source);
    return bytes;
}

/* --- reading --- */

static bool refuse(const char *why, GError **error)
{
    return error_set(error, ERROR_INPUT,
                     "document: %s: give a .docx file as Word or LibreOffice saves it, without a password",
                     why);
}

/* The sizes that a zip file states may be lies: what is unpacked is counted. */
static GByteArray *unpack(const Archive *archive, zip_file_t *file, gsize room)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    g_autofree guint8 *piece = g_malloc(READ_AT_ONCE);
    for (;;) {
        zip_int64_t size = archive->library.zip_fread(file, piece, READ_AT_ONCE);
        if (size < 0 || bytes->len + (gsize)size > room)
            return NULL;
        if (size == 0)
            return g_steal_pointer(&bytes);
        g_byte_array_append(bytes, piece, (guint)size);
    }
}

static bool read_part(const Archive *archive, zip_uint64_t index, gsize *room, GPtrArray *package,
                      GError **error)
{
    const char *name = archive->library.zip_get_name(archive->zip, index, 0);
    if (!name || !g_utf8_validate(name, -1, NULL))
        return refuse("a part has no readable name", error);
    if (g_str_has_suffix(name, "/"))
        return true; /* a folder holds nothing */
    zip_file_t *file = archive->library.zip_fopen_index(archive->zip, index, 0);
    if (!file)
        return refuse("a part cannot be opened", error);
    GByteArray *bytes = unpack(archive, file, *room);
    archive->library.zip_fclose(file);
    if (!bytes)
        return refuse("a part is damaged, or it unpacks to more than 64 MiB", error);
    *room -= bytes->len;
    package_add(package, name, g_byte_array_free_to_bytes(bytes));
    return true;
}

static bool read_parts(const Archive *archive, GPtrArray *package, GError **error)
{
    zip_int64_t count = archive->library.zip_get_num_entries(archive->zip, 0);
    gsize room = PACKAGE_BYTES;
    if (count < 0 || count > PACKAGE_PARTS)
        return refuse("it has more than 2,000 parts", error);
    for (zip_int64_t i = 0; i < count; i++)
        if (!read_part(archive, (zip_uint64_t)i, &room, package, error))
            return false;
    return true;
}

GPtrArray *package_read(const void *bytes, gsize size, GError **error)
{
    Archive archive = {0};
    if (!library_open_zip(&archive.library, error))
        return NULL;
    const ZipLibrary *library = &archive.library;
    /* To libzip nothing at all is an empty archive. */
    zip_source_t *source = size > 0 ? library->zip_source_buffer_create(bytes, size, 0, NULL) : NULL;
    archive.zip = source ? library->zip_open_from_source(source, ZIP_RDONLY, NULL) : NULL;
    if (!archive.zip) {
        library->zip_source_free(source);
        refuse("it is no zip file", error);
        return NULL;
    }
    g_autoptr(GPtrArray) package = package_new();
    bool done = read_parts(&archive, package, error);
    library->zip_discard(archive.zip);
    return done ? g_steal_pointer(&package) : NULL;
}
