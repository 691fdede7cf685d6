package dev.unroll.math;

/**
 * What a micro-kernel works on: a micro-panel of A, a panel of B, and the tile of C where they meet. The loops around the
 * micro-kernel fill it anew for each tile.
 */
final class Tile {
    /** A: the rows' elements of column k begin at {@code aAt + k * stride}, the stride being the micro-kernel's. */
    final float[] a;
    /** B: row k of the panel begins at {@code bAt + k * width}. */
    final float[] b;
    /** C, row-major. */
    float[] c;

    int aAt;
    int bAt;
    /** Where the right half of a low tile's columns begins in B. */
    int bRight;

    int cAt;
    int cStride;
    /** Links by which the chains grow. */
    int k;

    Tile(float[] a, float[] b, Matrix c) {
        this.a = a;
        this.b = b;
        this.c = c.values();
        this.cStride = c.stride();
    }
}
