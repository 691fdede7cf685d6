package dev.unroll.math;

/**
 * A right-hand factor B (K, N) laid out in panels as the micro-kernel reads it: {@code [panel][k][width]}, the last panel
 * filled up with zeros. Packed once, it serves every time step of every mini-batch of a round.
 *
 * <p>Memory: {@code 4 * K * width * ceil(N / width)} bytes; for K 512, N 2048: 4 MB.
 *
 * <p>A packed matrix belongs to the {@link Kernels} that packed it: the width of a panel is that machine's.
 */
public final class PackedMatrix {
    final int k;
    final int n;
    final int width;
    final float[] panels;

    PackedMatrix(int k, int n, int width) {
        this.k = k;
        this.n = n;
        this.width = width;
        this.panels = new float[Math.multiplyExact(Math.multiplyExact(k, width), (n + width - 1) / width)];
    }

    /** Rows of B: the length of each output element's chain. */
    public int k() {
        return k;
    }

    /** Columns of B: the columns of the product. */
    public int n() {
        return n;
    }
}
