package dev.unroll.math;

import static dev.unroll.math.VectorLanes.FLOATS;
import static dev.unroll.math.VectorLanes.LANES;

import jdk.incubator.vector.FloatVector;

/** Micro-kernels: C += A B on a tile of C that stays in registers while its chains grow. */
final class VectorTiles {
    // A tile of C is h rows by v vectors. Each step k reads v vectors of B and h floats of A, broadcasts the
    // floats, and makes h v fused multiply-adds, one link of every chain:
    //
    //     s[i][j] = fma(broadcast(a[k][i]), b[k][j], s[i][j])
    //
    // The shape is a compromise of three things. A CPU starts two FMAs per cycle that take four cycles each, so at
    // least eight chains must grow side by side. It loads two vectors per cycle, so an FMA may cost one load: (h +
    // v) / (h v) <= 1. And h v sums, v vectors of B and the broadcasts must fit the registers; C2 reads all
    // broadcasts of a step early, so nearly h v + h + v. With 16 registers that is 5 x 2, with 32 registers 5 x 4.
    //
    // Indices have the form base + 2^s * k + i only. For these C2 takes the bounds checks out of the loop; it does
    // not for 6 * k, where they stay and cut the loop into pieces. Hence STRIDE 8. In the first-level cache, on Zen
    // 3 with JDK 17: 97 GFLOP/s of at most 99 for 5 x 2 with stride 8, 82 with stride 5, 84 for 6 x 2 with stride
    // 6; 40 for 6 x 2 with stride 8 and 38 with A read in place from its rows, where sums are spilled to memory in
    // every step.
    //
    // One or two rows, as in sampling, keep eight or four chains busy by being four vectors wide: 1.3 times as fast
    // as 2 x 2 and 1 x 2 with B in the last-level cache.

    /** Rows of a tall tile. */
    static final int HEIGHT = 5;

    /** Floats from one k to the next in the micro-panel of a tall tile; those behind the five are not used. */
    static final int STRIDE = 8;

    /** Are there 32 vector registers? AVX-512, NEON and SVE have them. */
    private static final boolean MANY_REGISTERS = LANES == 16 || "aarch64".equals(System.getProperty("os.arch"));

    /** Columns of a panel of B, and of a tall tile. */
    static final int WIDTH = (MANY_REGISTERS ? 4 : 2) * LANES;

    /** Columns of a low tile, which makes up with columns for its few rows: one panel or two. */
    static final int LOW_WIDTH = 4 * LANES;

    private VectorTiles() {}

    /** Rows of the next tile where so many are left: 5, 2 or 1. */
    static int height(int rows) {
        return rows >= HEIGHT ? HEIGHT : Math.min(rows, 2);
    }

    /** C += A B on a tile of so many rows. */
    static void multiply(int height, Tile t) {
        if (height == 1) {
            oneByFour(t);
        } else if (height == 2) {
            twoByFour(t);
        } else if (MANY_REGISTERS) {
            fiveByFour(t);
        } else {
            fiveByTwo(t);
        }
    }

