package dev.unroll.math;

import static dev.unroll.math.VectorLanes.FLOATS;
import static dev.unroll.math.VectorLanes.LANES;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;

/** The kernels on the Vector API. Found by name, so that no other class needs the incubator module. */
final class VectorKernels extends Kernels {
    @Override
    public String name() {
        return "vector:" + LANES * Float.SIZE;
    }

    @Override
    public PackedMatrix allocate(int k, int n) {
        return new PackedMatrix(k, n, VectorTiles.WIDTH);
    }

    @Override
    public void pack(Matrix b, PackedMatrix into) {
        VectorPacking.pack(b, into.k, into.n, into.panels);
    }

    @Override
    public void packTransposed(Matrix w, PackedMatrix into) {
        VectorPacking.packTransposed(w, into.k, into.n, into.panels);
    }

    @Override
    public void multiply(int m, Matrix a, PackedMatrix b, Matrix c) {
        VectorProducts.multiply(m, a, b, c);
    }

    @Override
    public void multiplyTransposed(Shape shape, Matrix a, Matrix b, Matrix c) {
        VectorProducts.multiplyTransposed(shape, a, b, c);
    }

    @Override
    public void sigmoid(float[] x, int offset, int count) {
        int whole = FLOATS.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            VectorFunctions.sigmoid(FloatVector.fromArray(FLOATS, x, offset + i))
                    .intoArray(x, offset + i);
        }
        for (int i = whole; i < count; i++) {
            x[offset + i] = Functions.sigmoid(x[offset + i]);
        }
    }

    @Override
    public void tanh(float[] x, int offset, int count) {
        int whole = FLOATS.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            VectorFunctions.tanh(FloatVector.fromArray(FLOATS, x, offset + i)).intoArray(x, offset + i);
        }
        for (int i = whole; i < count; i++) {
            x[offset + i] = Functions.tanh(x[offset + i]);
        }
    }

    @Override
    public float max(float[] x, int offset, int count) {
        int whole = FLOATS.loopBound(count);
        FloatVector maxima = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < whole; i += LANES) {
            maxima = maxima.max(FloatVector.fromArray(FLOATS, x, offset + i));
        }
        float max = Float.NEGATIVE_INFINITY;
        for (int lane = 0; lane < LANES; lane++) {
            max = Math.max(max, maxima.lane(lane));
        }
        for (int i = whole; i < count; i++) {
            max = Math.max(max, x[offset + i]);
        }
        return max;
    }

    @Override
    public float expAndSum(float[] x, int offset, int count, float shift) {
        float[] partials = new float[PARTIALS];
        int whole = FLOATS.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector values = VectorFunctions.exp(
                    FloatVector.fromArray(FLOATS, x, offset + i).sub(shift));
            values.intoArray(x, offset + i);
            int partial = i & (PARTIALS - 1);
            FloatVector.fromArray(FLOATS, partials, partial).add(values).intoArray(partials, partial);
        }
        for (int i = whole; i < count; i++) {
            float value = Functions.exp(x[offset + i] - shift);
            x[offset + i] = value;
            partials[i & (PARTIALS - 1)] += value;
        }
        return fold(partials);
    }

    @Override
    public void flushTiny(float[] x, int offset, int count) {
        int whole = FLOATS.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector values = FloatVector.fromArray(FLOATS, x, offset + i);
            values.blend(0f, values.abs().compare(LT, TINY)).intoArray(x, offset + i);
        }
        for (int i = whole; i < count; i++) {
            x[offset + i] = Math.abs(x[offset + i]) < TINY ? 0f : x[offset + i];
        }
    }
}
