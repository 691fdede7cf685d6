package dev.unroll.math;

/** Chooses the kernels of this machine, once. */
final class KernelChoice {
    static final Kernels BEST = new ScalarKernels();

    private KernelChoice() {}
}
