#include "tui/terminal_private.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <wchar.h>

#include "base/error.h"

#define PASTE_ON  "\033[?2004h"
#define PASTE_OFF "\033[?2004l"

enum {
    READ_AT_ONCE = 4096,
    COPY_MOST = 74994, /* bytes of base64 that terminals take */
    SIZE_MOST = 1000,  /* rows or columns; no honest terminal is larger */
};

/* --- signals --- */

/* Signals can say nothing but that they came; they are held back but in ppoll, so that none comes between
 * looking and waiting. */
static volatile sig_atomic_t signal_resize;
static volatile sig_atomic_t signal_close;

static void on_resize(int number)
{
    (void)number;
    signal_resize = 1;
}

static void on_close(int number)
{
    (void)number;
    signal_close = 1;
}

static const struct {
    void (*handler)(int); /* NULL: what ncurses does */
    int number;
    bool held; /* let in only while waiting */
} signal_table[] = {
    {on_resize, SIGWINCH, true}, {on_close, SIGHUP, true}, {on_close, SIGTERM, true},
    {on_close, SIGQUIT, true},   {NULL, SIGTSTP, true},    {SIG_IGN, SIGINT, false},
    {SIG_IGN, SIGPIPE, false},
};

static struct sigaction signals_before[G_N_ELEMENTS(signal_table)];
static bool taken; /* a terminal is open */

/* Before ncurses starts: it leaves alone what is already handled. */
static void signals_take(Terminal *terminal)
{
    sigset_t held;
    sigemptyset(&held);
    signal_resize = signal_close = 0;
    for (guint i = 0; i < G_N_ELEMENTS(signal_table); i++) {
        struct sigaction action = {.sa_handler = signal_table[i].handler};
        sigemptyset(&action.sa_mask);
        sigaction(signal_table[i].number, action.sa_handler != NULL ? &action : NULL, &signals_before[i]);
        if (signal_table[i].held)
            sigaddset(&held, signal_table[i].number);
    }
    sigprocmask(SIG_BLOCK, &held, &terminal->mask_before);
    terminal->mask_waiting = terminal->mask_before;
    for (guint i = 0; i < G_N_ELEMENTS(signal_table); i++)
        sigdelset(&terminal->mask_waiting, signal_table[i].number);
}

static void signals_give_back(Terminal *terminal)
{
    /* What came too late to be read must not end the program with the old handlers: the line is put in order
     * first. */
    const struct timespec at_once = {0, 0};
    ppoll(NULL, 0, &at_once, &terminal->mask_waiting);
    for (guint i = 0; i < G_N_ELEMENTS(signal_table); i++)
        sigaction(signal_table[i].number, &signals_before[i], NULL);
    sigprocmask(SIG_SETMASK, &terminal->mask_before, NULL);
}

/* --- taking over and giving back --- */

static bool check_line(GError **error)
{
    if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
        return true;
    return error_set(
        error, ERROR_SYSTEM,
        "terminal: standard input or output is none: start entente in a terminal, or use a command such as "
        "\"entente agenda\"");
}

static bool wants_ascii_lines(void)
{
    const char *type = terminal_type();
    return g_str_has_prefix(type, "vt") && g_ascii_isdigit(type[2]);
}

/* The console has the lines, not the marks. */
static bool wants_ascii_signs(void)
{
    return g_str_has_prefix(terminal_type(), "linux");
}

static void send(const char *bytes, gsize count)
{
    while (count > 0) {
        const ssize_t written = write(STDOUT_FILENO, bytes, count);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return;
        bytes += written;
        count -= (gsize)written;
    }
}

static void send_text(const char *text)
{
    send(text, strlen(text));
}

/* What the terminal says of its size; ncurses would believe the environment. */
static void take_size(Terminal *terminal)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
        resizeterm(MIN(size.ws_row, SIZE_MOST), MIN(size.ws_col, SIZE_MOST));
    getmaxyx(stdscr, terminal->rows, terminal->columns);
    terminal_resize_lines(terminal, terminal->rows);
}

static void prepare_modes(void)
{
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    idlok(stdscr, TRUE);
    leaveok(stdscr, FALSE);
    scrollok(stdscr, FALSE);
    typeahead(-1);
    curs_set(1);
}

static void prepare_looks(Terminal *terminal, const TerminalOptions *options)
{
    terminal->unicode = g_ascii_strcasecmp(nl_langinfo(CODESET), "UTF-8") == 0;
    terminal->ascii_lines = options->ascii || !terminal->unicode || wants_ascii_lines();
    terminal->ascii_signs = terminal->ascii_lines || wants_ascii_signs();
    terminal->clipboard = options->clipboard;
    terminal->theme = options->theme != NULL ? *options->theme : *theme_mono();
    terminal_prepare_roles(terminal);
}

