#include "support/screen_private.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

GPtrArray *screen_open_ones;

/* --- starting --- */

static int on_property(VTermProp property, VTermValue *value, void *user)
{
    Screen *screen = user;

    if (property == VTERM_PROP_CURSORVISIBLE)
        screen->cursor_shown = value->boolean;
    if (property == VTERM_PROP_ALTSCREEN)
        screen->alternate = value->boolean;
    return 1;
}

static const VTermScreenCallbacks screen_callbacks = {.settermprop = on_property};

static void set_folder(const char *home, const char *name, const char *below)
{
    g_autofree char *path = g_build_filename(home, below, NULL);
    setenv(name, path, 1);
}

static void clean_environment(const ScreenOptions *options, const char *term, const char *home)
{
    static const char *const kept[] = {"PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", NULL};
    char *values[G_N_ELEMENTS(kept)];

    for (int i = 0; kept[i]; i++)
        values[i] = g_strdup(getenv(kept[i]));
    clearenv();
    for (int i = 0; kept[i]; i++)
        if (values[i])
            setenv(kept[i], values[i], 1);
    setenv("HOME", home, 1);
    set_folder(home, "XDG_DATA_HOME", "data");
    set_folder(home, "XDG_CONFIG_HOME", "config");
    set_folder(home, "XDG_STATE_HOME", "state");
    set_folder(home, "XDG_CACHE_HOME", "cache");
    set_folder(home, "ENTENTE_WATCH", "watched");
    setenv("USER", "officer", 1);
    setenv("LOGNAME", "officer", 1);
    setenv("LANG", "C.UTF-8", 1);
    setenv("TZ", "UTC", 1);
    setenv("TERM", term, 1);
    for (const char *const *more = options->environment; more && *more; more++)
        putenv(g_strdup(*more));
}

/* Whoever runs the tests may ignore SIGHUP or SIGINT, and what is ignored stays so over exec. */
static void default_signals(void)
{
    sigset_t none;

    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < 32; number++)
        signal(number, SIG_DFL);
}

static G_GNUC_NORETURN void child_run(const ScreenOptions *options, const char *term, const char *home)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    default_signals();
    /* A line hangs up only when nobody holds its end any more. */
    for (guint i = 0; screen_open_ones && i < screen_open_ones->len; i++)
        close(((Screen *)g_ptr_array_index(screen_open_ones, i))->master);
    clean_environment(options, term, home);
    if (options->run) {
        int status = options->run(options->data);
        fflush(NULL);
        _exit(status);
    }
    execvp(options->arguments[0], (char *const *)options->arguments);
    fprintf(stderr, "%s: %s\n", options->arguments[0], strerror(errno));
    _exit(127);
}

static void screen_emulate(Screen *screen, int rows, int columns)
{
    screen->terminal = vterm_new(rows, columns);
    vterm_set_utf8(screen->terminal, 1);
    screen->cells = vterm_obtain_screen(screen->terminal);
    screen->cursor_shown = true;
    vterm_screen_set_callbacks(screen->cells, &screen_callbacks, screen);
    vterm_screen_enable_altscreen(screen->cells, 1);
    vterm_screen_reset(screen->cells, 1);
}

Screen *screen_start(const ScreenOptions *options)
{
    Screen *screen = g_new0(Screen, 1);
    struct winsize size = {.ws_row = (unsigned short)(options->rows ? options->rows : 24),
                           .ws_col = (unsigned short)(options->columns ? options->columns : 80)};

    screen->term = g_strdup(options->term ? options->term : "xterm-256color");
    screen->own_home = !options->home;
    screen->home = options->home ? g_strdup(options->home) : g_dir_make_tmp("entente-screen-XXXXXX", NULL);
    screen->written = g_string_new(NULL);
    screen->marked_at = g_get_monotonic_time();
    screen_emulate(screen, size.ws_row, size.ws_col);
    fflush(NULL);
    screen->pid = forkpty(&screen->master, NULL, NULL, &size);
    if (screen->pid < 0)
        fail_msg("forkpty: %s", strerror(errno));
    if (screen->pid == 0)
        child_run(options, screen->term, screen->home);
    fcntl(screen->master, F_SETFL, O_NONBLOCK);
    fcntl(screen->master, F_SETFD, FD_CLOEXEC);
    if (!screen_open_ones)
        screen_open_ones = g_ptr_array_new();
    g_ptr_array_add(screen_open_ones, screen);
    return screen;
}

