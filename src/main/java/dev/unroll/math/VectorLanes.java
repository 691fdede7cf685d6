package dev.unroll.math;

import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The vectors of this JVM: constants, so that the compiler knows every width when it meets it. */
final class VectorLanes {
    private static final VectorShape SHAPE = VectorShape.forBitSize(KernelChoice.vectorBits());

    static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, SHAPE);
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHAPE);

    /** Floats in a vector. */
    static final int LANES = FLOATS.length();

    private VectorLanes() {}
}