Terminal *terminal_open(const TerminalOptions *options, GError **error)
{
    if (taken) {
        error_set(error, ERROR_SYSTEM, "terminal: it is open already: close it first");
        return NULL;
    }
    if (!check_line(error) || !terminal_check_type(error))
        return NULL;
    Terminal *terminal = g_new0(Terminal, 1);
    signals_take(terminal);
    terminal->screen = newterm(NULL, stdout, stdin);
    if (terminal->screen == NULL) {
        signals_give_back(terminal);
        g_free(terminal);
        error_set(error, ERROR_SYSTEM,
                  "terminal: type \"%s\" cannot be used: set TERM, for instance to xterm-256color",
                  terminal_type());
        return NULL;
    }
    taken = true;
    terminal->frame = memfd_create("frame", MFD_CLOEXEC);
    terminal->line = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0);
    terminal->shortens = terminal_attributes_are_common();
    terminal->shortener.scrolls = terminal_scrolls_anywhere();
    terminal->shown_y = -1;
    prepare_modes();
    prepare_looks(terminal, options);
    take_size(terminal);
    terminal->input = input_new();
    terminal_define_keys(terminal->input);
    terminal->paste = terminal_brackets_paste();
    if (terminal->paste)
        send_text(PASTE_ON);
    return terminal;
}

static void close_file(int file)
{
    if (file >= 0)
        close(file);
}

void terminal_close(Terminal *terminal)
{
    if (terminal == NULL)
        return;
    if (terminal->paste)
        send_text(PASTE_OFF);
    endwin();
    delscreen(terminal->screen);
    close_file(terminal->frame);
    close_file(terminal->line);
    signals_give_back(terminal);
    input_free(terminal->input);
    terminal_resize_lines(terminal, 0);
    g_free(terminal->lines);
    g_free(terminal);
    taken = false;
}

void terminal_alt_keys(Terminal *terminal, const Keymap *keymap)
{
    input_set_keymap(terminal->input, keymap);
}

/* --- waiting --- */

static void terminal_end(Terminal *terminal)
{
    input_end(terminal->input);
    terminal->closed = true;
}

/* Lets signals in, and waits at most so long for bytes. True when there are some, or the line is gone. */
static bool poll_line(Terminal *terminal, int milliseconds)
{
    struct pollfd line = {.fd = STDIN_FILENO, .events = POLLIN};
    const struct timespec time = {milliseconds / 1000, (milliseconds % 1000) * 1000000L};
    const int ready = ppoll(&line, 1, milliseconds < 0 ? NULL : &time, &terminal->mask_waiting);
    if (signal_close != 0)
        terminal_end(terminal);
    if (signal_resize != 0)
        terminal->resized = true;
    signal_resize = 0;
    if (ready < 0 && terminal->paste && !terminal->closed)
        send_text(PASTE_ON); /* the program may have been stopped, and the shell may have switched it off */
    return ready > 0;
}

/* Reads what is there. Nothing to read although the line says so means that it is gone. */
static void read_line(Terminal *terminal)
{
    char bytes[READ_AT_ONCE];
    const ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
    if (count > 0) {
        input_feed(terminal->input, bytes, (gsize)count);
        terminal->last_byte = g_get_monotonic_time();
    } else if (count == 0 || (errno != EINTR && errno != EAGAIN)) {
        terminal_end(terminal);
    }
}

/* Milliseconds until the bytes that are there are all there will be; -1 when nothing has begun. */
static int escape_left(const Terminal *terminal)
{
    const int patience = input_patience(terminal->input);
    if (patience < 0)
        return -1;
    const gint64 passed = (g_get_monotonic_time() - terminal->last_byte) / 1000;
    return (int)MAX(patience - passed, 0);
}

/* An Esc that nothing followed for long enough is a key too. */
bool terminal_pending(Terminal *terminal)
{
    if (terminal->closed || terminal->resized || input_ready(terminal->input) || escape_left(terminal) == 0)
        return true;
    return poll_line(terminal, 0) || terminal->closed || terminal->resized;
}

static bool take_key(Terminal *terminal, Event *event)
{
    switch (input_next(terminal->input, escape_left(terminal) == 0, &event->key)) {
    case INPUT_KEY:
        event->kind = EVENT_KEY;
        return true;
    case INPUT_PASTE:
        event->kind = EVENT_PASTE;
        event->text = input_pasted(terminal->input);
        return true;
    case INPUT_NOTHING:
    case INPUT_PARTIAL:
        break;
    }
    return false;
}