/* --- ending --- */

static void remove_tree(const char *path)
{
    const char *arguments[] = {"rm", "-rf", "--", path, NULL};
    g_spawn_sync(NULL, (char **)arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

bool screen_reap(Screen *screen, int how)
{
    if (!screen->ended && waitpid(screen->pid, &screen->status, how) == screen->pid)
        screen->ended = true;
    return screen->ended;
}

static void screen_close_line(Screen *screen)
{
    if (screen->master >= 0)
        close(screen->master);
    screen->master = -1;
}

void screen_free(Screen *screen)
{
    if (!screen)
        return;
    if (!screen_reap(screen, WNOHANG)) {
        kill(screen->pid, SIGKILL);
        screen_reap(screen, 0);
    }
    screen_close_line(screen);
    g_ptr_array_remove(screen_open_ones, screen);
    if (screen_open_ones->len == 0)
        g_clear_pointer(&screen_open_ones, g_ptr_array_unref);
    vterm_free(screen->terminal);
    g_string_free(screen->written, TRUE);
    if (screen->own_home)
        remove_tree(screen->home);
    g_free(screen->home);
    g_free(screen->term);
    g_free(screen);
}

int screen_free_all(void **state)
{
    (void)state;
    while (screen_open_ones)
        screen_free(g_ptr_array_index(screen_open_ones, screen_open_ones->len - 1));
    return 0;
}

const char *screen_home(const Screen *screen)
{
    return screen->home;
}

int screen_pid(const Screen *screen)
{
    return screen->pid;
}

int screen_rows(const Screen *screen)
{
    int rows, columns;
    vterm_get_size(screen->terminal, &rows, &columns);
    return rows;
}

int screen_columns(const Screen *screen)
{
    int rows, columns;
    vterm_get_size(screen->terminal, &rows, &columns);
    return columns;
}

/* --- reading and writing the line --- */

static void write_line(Screen *screen, const char *bytes, gsize size);

/* Answers of the terminal itself (where is the cursor, what are you). */
static void screen_answer(Screen *screen)
{
    char answer[256];
    gsize size = vterm_output_read(screen->terminal, answer, sizeof answer);

    if (size > 0)
        write_line(screen, answer, size);
}

/* Takes what is there; true when there was something. */
static bool screen_take(Screen *screen)
{
    char bytes[16384];
    bool some = false;

    while (screen->master >= 0) {
        ssize_t size = read(screen->master, bytes, sizeof bytes);
        if (size < 0 && errno == EINTR)
            continue;
        if (size <= 0)
            break;
        some = true;
        screen->last_at = g_get_monotonic_time();
        if (screen->first_at == 0)
            screen->first_at = screen->last_at;
        g_string_append_len(screen->written, bytes, size);
        vterm_input_write(screen->terminal, bytes, (size_t)size);
    }
    if (some) {
        vterm_screen_flush_damage(screen->cells);
        screen_answer(screen);
    }
    return some;
}

bool screen_pump(Screen *screen, int milliseconds)
{
    struct pollfd lines[16];
    guint count = MIN(screen_open_ones->len, G_N_ELEMENTS(lines));

    for (guint i = 0; i < count; i++) {
        Screen *each = g_ptr_array_index(screen_open_ones, i);
        lines[i] = (struct pollfd){.fd = each->ended ? -1 : each->master, .events = POLLIN};
    }
    poll(lines, count, milliseconds);
    for (guint i = 0; i < count; i++) {
        Screen *each = g_ptr_array_index(screen_open_ones, i);
        if (each != screen)
            screen_take(each);
    }
    bool some = screen_take(screen);
    /* A line whose program is gone is readable (POLLHUP) for ever: without this the wait would spin. */
    if (!some && milliseconds > 0 && screen_reap(screen, WNOHANG))
        g_usleep(1000);
    return some;
}

static void write_line(Screen *screen, const char *bytes, gsize size)
{
    gint64 until = g_get_monotonic_time() + SCREEN_PATIENCE * G_USEC_PER_SEC;

    while (size > 0 && screen->master >= 0 && g_get_monotonic_time() < until) {
        ssize_t written = write(screen->master, bytes, size);
        if (written > 0) {
            bytes += written;
            size -= (gsize)written;
        } else if (written < 0 && errno != EAGAIN && errno != EINTR) {
            return;
        } else {
            screen_pump(screen, 5);
        }
    }
}

/* --- typing --- */

/* A key in angle brackets at `keys`: its length, or 0 when this is no such key. */
static gsize named_key(Screen *screen, const char *keys)
{
    const char *end = *keys == '<' ? strchr(keys, '>') : NULL;
    char bytes[64];

    if (!end || end == keys + 1)
        return 0;
    g_autofree char *name = g_strndup(keys + 1, (gsize)(end - keys - 1));
    if (!screen_key_bytes(screen->term, name, bytes, sizeof bytes))
        fail_msg("terminal %s has no key <%s>", screen->term, name);
    write_line(screen, bytes, strlen(bytes));
    if (strcmp(name, "Esc") == 0)
        screen_settle(screen);
    return (gsize)(end - keys + 1);
}

void screen_type(Screen *screen, const char *keys)
{
    while (*keys) {
        gsize used = named_key(screen, keys);
        if (used == 0) {
            used = (gsize)(g_utf8_next_char(keys) - keys);
            if (*keys != ' ')
                write_line(screen, keys, used);
        }
        keys += used;
    }
}

void screen_text(Screen *screen, const char *text)
{
    write_line(screen, text, strlen(text));
}

void screen_paste(Screen *screen, const char *text)
{
    const char *on = g_strrstr(screen->written->str, "\033[?2004h");
    const char *off = g_strrstr(screen->written->str, "\033[?2004l");
    bool brackets = on && (!off || off < on);

    if (brackets)
        screen_text(screen, "\033[200~");
    screen_text(screen, text);
    if (brackets)
        screen_text(screen, "\033[201~");
}

/* --- the line itself --- */

void screen_resize(Screen *screen, int rows, int columns)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};

    screen_pump(screen, 0);
    vterm_set_size(screen->terminal, rows, columns);
    ioctl(screen->master, TIOCSWINSZ, &size);
}

void screen_hangup(Screen *screen)
{
    screen_pump(screen, 0);
    screen_close_line(screen);
}

void screen_kill(Screen *screen, int signal)
{
    if (!screen_reap(screen, WNOHANG))
        kill(screen->pid, signal);
}

void screen_mark(Screen *screen)
{
    screen_pump(screen, 0);
    screen->mark = screen->written->len;
    screen->first_at = screen->last_at = 0;
    screen->marked_at = g_get_monotonic_time();
}

gint64 screen_first_byte(Screen *screen)
{
    screen_pump(screen, 0);
    return screen->first_at > 0 ? screen->first_at - screen->marked_at : -1;
}

gint64 screen_last_byte(Screen *screen)
{
    screen_pump(screen, 0);
    return screen->last_at > 0 ? screen->last_at - screen->marked_at : -1;
}

gsize screen_bytes(Screen *screen)
{
    screen_pump(screen, 0);
    return screen->written->len - screen->mark;
}

const char *screen_written(Screen *screen)
{
    screen_pump(screen, 0);
    return screen->written->str + screen->mark;
}
