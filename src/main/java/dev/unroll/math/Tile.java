package dev.unroll.math;

/**
 * What a micro-kernel works on: a micro-panel of A, a panel of B, and the tile of C they meet in. The loops around the
 * micro-kernel fill it anew for each tile.
 */
final class Tile {
    /** A, h rows: element (i, k) is at {@code aAt + h * k + i}. */
    final float[] a;
    /** B: row k begins at {@code bAt + width * k}. */
    final float[] b;

    float[] c;
    int aAt;
    int bAt;
    int cAt;
    int cStride;
    /** Links that the chains get. */
    int k;

    Tile(float[] a, float[] b, float[] c) {
        this.a = a;
        this.b = b;
        this.c = c;
    }
}
