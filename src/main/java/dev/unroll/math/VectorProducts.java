package dev.unroll.math;

import static dev.unroll.math.VectorLanes.LANES;
import static dev.unroll.math.VectorPacking.microPanelAt;
import static dev.unroll.math.VectorTiles.HEIGHT;
import static dev.unroll.math.VectorTiles.LOW_WIDTH;
import static dev.unroll.math.VectorTiles.STRIDE;
import static dev.unroll.math.VectorTiles.WIDTH;
import static dev.unroll.math.VectorTiles.height;

/** Products: the loops around the micro-kernels, which keep what those read in a near cache. */
final class VectorProducts {
    // The blocking is that of Goto and van de Geijn, "Anatomy of high-performance matrix multiplication" (ACM TOMS
    // 34, 2008), without the copying of B where B comes packed:
    //
    //     for each block of BLOCK_K links     here the chains are cut, C keeps their values meanwhile
    //       for each BLOCK_M rows of A        packed into micro-panels, [k][8] per five rows (160 KB)
    //         for each GROUP of columns       the panels of B that stay in the second-level cache (256 KB)
    //           for each five rows            a micro-panel in the first-level cache (16 KB)
    //             for each panel of the group    a tile of C: loaded, grown by BLOCK_K links, stored
    //
    // and then the one to four rows left over. A^T B packs a block of B, too, BLOCK_N columns at a time; both
    // copies read their source row by row, so that columns a power of two apart do no harm.
    //
    // The blocks never touch a chain's order, since k ascends from block to block and a float in memory is the
    // float that was in the register. Chains may not be cut across k in any other way: no second accumulator, no
    // zero start.
    //
    // Measured (Zen 3, 32 KB + 512 KB + shared 32 MB of cache, JDK 17, the machine busy with other work, so only
    // relations count): packing A costs 0.5 ns per element, 2 % of a product with N 2048 and 4 % with N 512, and
    // gains a factor of two in the micro-kernel; long blocks of k (512 rather than 256) 5 %; a group's panels
    // inside, rows outside, 5 %, as the rows of a tile of C, 4 N bytes apart, are then prefetched from tile to
    // tile. In all 0.87 to 0.92 of the FMA peak for 20 to 64 rows by 512 by 2048, 0.88 for A^T B with 2048 by 1024
    // by 2048.
    //
    // Memory per thread: 4 * 8 / 5 * BLOCK_M * BLOCK_K bytes = 160 KB, and 4 * BLOCK_K * BLOCK_N bytes = 2 MB once
    // it has computed an A^T B.
    private static final int BLOCK_K = 512;
    private static final int BLOCK_M = 10 * HEIGHT;
    private static final int GROUP = 128;
    private static final int BLOCK_N = 1024;

    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private VectorProducts() {}

    /** Working memory of a thread, kept from call to call. */
    private static final class Scratch {
        final float[] a = new float[BLOCK_M / HEIGHT * STRIDE * BLOCK_K];
        final float[] edge = new float[HEIGHT * LOW_WIDTH];
        private float[] b = {};

        float[] b() {
            if (b.length == 0) {
                b = new float[BLOCK_K * BLOCK_N];
            }
            return b;
        }
    }

    /** C (m, n) += A (m, k) B (k, n). */
    static void multiply(int m, Matrix a, PackedMatrix b, Matrix c) {
        Scratch scratch = SCRATCH.get();
        int blockK = evenly(b.k, BLOCK_K, 1);
        int blockM = evenly(m, BLOCK_M, HEIGHT);
        for (int k = 0; k < b.k; k += blockK) {
            int length = Math.min(blockK, b.k - k);
            Matrix panels = new Matrix(b.panels, k * WIDTH, b.k);
            for (int i = 0; i < m; i += blockM) {
                int rows = Math.min(blockM, m - i);
                VectorPacking.packRows(a.fromRow(i).fromColumn(k), rows, length, scratch.a);
                block(new Kernels.Shape(rows, b.n, length), scratch, panels, c.fromRow(i));
            }
        }
    }