    /** Five rows, a panel of two vectors: 16 registers. */
    private static void fiveByTwo(Tile t) {
        float[] a = t.a;
        float[] b = t.b;
        float[] c = t.c;
        int aAt = t.aAt;
        int bAt = t.bAt;
        int c0 = t.cAt;
        int c1 = c0 + t.cStride;
        int c2 = c1 + t.cStride;
        int c3 = c2 + t.cStride;
        int c4 = c3 + t.cStride;
        FloatVector s00 = FloatVector.fromArray(FLOATS, c, c0);
        FloatVector s01 = FloatVector.fromArray(FLOATS, c, c0 + LANES);
        FloatVector s10 = FloatVector.fromArray(FLOATS, c, c1);
        FloatVector s11 = FloatVector.fromArray(FLOATS, c, c1 + LANES);
        FloatVector s20 = FloatVector.fromArray(FLOATS, c, c2);
        FloatVector s21 = FloatVector.fromArray(FLOATS, c, c2 + LANES);
        FloatVector s30 = FloatVector.fromArray(FLOATS, c, c3);
        FloatVector s31 = FloatVector.fromArray(FLOATS, c, c3 + LANES);
        FloatVector s40 = FloatVector.fromArray(FLOATS, c, c4);
        FloatVector s41 = FloatVector.fromArray(FLOATS, c, c4 + LANES);
        int length = t.k;
        for (int k = 0; k < length; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bAt + WIDTH * k);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bAt + WIDTH * k + LANES);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[aAt + STRIDE * k]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[aAt + STRIDE * k + 1]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a[aAt + STRIDE * k + 2]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            FloatVector x3 = FloatVector.broadcast(FLOATS, a[aAt + STRIDE * k + 3]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
            FloatVector x4 = FloatVector.broadcast(FLOATS, a[aAt + STRIDE * k + 4]);
            s40 = x4.fma(b0, s40);
            s41 = x4.fma(b1, s41);
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + LANES);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + LANES);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + LANES);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + LANES);
        s40.intoArray(c, c4);
        s41.intoArray(c, c4 + LANES);
    }

    /** Five rows, a panel of four vectors: 29 registers. */
    private static void fiveByFour(Tile t) {
        float[] a = t.a;
        float[] b = t.b;
        float[] c = t.c;
        int aAt = t.aAt;
        int bAt = t.bAt;
        int c0 = t.cAt;
        int c1 = c0 + t.cStride;
        int c2 = c1 + t.cStride;
        int c3 = c2 + t.cStride;
        int c4 = c3 + t.cStride;
        FloatVector s00 = FloatVector.fromArray(FLOATS, c, c0);
        FloatVector s01 = FloatVector.fromArray(FLOATS, c, c0 + LANES);
        FloatVector s02 = FloatVector.fromArray(FLOATS, c, c0 + 2 * LANES);
        FloatVector s03 = FloatVector.fromArray(FLOATS, c, c0 + 3 * LANES);
        FloatVector s10 = FloatVector.fromArray(FLOATS, c, c1);
        FloatVector s11 = FloatVector.fromArray(FLOATS, c, c1 + LANES);
        FloatVector s12 = FloatVector.fromArray(FLOATS, c, c1 + 2 * LANES);
        FloatVector s13 = FloatVector.fromArray(FLOATS, c, c1 + 3 * LANES);
        FloatVector s20 = FloatVector.fromArray(FLOATS, c, c2);
        FloatVector s21 = FloatVector.fromArray(FLOATS, c, c2 + LANES);
        FloatVector s22 = FloatVector.fromArray(FLOATS, c, c2 + 2 * LANES);
        FloatVector s23 = FloatVector.fromArray(FLOATS, c, c2 + 3 * LANES);
        FloatVector s30 = FloatVector.fromArray(FLOATS, c, c3);
        FloatVector s31 = FloatVector.fromArray(FLOATS, c, c3 + LANES);
        FloatVector s32 = FloatVector.fromArray(FLOATS, c, c3 + 2 * LANES);
        FloatVector s33 = FloatVector.fromArray(FLOATS, c, c3 + 3 * LANES);
        FloatVector s40 = FloatVector.fromArray(FLOATS, c, c4);
        FloatVector s41 = FloatVector.fromArray(FLOATS, c, c4 + LANES);
        FloatVector s42 = FloatVector.fromArray(FLOATS, c, c4 + 2 * LANES);
        FloatVector s43 = FloatVector.fromArray(FLOATS, c, c4 + 3 * LANES);
        int length = t.k;
        for (int k = 0; k < length; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bAt + WIDTH * k);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bAt + WIDTH * k + LANES);
            FloatVector b2 = FloatVector.fromArray(FLOATS, b, bAt + WIDTH * k + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(FLOATS, b, bAt + WIDTH * k + 3 * LANES);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[aAt + STRIDE * k]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            s02 = x0.fma(b2, s02);
            s03 = x0.fma(b3, s03);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[aAt + STRIDE * k + 1]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            s12 = x1.fma(b2, s12);
            s13 = x1.fma(b3, s13);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a[aAt + STRIDE * k + 2]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            s22 = x2.fma(b2, s22);
            s23 = x2.fma(b3, s23);
            FloatVector x3 = FloatVector.broadcast(FLOATS, a[aAt + STRIDE * k + 3]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
            s32 = x3.fma(b2, s32);
            s33 = x3.fma(b3, s33);
            FloatVector x4 = FloatVector.broadcast(FLOATS, a[aAt + STRIDE * k + 4]);
            s40 = x4.fma(b0, s40);
            s41 = x4.fma(b1, s41);
            s42 = x4.fma(b2, s42);
            s43 = x4.fma(b3, s43);
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + LANES);
        s02.intoArray(c, c0 + 2 * LANES);
        s03.intoArray(c, c0 + 3 * LANES);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + LANES);
        s12.intoArray(c, c1 + 2 * LANES);
        s13.intoArray(c, c1 + 3 * LANES);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + LANES);
        s22.intoArray(c, c2 + 2 * LANES);
        s23.intoArray(c, c2 + 3 * LANES);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + LANES);
        s32.intoArray(c, c3 + 2 * LANES);
        s33.intoArray(c, c3 + 3 * LANES);
        s40.intoArray(c, c4);
        s41.intoArray(c, c4 + LANES);
        s42.intoArray(c, c4 + 2 * LANES);
        s43.intoArray(c, c4 + 3 * LANES);
    }

    /** Two rows, four vectors: two from {@code bAt}, two from {@code bRight}. */
    private static void twoByFour(Tile t) {
        float[] a = t.a;
        float[] b = t.b;
        float[] c = t.c;
        int aAt = t.aAt;
        int bAt = t.bAt;
        int bRight = t.bRight;
        int c0 = t.cAt;
        int c1 = c0 + t.cStride;
        FloatVector s00 = FloatVector.fromArray(FLOATS, c, c0);
        FloatVector s01 = FloatVector.fromArray(FLOATS, c, c0 + LANES);
        FloatVector s02 = FloatVector.fromArray(FLOATS, c, c0 + 2 * LANES);
        FloatVector s03 = FloatVector.fromArray(FLOATS, c, c0 + 3 * LANES);
        FloatVector s10 = FloatVector.fromArray(FLOATS, c, c1);
        FloatVector s11 = FloatVector.fromArray(FLOATS, c, c1 + LANES);
        FloatVector s12 = FloatVector.fromArray(FLOATS, c, c1 + 2 * LANES);
        FloatVector s13 = FloatVector.fromArray(FLOATS, c, c1 + 3 * LANES);
        int length = t.k;
        for (int k = 0; k < length; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bAt + WIDTH * k);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bAt + WIDTH * k + LANES);
            FloatVector b2 = FloatVector.fromArray(FLOATS, b, bRight + WIDTH * k);
            FloatVector b3 = FloatVector.fromArray(FLOATS, b, bRight + WIDTH * k + LANES);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[aAt + 2 * k]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            s02 = x0.fma(b2, s02);
            s03 = x0.fma(b3, s03);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[aAt + 2 * k + 1]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            s12 = x1.fma(b2, s12);
            s13 = x1.fma(b3, s13);
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + LANES);
        s02.intoArray(c, c0 + 2 * LANES);
        s03.intoArray(c, c0 + 3 * LANES);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + LANES);
        s12.intoArray(c, c1 + 2 * LANES);
        s13.intoArray(c, c1 + 3 * LANES);
    }

    /** One row, four vectors: two from {@code bAt}, two from {@code bRight}. */
    private static void oneByFour(Tile t) {
        float[] a = t.a;
        float[] b = t.b;
        float[] c = t.c;
        int aAt = t.aAt;
        int bAt = t.bAt;
        int bRight = t.bRight;
        int c0 = t.cAt;
        FloatVector s00 = FloatVector.fromArray(FLOATS, c, c0);
        FloatVector s01 = FloatVector.fromArray(FLOATS, c, c0 + LANES);
        FloatVector s02 = FloatVector.fromArray(FLOATS, c, c0 + 2 * LANES);
        FloatVector s03 = FloatVector.fromArray(FLOATS, c, c0 + 3 * LANES);
        int length = t.k;
        for (int k = 0; k < length; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bAt + WIDTH * k);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bAt + WIDTH * k + LANES);
            FloatVector b2 = FloatVector.fromArray(FLOATS, b, bRight + WIDTH * k);
            FloatVector b3 = FloatVector.fromArray(FLOATS, b, bRight + WIDTH * k + LANES);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[aAt + k]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            s02 = x0.fma(b2, s02);
            s03 = x0.fma(b3, s03);
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + LANES);
        s02.intoArray(c, c0 + 2 * LANES);
        s03.intoArray(c, c0 + 3 * LANES);
    }
}
