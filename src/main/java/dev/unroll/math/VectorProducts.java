package dev.unroll.math;

import static dev.unroll.math.VectorLanes.LANES;

/** Products: the loops around the micro-kernels. */
final class VectorProducts {
    /** Four vectors to a panel where the CPU has 32 vector registers, else two. */
    private static final boolean WIDE = LANES == 16 || "aarch64".equals(System.getProperty("os.arch"));

    /** Columns of a panel of B. */
    static final int WIDTH = WIDE ? VectorTiles4.WIDTH : VectorTiles2.WIDTH;

    private static final int BLOCK_M = Integer.getInteger("bm", 96);
    private static final int BLOCK_K = Integer.getInteger("bk", 256);
    private static final int BLOCK_N = Integer.getInteger("bn", 1024);

    private VectorProducts() {}

    /** Working memory of a thread. */
    private static final class Scratch {
        final float[] a = new float[BLOCK_M * BLOCK_K];
        final float[] b = new float[BLOCK_K * BLOCK_N];
        final float[] edge = new float[6 * WIDTH];
    }

    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private static int height(int rows) {
        return WIDE ? VectorTiles4.height(rows) : VectorTiles2.height(rows);
    }

    /** Panels of B (k, n), the last one filled up with zeros. */
    static void pack(Matrix b, int k, int n, float[] panels) {
        for (int j = 0; j < n; j += WIDTH) {
            int columns = Math.min(WIDTH, n - j);
            for (int row = 0; row < k; row++) {
                int to = j * k + row * WIDTH;
                System.arraycopy(b.values(), b.offset() + row * b.stride() + j, panels, to, columns);
                for (int x = columns; x < WIDTH; x++) {
                    panels[to + x] = 0f;
                }
            }
        }
    }

    static void packTransposed(Matrix w, PackedMatrix into) {
        for (int j = 0; j < into.n; j += WIDTH) {
            int columns = Math.min(WIDTH, into.n - j);
            for (int row = 0; row < into.k; row++) {
                int to = j * into.k + row * WIDTH;
                int from = w.offset() + j * w.stride() + row;
                for (int x = 0; x < columns; x++) {
                    into.panels[to + x] = w.values()[from + x * w.stride()];
                }
                for (int x = columns; x < WIDTH; x++) {
                    into.panels[to + x] = 0f;
                }
            }
        }
    }

    static void multiply(int m, Matrix a, PackedMatrix b, Matrix c) {
        Scratch scratch = SCRATCH.get();
        for (int k = 0; k < b.k; k += BLOCK_K) {
            int length = Math.min(BLOCK_K, b.k - k);
            Matrix panels = new Matrix(b.panels, k * WIDTH, b.k);
            for (int i = 0; i < m; i += BLOCK_M) {
                int rows = Math.min(BLOCK_M, m - i);
                packRows(a.fromRow(i).fromColumn(k), rows, length, scratch.a);
                block(scratch, panels, new Kernels.Shape(rows, b.n, length), c.fromRow(i));
            }
        }
    }

    static void multiplyTransposed(Kernels.Shape shape, Matrix a, Matrix b, Matrix c) {
        Scratch scratch = SCRATCH.get();
        for (int j = 0; j < shape.n(); j += BLOCK_N) {
            int columns = Math.min(BLOCK_N, shape.n() - j);
            for (int k = 0; k < shape.k(); k += BLOCK_K) {
                int length = Math.min(BLOCK_K, shape.k() - k);
                pack(b.fromRow(k).fromColumn(j), length, columns, scratch.b);
                for (int i = 0; i < shape.m(); i += BLOCK_M) {
                    int rows = Math.min(BLOCK_M, shape.m() - i);
                    packColumns(a.fromRow(k).fromColumn(i), rows, length, scratch.a);
                    block(
                            scratch,
                            new Matrix(scratch.b, 0, length),
                            new Kernels.Shape(rows, columns, length),
                            c.fromRow(i).fromColumn(j));
                }
            }
        }
    }

    /** Micro-panels of A (m, k). */
    private static void packRows(Matrix a, int m, int k, float[] panels) {
        for (int i = 0; i < m; ) {
            int height = height(m - i);
            int to = i * k;
            for (int y = 0; y < height; y++) {
                int from = a.offset() + (i + y) * a.stride();
                for (int x = 0; x < k; x++) {
                    panels[to + x * height + y] = a.values()[from + x];
                }
            }
            i += height;
        }
    }

    /** Micro-panels of A^T, A being (k, m). */
    private static void packColumns(Matrix a, int m, int k, float[] panels) {
        for (int i = 0; i < m; ) {
            int height = height(m - i);
            for (int x = 0; x < k; x++) {
                int to = i * k + x * height;
                int from = a.offset() + x * a.stride() + i;
                for (int y = 0; y < height; y++) {
                    panels[to + y] = a.values()[from + y];
                }
            }
            i += height;
        }
    }

    private static void block(Scratch scratch, Matrix panels, Kernels.Shape shape, Matrix c) {
        Tile t = new Tile(scratch.a, panels.values(), c.values());
        t.k = shape.k();
        for (int j = 0; j < shape.n(); j += WIDTH) {
            t.bAt = panels.offset() + j * panels.stride();
            int columns = Math.min(WIDTH, shape.n() - j);
            for (int i = 0; i < shape.m(); ) {
                int height = height(shape.m() - i);
                t.aAt = i * shape.k();
                t.cAt = c.offset() + i * c.stride() + j;
                t.cStride = c.stride();
                if (columns == WIDTH) {
                    t.c = c.values();
                    run(height, t);
                } else {
                    edge(t, height, columns, scratch.edge, c.values());
                }
                i += height;
            }
        }
    }

    private static void run(int height, Tile t) {
        if (WIDE) {
            VectorTiles4.multiply(height, t);
        } else {
            VectorTiles2.multiply(height, t);
        }
    }

    private static void edge(Tile t, int height, int columns, float[] edge, float[] c) {
        int at = t.cAt;
        int stride = t.cStride;
        for (int i = 0; i < height; i++) {
            System.arraycopy(c, at + i * stride, edge, i * WIDTH, columns);
        }
        t.c = edge;
        t.cAt = 0;
        t.cStride = WIDTH;
        run(height, t);
        for (int i = 0; i < height; i++) {
            System.arraycopy(edge, i * WIDTH, c, at + i * stride, columns);
        }
    }
}