    /** C (m, n) += A^T B with A (k, m) and B (k, n). */
    static void multiplyTransposed(Kernels.Shape shape, Matrix a, Matrix b, Matrix c) {
        Scratch scratch = SCRATCH.get();
        int blockK = evenly(shape.k(), BLOCK_K, 1);
        for (int j = 0; j < shape.n(); j += BLOCK_N) {
            int columns = Math.min(BLOCK_N, shape.n() - j);
            for (int k = 0; k < shape.k(); k += blockK) {
                int length = Math.min(blockK, shape.k() - k);
                Matrix panels = new Matrix(scratch.b(), 0, length);
                VectorPacking.pack(b.fromRow(k).fromColumn(j), length, columns, panels.values());
                for (int i = 0; i < shape.m(); i += BLOCK_M) {
                    int rows = Math.min(BLOCK_M, shape.m() - i);
                    VectorPacking.packColumns(a.fromRow(k).fromColumn(i), rows, length, scratch.a);
                    Matrix corner = c.fromRow(i).fromColumn(j);
                    block(new Kernels.Shape(rows, columns, length), scratch, panels, corner);
                }
            }
        }
    }

    /** The size of blocks, a multiple of {@code unit}, that are as few as those of size {@code most} and alike in size. */
    private static int evenly(int extent, int most, int unit) {
        int blocks = (extent + most - 1) / most;
        int size = blocks == 0 ? unit : (extent + blocks - 1) / blocks;
        return (size + unit - 1) / unit * unit;
    }

    /** A block of C. The panel that begins with column j begins at {@code panels.offset() + j * panels.stride()}. */
    private static void block(Kernels.Shape shape, Scratch scratch, Matrix panels, Matrix c) {
        Tile t = new Tile(scratch.a, panels.values(), c);
        t.k = shape.k();
        int tall = shape.m() - shape.m() % HEIGHT;
        for (int group = 0; group < shape.n(); group += GROUP) {
            int end = Math.min(group + GROUP, shape.n());
            for (int i = 0; i < tall; i += HEIGHT) {
                t.aAt = microPanelAt(i, shape.k());
                for (int j = group; j < end; j += WIDTH) {
                    t.bAt = panels.offset() + j * panels.stride();
                    t.cAt = c.offset() + i * c.stride() + j;
                    tile(HEIGHT, Math.min(WIDTH, end - j), t, scratch.edge);
                }
            }
        }
        if (tall < shape.m()) {
            lowTiles(shape, scratch, panels, c);
        }
    }

    /** The one to four rows behind the tall tiles. */
    private static void lowTiles(Kernels.Shape shape, Scratch scratch, Matrix panels, Matrix c) {
        Tile t = new Tile(scratch.a, panels.values(), c);
        t.k = shape.k();
        for (int j = 0; j < shape.n(); j += LOW_WIDTH) {
            int columns = Math.min(LOW_WIDTH, shape.n() - j);
            t.bAt = panels.offset() + j * panels.stride();
            t.bRight = right(t.bAt, columns, panels.stride());
            int height;
            for (int i = shape.m() - shape.m() % HEIGHT; i < shape.m(); i += height) {
                height = height(shape.m() - i);
                t.aAt = microPanelAt(i, shape.k());
                t.cAt = c.offset() + i * c.stride() + j;
                tile(height, columns, t, scratch.edge);
            }
        }
    }

    /** The right half of a low tile: of the same panel, or the next panel. Behind the last panel it does not count. */
    private static int right(int left, int columns, int panelStride) {
        if (WIDTH == LOW_WIDTH) {
            return left + 2 * LANES;
        }
        return columns > WIDTH ? left + WIDTH * panelStride : left;
    }

    /** A tile of C; one with fewer columns than the micro-kernel computes goes through a copy. */
    private static void tile(int height, int columns, Tile t, float[] edge) {
        if (columns == (height == HEIGHT ? WIDTH : LOW_WIDTH)) {
            VectorTiles.multiply(height, t);
            return;
        }
        float[] c = t.c;
        int cAt = t.cAt;
        int cStride = t.cStride;
        for (int i = 0; i < height; i++) {
            System.arraycopy(c, cAt + i * cStride, edge, i * LOW_WIDTH, columns);
        }
        t.c = edge;
        t.cAt = 0;
        t.cStride = LOW_WIDTH;
        VectorTiles.multiply(height, t);
        for (int i = 0; i < height; i++) {
            System.arraycopy(edge, i * LOW_WIDTH, c, cAt + i * cStride, columns);
        }
        t.c = c;
        t.cStride = cStride;
    }
}
