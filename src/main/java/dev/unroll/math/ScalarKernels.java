package dev.unroll.math;

/** placeholder, replaced by its author: correct products, library functions. */
final class ScalarKernels extends Kernels {
    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public PackedMatrix allocate(int k, int n) {
        return new PackedMatrix(k, n, 16);
    }

    @Override
    public void pack(Matrix b, PackedMatrix into) {
        for (int k = 0; k < into.k; k++) {
            for (int j = 0; j < into.n; j++) {
                into.panels[((j / 16) * into.k + k) * 16 + j % 16] = b.values()[b.offset() + k * b.stride() + j];
            }
        }
    }

    @Override
    public void packTransposed(Matrix w, PackedMatrix into) {
        for (int k = 0; k < into.k; k++) {
            for (int j = 0; j < into.n; j++) {
                into.panels[((j / 16) * into.k + k) * 16 + j % 16] = w.values()[w.offset() + j * w.stride() + k];
            }
        }
    }

    @Override
    public void multiply(int m, Matrix a, PackedMatrix b, Matrix c) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < b.n; j++) {
                int at = c.offset() + i * c.stride() + j;
                float sum = c.values()[at];
                for (int k = 0; k < b.k; k++) {
                    sum = Math.fma(
                            a.values()[a.offset() + i * a.stride() + k],
                            b.panels[((j / 16) * b.k + k) * 16 + j % 16],
                            sum);
                }
                c.values()[at] = sum;
            }
        }
    }

    @Override
    public void multiplyTransposed(Shape shape, Matrix a, Matrix b, Matrix c) {
        for (int i = 0; i < shape.m(); i++) {
            for (int j = 0; j < shape.n(); j++) {
                int at = c.offset() + i * c.stride() + j;
                float sum = c.values()[at];
                for (int k = 0; k < shape.k(); k++) {
                    sum = Math.fma(
                            a.values()[a.offset() + k * a.stride() + i],
                            b.values()[b.offset() + k * b.stride() + j],
                            sum);
                }
                c.values()[at] = sum;
            }
        }
    }

    @Override
    public void sigmoid(float[] x, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            x[i] = (float) (1 / (1 + StrictMath.exp(-x[i])));
        }
    }

    @Override
    public void tanh(float[] x, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            x[i] = (float) StrictMath.tanh(x[i]);
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
        double sum = 0;
        for (int i = offset; i < offset + count; i++) {
            x[i] = (float) StrictMath.exp(x[i] - shift);
            sum += x[i];
        }
        return (float) sum;
    }

    @Override
    public void flushTiny(float[] x, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            x[i] = Math.abs(x[i]) < 0x1p-100f ? 0f : x[i];
        }
    }
}
