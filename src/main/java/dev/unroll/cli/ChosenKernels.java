package dev.unroll.cli;

import dev.unroll.math.Kernels;
import dev.unroll.spec.UsageException;

/** The kernels of this machine; what {@code -Dunroll.kernels} asks for and cannot have is the user's mistake. */
final class ChosenKernels {
    private ChosenKernels() {}

    static Kernels get() {
        try {
            return Kernels.best();
        } catch (IllegalStateException refusal) {
            throw new UsageException(
                    "kernels cannot be chosen: " + refusal.getMessage(),
                    "see to -Dunroll.kernels in --driver-java-options and spark.executor.extraJavaOptions");
        }
    }
}
