package dev.unroll.math;

import static dev.unroll.math.VectorLanes.FLOATS;
import static dev.unroll.math.VectorLanes.LANES;

import jdk.incubator.vector.FloatVector;

/** Micro-kernels for panels of two vectors: up to 12 accumulators, for CPUs with 16 vector registers. */
final class VectorTiles2 {
    /** Columns of a panel. */
    static final int WIDTH = 2 * LANES;

    private VectorTiles2() {}

    /** Rows to take first where {@code rows} are left. */
    static int height(int rows) {
        if (rows <= 6) {
            return rows;
        }
        if (rows == 7 || rows == 8) {
            return 4;
        }
        return rows % 6 == 0 ? 6 : 5;
    }

    /** C += A B on a tile of so many rows. */
    static void multiply(int height, Tile t) {
        switch (height) {
            case 6 -> six(t);
            case 5 -> five(t);
            case 4 -> four(t);
            case 3 -> three(t);
            case 2 -> two(t);
            default -> one(t);
        }
    }

    private static void six(Tile t) {
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
        int c5 = c4 + t.cStride;
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
        FloatVector s50 = FloatVector.fromArray(FLOATS, c, c5);
        FloatVector s51 = FloatVector.fromArray(FLOATS, c, c5 + LANES);
        int length = t.k;
        for (int k = 0; k < length; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bAt + WIDTH * k);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bAt + WIDTH * k + LANES);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[aAt + 6 * k]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[aAt + 6 * k + 1]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a[aAt + 6 * k + 2]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            FloatVector x3 = FloatVector.broadcast(FLOATS, a[aAt + 6 * k + 3]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
            FloatVector x4 = FloatVector.broadcast(FLOATS, a[aAt + 6 * k + 4]);
            s40 = x4.fma(b0, s40);
            s41 = x4.fma(b1, s41);
            FloatVector x5 = FloatVector.broadcast(FLOATS, a[aAt + 6 * k + 5]);
            s50 = x5.fma(b0, s50);
            s51 = x5.fma(b1, s51);
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
        s50.intoArray(c, c5);
        s51.intoArray(c, c5 + LANES);
    }

    private static void five(Tile t) {
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
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[aAt + 5 * k]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[aAt + 5 * k + 1]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a[aAt + 5 * k + 2]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            FloatVector x3 = FloatVector.broadcast(FLOATS, a[aAt + 5 * k + 3]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
            FloatVector x4 = FloatVector.broadcast(FLOATS, a[aAt + 5 * k + 4]);
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

    private static void four(Tile t) {
        float[] a = t.a;
        float[] b = t.b;
        float[] c = t.c;
        int aAt = t.aAt;
        int bAt = t.bAt;
        int c0 = t.cAt;
        int c1 = c0 + t.cStride;
        int c2 = c1 + t.cStride;
        int c3 = c2 + t.cStride;
        FloatVector s00 = FloatVector.fromArray(FLOATS, c, c0);
        FloatVector s01 = FloatVector.fromArray(FLOATS, c, c0 + LANES);
        FloatVector s10 = FloatVector.fromArray(FLOATS, c, c1);
        FloatVector s11 = FloatVector.fromArray(FLOATS, c, c1 + LANES);
        FloatVector s20 = FloatVector.fromArray(FLOATS, c, c2);
        FloatVector s21 = FloatVector.fromArray(FLOATS, c, c2 + LANES);
        FloatVector s30 = FloatVector.fromArray(FLOATS, c, c3);
        FloatVector s31 = FloatVector.fromArray(FLOATS, c, c3 + LANES);
        int length = t.k;
        for (int k = 0; k < length; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bAt + WIDTH * k);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bAt + WIDTH * k + LANES);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[aAt + 4 * k]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[aAt + 4 * k + 1]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a[aAt + 4 * k + 2]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            FloatVector x3 = FloatVector.broadcast(FLOATS, a[aAt + 4 * k + 3]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + LANES);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + LANES);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + LANES);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + LANES);
    }

    private static void three(Tile t) {
        float[] a = t.a;
        float[] b = t.b;
        float[] c = t.c;
        int aAt = t.aAt;
        int bAt = t.bAt;
        int c0 = t.cAt;
        int c1 = c0 + t.cStride;
        int c2 = c1 + t.cStride;
        FloatVector s00 = FloatVector.fromArray(FLOATS, c, c0);
        FloatVector s01 = FloatVector.fromArray(FLOATS, c, c0 + LANES);
        FloatVector s10 = FloatVector.fromArray(FLOATS, c, c1);
        FloatVector s11 = FloatVector.fromArray(FLOATS, c, c1 + LANES);
        FloatVector s20 = FloatVector.fromArray(FLOATS, c, c2);
        FloatVector s21 = FloatVector.fromArray(FLOATS, c, c2 + LANES);
        int length = t.k;
        for (int k = 0; k < length; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bAt + WIDTH * k);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bAt + WIDTH * k + LANES);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[aAt + 3 * k]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[aAt + 3 * k + 1]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            FloatVector x2 = FloatVector.broadcast(FLOATS, a[aAt + 3 * k + 2]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + LANES);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + LANES);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + LANES);
    }

    private static void two(Tile t) {
        float[] a = t.a;
        float[] b = t.b;
        float[] c = t.c;
        int aAt = t.aAt;
        int bAt = t.bAt;
        int c0 = t.cAt;
        int c1 = c0 + t.cStride;
        FloatVector s00 = FloatVector.fromArray(FLOATS, c, c0);
        FloatVector s01 = FloatVector.fromArray(FLOATS, c, c0 + LANES);
        FloatVector s10 = FloatVector.fromArray(FLOATS, c, c1);
        FloatVector s11 = FloatVector.fromArray(FLOATS, c, c1 + LANES);
        int length = t.k;
        for (int k = 0; k < length; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bAt + WIDTH * k);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bAt + WIDTH * k + LANES);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[aAt + 2 * k]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            FloatVector x1 = FloatVector.broadcast(FLOATS, a[aAt + 2 * k + 1]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + LANES);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + LANES);
    }

    private static void one(Tile t) {
        float[] a = t.a;
        float[] b = t.b;
        float[] c = t.c;
        int aAt = t.aAt;
        int bAt = t.bAt;
        int c0 = t.cAt;
        FloatVector s00 = FloatVector.fromArray(FLOATS, c, c0);
        FloatVector s01 = FloatVector.fromArray(FLOATS, c, c0 + LANES);
        int length = t.k;
        for (int k = 0; k < length; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bAt + WIDTH * k);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bAt + WIDTH * k + LANES);
            FloatVector x0 = FloatVector.broadcast(FLOATS, a[aAt + k]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + LANES);
    }
}
