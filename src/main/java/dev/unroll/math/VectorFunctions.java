package dev.unroll.math;

import static dev.unroll.math.Functions.EXPONENT_SHIFT;
import static dev.unroll.math.Functions.EXP_HIGHEST;
import static dev.unroll.math.Functions.EXP_LOWEST;
import static dev.unroll.math.Functions.LN2_HIGH;
import static dev.unroll.math.Functions.LN2_LOW;
import static dev.unroll.math.Functions.LOG2_E;
import static dev.unroll.math.Functions.ONE_BITS;
import static dev.unroll.math.Functions.ROUNDER;
import static dev.unroll.math.Functions.SCALE_BITS;
import static dev.unroll.math.Functions.SIGMOID_HIGHEST;
import static dev.unroll.math.Functions.TANH_HIGHEST;
import static dev.unroll.math.Functions.TANH_SEAM;
import static dev.unroll.math.Functions.UNSCALE;
import static dev.unroll.math.VectorLanes.FLOATS;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** {@link Functions}, operation for operation, on vectors; the formulas are explained there. */
final class VectorFunctions {
    private static final FloatVector ROUNDER_LANES = FloatVector.broadcast(FLOATS, ROUNDER);
    private static final FloatVector LOG2_E_LANES = FloatVector.broadcast(FLOATS, LOG2_E);
    private static final FloatVector MINUS_LN2_HIGH = FloatVector.broadcast(FLOATS, -LN2_HIGH);
    private static final FloatVector MINUS_LN2_LOW = FloatVector.broadcast(FLOATS, -LN2_LOW);
    private static final FloatVector ONE = FloatVector.broadcast(FLOATS, 1f);
    private static final FloatVector TWO = FloatVector.broadcast(FLOATS, 2f);

    private static final FloatVector EXP_2 = FloatVector.broadcast(FLOATS, Functions.EXP_2);
    private static final FloatVector EXP_3 = FloatVector.broadcast(FLOATS, Functions.EXP_3);
    private static final FloatVector EXP_4 = FloatVector.broadcast(FLOATS, Functions.EXP_4);
    private static final FloatVector EXP_5 = FloatVector.broadcast(FLOATS, Functions.EXP_5);
    private static final FloatVector EXP_6 = FloatVector.broadcast(FLOATS, Functions.EXP_6);

    private static final FloatVector TANH_0 = FloatVector.broadcast(FLOATS, Functions.TANH_0);
    private static final FloatVector TANH_1 = FloatVector.broadcast(FLOATS, Functions.TANH_1);
    private static final FloatVector TANH_2 = FloatVector.broadcast(FLOATS, Functions.TANH_2);
    private static final FloatVector TANH_3 = FloatVector.broadcast(FLOATS, Functions.TANH_3);
    private static final FloatVector TANH_4 = FloatVector.broadcast(FLOATS, Functions.TANH_4);

    private VectorFunctions() {}

    static FloatVector exp(FloatVector x) {
        FloatVector clamped = x.blend(EXP_HIGHEST, x.compare(GT, EXP_HIGHEST));
        clamped = clamped.blend(EXP_LOWEST, clamped.compare(LT, EXP_LOWEST));
        FloatVector rounded = floorOfQuotient(clamped);
        IntVector n = rounded.reinterpretAsInts().sub(ROUNDER_LANES.reinterpretAsInts());
        IntVector half = n.lanewise(ASHR, 1);
        FloatVector first = powerOfTwo(half);
        FloatVector second = powerOfTwo(n.sub(half));
        return expOfRemainder(clamped, rounded).mul(first).mul(second);
    }

    static FloatVector sigmoid(FloatVector x) {
        FloatVector negated = x.neg();
        FloatVector clamped = negated.blend(-SIGMOID_HIGHEST, negated.compare(LT, -SIGMOID_HIGHEST));
        clamped = clamped.blend(-EXP_LOWEST, clamped.compare(GT, -EXP_LOWEST));
        FloatVector rounded = floorOfQuotient(clamped);
        IntVector shifted = rounded.reinterpretAsInts().lanewise(LSHL, EXPONENT_SHIFT);
        FloatVector m = shifted.neg().add(SCALE_BITS).reinterpretAsFloats().mul(UNSCALE);
        return m.div(m.add(expOfRemainder(clamped, rounded)));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector magnitude = x.abs();
        FloatVector clamped = magnitude.blend(TANH_HIGHEST, magnitude.compare(GT, TANH_HIGHEST));
        FloatVector twice = clamped.add(clamped);
        FloatVector rounded = floorOfQuotient(twice);
        FloatVector m = powerOfTwo(rounded.reinterpretAsInts());
        FloatVector large = ONE.sub(TWO.div(m.fma(expOfRemainder(twice, rounded), ONE)));

        FloatVector y = clamped.mul(clamped);
        FloatVector q = TANH_4.fma(y, TANH_3).fma(y, TANH_2).fma(y, TANH_1).fma(y, TANH_0);
        FloatVector small = clamped.fma(y.mul(q), clamped);

        FloatVector unsigned = large.blend(small, magnitude.compare(LT, TANH_SEAM));
        IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
        return unsigned.reinterpretAsInts().or(sign).reinterpretAsFloats();
    }

    /** 2^n, where the low bits of each lane are n. */
    private static FloatVector powerOfTwo(IntVector n) {
        return n.lanewise(LSHL, EXPONENT_SHIFT).add(ONE_BITS).reinterpretAsFloats();
    }

    private static FloatVector floorOfQuotient(FloatVector x) {
        FloatVector nearest = x.fma(LOG2_E_LANES, ROUNDER_LANES);
        return nearest.blend(nearest.sub(ONE), remainder(x, nearest).compare(LT, 0f));
    }

    private static FloatVector remainder(FloatVector x, FloatVector rounded) {
        FloatVector n = rounded.sub(ROUNDER_LANES);
        return n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, x));
    }

    private static FloatVector expOfRemainder(FloatVector x, FloatVector rounded) {
        FloatVector r = remainder(x, rounded);
        return EXP_6.fma(r, EXP_5)
                .fma(r, EXP_4)
                .fma(r, EXP_3)
                .fma(r, EXP_2)
                .fma(r, ONE)
                .fma(r, ONE);
    }
}
