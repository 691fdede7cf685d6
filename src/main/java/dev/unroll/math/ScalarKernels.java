package dev.unroll.math;

/**
 * The kernels in plain Java: the definition of the bits, and the fallback where the Vector API is missing.
 *
 * <p>A packed matrix is a dense copy of B: one panel as wide as B.
 */
final class ScalarKernels extends Kernels {
    // A row of C is updated four rows of B at a time, c = fma(a3, b3, fma(a2, b2, fma(a1, b1, fma(a0, b0, c)))),
    // which is the chain itself. A block of B's rows stays in the second-level cache while all rows of C pass by.
    // 6 GFLOP/s on Zen 3, JDK 17.
    private static final int BLOCK_K = 64;

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public PackedMatrix allocate(int k, int n) {
        return new PackedMatrix(k, n, Math.max(n, 1));
    }

    @Override
    public void pack(Matrix b, PackedMatrix into) {
        for (int k = 0; k < into.k; k++) {
            System.arraycopy(b.values(), b.offset() + k * b.stride(), into.panels, k * into.width, into.n);
        }
    }

    @Override
    public void packTransposed(Matrix w, PackedMatrix into) {
        for (int j = 0; j < into.n; j++) {
            int row = w.offset() + j * w.stride();
            for (int k = 0; k < into.k; k++) {
                into.panels[k * into.width + j] = w.values()[row + k];
            }
        }
    }

    @Override
    public void multiply(int m, Matrix a, PackedMatrix b, Matrix c) {
        Factor left = new Factor(a.values(), a.offset(), a.stride(), 1);
        product(new Shape(m, b.n, b.k), left, new Matrix(b.panels, 0, b.width), c);
    }

    @Override
    public void multiplyTransposed(Shape shape, Matrix a, Matrix b, Matrix c) {
        product(shape, new Factor(a.values(), a.offset(), 1, a.stride()), b, c);
    }

    /** The left factor: element (i, k) is {@code values[offset + i * row + k * column]}. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Factor(float[] values, int offset, int row, int column) {
        float at(int i, int k) {
            return values[offset + i * row + k * column];
        }
    }

    private static void product(Shape shape, Factor a, Matrix b, Matrix c) {
        for (int first = 0; first < shape.k(); first += BLOCK_K) {
            int last = Math.min(first + BLOCK_K, shape.k());
            for (int i = 0; i < shape.m(); i++) {
                int row = c.offset() + i * c.stride();
                int k = first;
                for (; k + 4 <= last; k += 4) {
                    addFour(a, i, k, b, new Matrix(c.values(), row, shape.n()));
                }
                for (; k < last; k++) {
                    float factor = a.at(i, k);
                    int from = b.offset() + k * b.stride();
                    for (int j = 0; j < shape.n(); j++) {
                        c.values()[row + j] = Math.fma(factor, b.values()[from + j], c.values()[row + j]);
                    }
                }
            }
        }
    }

    /** Four links of the chains of one row of C, whose stride is its length. */
    private static void addFour(Factor a, int i, int k, Matrix b, Matrix c) {
        float a0 = a.at(i, k);
        float a1 = a.at(i, k + 1);
        float a2 = a.at(i, k + 2);
        float a3 = a.at(i, k + 3);
        float[] from = b.values();
        int b0 = b.offset() + k * b.stride();
        int b1 = b0 + b.stride();
        int b2 = b1 + b.stride();
        int b3 = b2 + b.stride();
        float[] to = c.values();
        int row = c.offset();
        for (int j = 0; j < c.stride(); j++) {
            float sum = Math.fma(a0, from[b0 + j], to[row + j]);
            sum = Math.fma(a1, from[b1 + j], sum);
            sum = Math.fma(a2, from[b2 + j], sum);
            to[row + j] = Math.fma(a3, from[b3 + j], sum);
        }
    }

    @Override
    public void sigmoid(float[] x, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            x[i] = Functions.sigmoid(x[i]);
        }
    }

    @Override
    public void tanh(float[] x, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            x[i] = Functions.tanh(x[i]);
        }
    }

    @Override
    public float max(float[] x, int offset, int count) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = offset; i < offset + count; i++) {
            max = Math.max(max, x[i]);
        }
        return max;
    }

    @Override
    public float expAndSum(float[] x, int offset, int count, float shift) {
        float[] partials = new float[PARTIALS];
        for (int i = 0; i < count; i++) {
            float value = Functions.exp(x[offset + i] - shift);
            x[offset + i] = value;
            partials[i % PARTIALS] += value;
        }
        return fold(partials);
    }

    @Override
    public void flushTiny(float[] x, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            x[i] = Math.abs(x[i]) < TINY ? 0f : x[i];
        }
    }
}
