#include "base/asset.h"
#include "support/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int collect(const Asset *asset, void *data)
{
    g_ptr_array_add(data, (gpointer)asset);
    return 1;
}

static int stop_at_second(const Asset *asset, void *data)
{
    g_ptr_array_add(data, (gpointer)asset);
    return ((GPtrArray *)data)->len < 2;
}

static void asset_find__finds_each__by_its_path(void **state)
{
    (void)state;
    g_autoptr(GPtrArray) all = g_ptr_array_new();
    assert_true(asset_each("", collect, all));
    assert_true(all->len > 10);
    for (guint i = 0; i < all->len; i++) {
        const Asset *asset = all->pdata[i];
        assert_ptr_equal(asset_find(asset->name), asset);
        if (i > 0)
            assert_true(strcmp(((const Asset *)all->pdata[i - 1])->name, asset->name) < 0);
    }
    assert_null(asset_find("screens/none.cfg"));
    assert_null(asset_find(""));
    assert_null(asset_find("zzz"));
}

static void asset__holds_the_file__as_it_stands_in_the_project(void **state)
{
    (void)state;
    const Asset *asset = asset_find("screens/keys.cfg");
    assert_non_null(asset);
    g_autofree char *file = fixture_source("screens/keys.cfg");
    assert_int_equal(asset_size(asset), strlen(file));
    assert_string_equal(asset->data, file);
    assert_int_equal(*asset->end, 0);
}

static void asset_each__gives_a_folder__in_order_and_stops_when_told(void **state)
{
    (void)state;
    g_autoptr(GPtrArray) screens = g_ptr_array_new();
    assert_true(asset_each("screens/", collect, screens));
    assert_true(screens->len >= 2);
    for (guint i = 0; i < screens->len; i++)
        assert_true(g_str_has_prefix(((const Asset *)screens->pdata[i])->name, "screens/"));
    g_autoptr(GPtrArray) two = g_ptr_array_new();
    assert_false(asset_each("screens/", stop_at_second, two));
    assert_int_equal(two->len, 2);
    g_autoptr(GPtrArray) none = g_ptr_array_new();
    assert_true(asset_each("nothing/", collect, none));
    assert_int_equal(none->len, 0);
}

static long resident_kilobytes(void)
{
    g_autofree char *status = NULL;
    assert_true(g_file_get_contents("/proc/self/status", &status, NULL, NULL));
    const char *line = strstr(status, "RssFile:");
    assert_non_null(line);
    return atol(line + strlen("RssFile:"));
}

static int add_size(const Asset *asset, void *data)
{
    *(size_t *)data += strlen(asset->data);
    return 1;
}

static void asset_release__gives_memory_back__and_changes_no_asset(void **state)
{
    (void)state;
    size_t before = 0, after = 0;
    assert_true(asset_each("", add_size, &before));
    const long held = resident_kilobytes();
    asset_release();
    assert_true(resident_kilobytes() < held - (long)before / 1024 / 2);
    assert_true(asset_each("", add_size, &after));
    assert_int_equal(before, after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asset_find__finds_each__by_its_path),
        cmocka_unit_test(asset__holds_the_file__as_it_stands_in_the_project),
        cmocka_unit_test(asset_each__gives_a_folder__in_order_and_stops_when_told),
        cmocka_unit_test(asset_release__gives_memory_back__and_changes_no_asset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