/* What is there already: a new size first, so that no key is answered with the old one; then what was typed
 * before the line went; then its end. */
static bool take_event(Terminal *terminal, Event *event)
{
    *event = (Event){.kind = EVENT_TICK};
    if (terminal->resized && !terminal->closed) {
        terminal->resized = false;
        take_size(terminal);
        event->kind = EVENT_RESIZE;
        return true;
    }
    if (take_key(terminal, event))
        return true;
    event->kind = terminal->closed ? EVENT_CLOSED : EVENT_TICK;
    return terminal->closed;
}

static int shorter_wait(int one, int other)
{
    if (one < 0 || other < 0)
        return MAX(one, other);
    return MIN(one, other);
}

void terminal_wait(Terminal *terminal, int milliseconds, Event *event)
{
    if (!terminal_pending(terminal))
        terminal_show(terminal);
    const gint64 end = g_get_monotonic_time() + (gint64)milliseconds * 1000;
    bool first = true;
    while (true) {
        const int left = milliseconds < 0 ? -1 : (int)MAX((end - g_get_monotonic_time() + 999) / 1000, 0);
        const bool ready =
            !terminal->closed && poll_line(terminal, first ? 0 : shorter_wait(left, escape_left(terminal)));
        first = false;
        if (ready)
            read_line(terminal);
        if (take_event(terminal, event) || (!ready && left == 0))
            return;
    }
}

/* --- showing --- */

/* ncurses writes to the line after each movement of the cursor: dozens of small writes for a screen, each of
 * which a terminal, tmux or a network may show or send apart. So while it compares, a file in memory stands
 * in the line's place, and what it holds then goes out in one piece. Nothing but doupdate may run between:
 * that is why SIGTSTP too is let in only while waiting. */
static bool frame_begin(Terminal *terminal)
{
    return terminal->frame >= 0 && terminal->line >= 0 && dup2(terminal->frame, STDOUT_FILENO) >= 0;
}

static void send_frame(Terminal *terminal, const char *bytes, gsize count)
{
    if (!terminal->shortens || terminal->whole) { /* it ends with plain letters */
        terminal->shortener = (Shortener){.scrolls = terminal->shortener.scrolls};
        send(bytes, count);
        return;
    }
    g_autoptr(GString) frame = g_string_sized_new(count + 1);
    shorten(&terminal->shortener, terminal->rows, bytes, count, frame);
    send(frame->str, frame->len);
}

static void frame_end(Terminal *terminal)
{
    dup2(terminal->line, STDOUT_FILENO);
    const off_t size = lseek(terminal->frame, 0, SEEK_CUR);
    if (size <= 0)
        return;
    g_autofree char *bytes = g_malloc((gsize)size);
    const ssize_t count = pread(terminal->frame, bytes, (gsize)size, 0);
    lseek(terminal->frame, 0, SEEK_SET);
    if (count > 0)
        send_frame(terminal, bytes, (gsize)count);
}

static void update_screen(Terminal *terminal, int y, int x)
{
    move(y, x);
    wnoutrefresh(stdscr);
    const bool framed = frame_begin(terminal);
    doupdate();
    if (framed)
        frame_end(terminal);
    terminal->shown_y = y;
    terminal->shown_x = x;
    terminal->whole = false;
}

void terminal_show(Terminal *terminal)
{
    const int y = terminal->cursor_set ? terminal->cursor_y : 0;
    const int x = terminal->cursor_set ? terminal->cursor_x : terminal->columns - 1;
    terminal_paint_lines(terminal);
    if (terminal->lines_painted > 0 || y != terminal->shown_y || x != terminal->shown_x || terminal->whole)
        update_screen(terminal, y, x);
}

void terminal_repaint(Terminal *terminal)
{
    clearok(curscr, TRUE);
    terminal->whole = true;
    terminal_show(terminal);
}

int terminal_rows(const Terminal *terminal)
{
    return terminal->rows;
}

int terminal_columns(const Terminal *terminal)
{
    return terminal->columns;
}

bool terminal_has_colour(const Terminal *terminal)
{
    return terminal->colour;
}

bool terminal_copy(Terminal *terminal, const char *text)
{
    if (!terminal->clipboard || !terminal->paste)
        return false;
    g_autofree char *encoded = g_base64_encode((const guchar *)text, strlen(text));
    if (strlen(encoded) > COPY_MOST)
        return false;
    g_autofree char *sequence = g_strconcat("\033]52;c;", encoded, "\a", NULL);
    send_text(sequence);
    return true;
}
