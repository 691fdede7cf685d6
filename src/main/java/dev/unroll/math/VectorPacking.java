package dev.unroll.math;

import static dev.unroll.math.VectorLanes.FLOATS;
import static dev.unroll.math.VectorLanes.LANES;
import static dev.unroll.math.VectorTiles.HEIGHT;
import static dev.unroll.math.VectorTiles.STRIDE;
import static dev.unroll.math.VectorTiles.WIDTH;
import static dev.unroll.math.VectorTiles.height;

import jdk.incubator.vector.FloatVector;

/** Copies matrices into the order in which the micro-kernels read them. */
final class VectorPacking {
    // B goes into panels, [panel][k][WIDTH]; A into micro-panels, [tile][k][STRIDE] for tall tiles and
    // [tile][k][rows] for the one to four rows behind them. Where rows of the source are a power of two apart, a
    // column of it falls into a few sets of the caches and pushes itself out of them; so nothing here walks down
    // more than CHUNK rows before it moves to the right. (A^T B with 512 x 512 x 2048: 5 % faster than whole
    // columns.)
    private static final int CHUNK = 8;

    private VectorPacking() {}

    /** Panels of B (k, n), the last one filled up with zeros. */
    static void pack(Matrix b, int k, int n, float[] panels) {
        int whole = n - n % WIDTH;
        for (int x = 0; x < k; x += CHUNK) {
            Matrix rows = b.fromRow(x);
            int count = Math.min(CHUNK, k - x);
            for (int j = 0; j < whole; j += WIDTH) {
                copy(rows, j, count, panels, j * k + x * WIDTH);
            }
            for (int y = 0; y < count && whole < n; y++) {
                for (int z = 0; z < WIDTH; z++) {
                    int from = rows.offset() + y * b.stride() + whole + z;
                    panels[whole * k + (x + y) * WIDTH + z] = whole + z < n ? b.values()[from] : 0f;
                }
            }
        }
    }

    private static void copy(Matrix b, int column, int rows, float[] panels, int to) {
        for (int y = 0; y < rows; y++) {
            int from = b.offset() + y * b.stride() + column;
            for (int z = 0; z < WIDTH; z += LANES) {
                FloatVector.fromArray(FLOATS, b.values(), from + z).intoArray(panels, to + y * WIDTH + z);
            }
        }
    }

    /** Panels of W^T with W (n, k), the last one filled up with zeros. */
    static void packTransposed(Matrix w, int k, int n, float[] panels) {
        for (int j = 0; j < n; j += WIDTH) {
            for (int x = 0; x < k; x += CHUNK) {
                int count = Math.min(CHUNK, k - x);
                for (int z = 0; z < WIDTH; z++) {
                    int from = w.offset() + (j + z) * w.stride() + x;
                    int to = j * k + x * WIDTH + z;
                    for (int y = 0; y < count; y++) {
                        panels[to + y * WIDTH] = j + z < n ? w.values()[from + y] : 0f;
                    }
                }
            }
        }
    }

    /** Where the micro-panel that begins with row i begins. */
    static int microPanelAt(int i, int k) {
        return (i / HEIGHT * STRIDE + i % HEIGHT) * k;
    }

    /** Micro-panels of A (m, k). */
    static void packRows(Matrix a, int m, int k, float[] panels) {
        int height;
        for (int i = 0; i < m; i += height) {
            height = height(m - i);
            int to = microPanelAt(i, k);
            if (height == HEIGHT) {
                packFiveRows(a.fromRow(i), k, panels, to);
            } else {
                for (int y = 0; y < height; y++) {
                    int from = a.offset() + (i + y) * a.stride();
                    for (int x = 0; x < k; x++) {
                        panels[to + x * height + y] = a.values()[from + x];
                    }
                }
            }
        }
    }

    private static void packFiveRows(Matrix a, int k, float[] panels, int to) {
        float[] from = a.values();
        int a0 = a.offset();
        int a1 = a0 + a.stride();
        int a2 = a1 + a.stride();
        int a3 = a2 + a.stride();
        int a4 = a3 + a.stride();
        for (int x = 0; x < k; x++) {
            panels[to + STRIDE * x] = from[a0 + x];
            panels[to + STRIDE * x + 1] = from[a1 + x];
            panels[to + STRIDE * x + 2] = from[a2 + x];
            panels[to + STRIDE * x + 3] = from[a3 + x];
            panels[to + STRIDE * x + 4] = from[a4 + x];
        }
    }

    /** Micro-panels of A^T with A (k, m). */
    static void packColumns(Matrix a, int m, int k, float[] panels) {
        int height;
        for (int x = 0; x < k; x += CHUNK) {
            Matrix rows = a.fromRow(x);
            int count = Math.min(CHUNK, k - x);
            for (int i = 0; i < m; i += height) {
                height = height(m - i);
                int to = microPanelAt(i, k);
                if (height == HEIGHT) {
                    packFiveColumns(rows, i, count, panels, to + x * STRIDE);
                } else {
                    for (int y = 0; y < count; y++) {
                        for (int z = 0; z < height; z++) {
                            panels[to + (x + y) * height + z] = a.values()[rows.offset() + y * a.stride() + i + z];
                        }
                    }
                }
            }
        }
    }

    // A second width of vectors must not be used anywhere, not even here: HotSpot profiles the Vector API's own
    // methods, and from then on takes every vector for one of two types. On 512 bits, copying five columns by vectors
    // of 256 made this copy 15 times slower and the micro-kernels, unless they happened to be compiled before, 25
    // times (Zen 5, JDK 17).

    /** Five columns: as vectors that fill up a row of the micro-panel, whose last three floats nobody reads; or one by one. */
    private static void packFiveColumns(Matrix a, int column, int rows, float[] panels, int to) {
        float[] values = a.values();
        int first = a.offset() + column;
        if (LANES <= STRIDE && first + (rows - 1) * a.stride() + STRIDE <= values.length) {
            for (int y = 0; y < rows; y++) {
                for (int z = 0; z < STRIDE; z += LANES) {
                    FloatVector.fromArray(FLOATS, values, first + y * a.stride() + z)
                            .intoArray(panels, to + y * STRIDE + z);
                }
            }
            return;
        }
        for (int y = 0; y < rows; y++) {
            int from = first + y * a.stride();
            int at = to + y * STRIDE;
            panels[at] = values[from];
            panels[at + 1] = values[from + 1];
            panels[at + 2] = values[from + 2];
            panels[at + 3] = values[from + 3];
            panels[at + 4] = values[from + 4];
        }
    }
}
