package dev.unroll.data;

import java.util.Arrays;

/** From code points to ids, in pages of 256. */
final class CodePointTable {
    private static final int[] NO_PAGE = absent();

    private final int[][] pages = new int[(Character.MAX_CODE_POINT >> 8) + 1][];

    CodePointTable() {
        Arrays.fill(pages, NO_PAGE);
    }

    private static int[] absent() {
        int[] page = new int[256];
        Arrays.fill(page, -1);
        return page;
    }

    /** The id of a code point, -1 if it has none. */
    int get(int codePoint) {
        return pages[codePoint >> 8][codePoint & 0xFF];
    }

    void put(int codePoint, int id) {
        int page = codePoint >> 8;
        if (pages[page] == NO_PAGE) {
            pages[page] = absent();
        }
        pages[page][codePoint & 0xFF] = id;
    }
}
