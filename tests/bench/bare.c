/*
 * The least that a terminal program can do, to measure Entente against: 24 rows of text and a bar in reverse
 * that Up and Down move; any letter draws other rows. q leaves.
 */
#include <curses.h>

enum { ROWS = 24 };

static void draw(int page, int current)
{
    for (int row = 0; row < ROWS; row++) {
        if (row == current)
            attron(A_REVERSE);
        mvprintw(row, 0,
                 "VIS-2026-%04d  Visit of a delegation number %-4d  Partner    in review  2026-11-%02d",
                 page * ROWS + row, page * 31 + row, row + 1);
        attroff(A_REVERSE);
    }
    move(current, 0);
    refresh();
}

int main(void)
{
    int page = 0, current = 0, key;
    initscr();
    raw();
    noecho();
    keypad(stdscr, TRUE);
    draw(page, current);
    while ((key = getch()) != 'q' && key != ERR) {
        if (key == KEY_DOWN)
            current = (current + 1) % ROWS;
        else if (key == KEY_UP)
            current = (current + ROWS - 1) % ROWS;
        else
            page++;
        draw(page, current);
    }
    endwin();
    return 0;
}
