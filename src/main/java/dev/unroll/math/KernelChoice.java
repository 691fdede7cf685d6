package dev.unroll.math;

import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.util.function.Supplier;

/**
 * Chooses the kernels of this machine, once: those on the Vector API if everything they need is there, else the scalar ones,
 * and then one line in the log says why.
 *
 * <p>The system property {@code unroll.kernels} forces: {@code scalar}, {@code vector}, or {@code vector:128}, {@code :256},
 * {@code :512} for vectors of so many bits. What cannot be is refused, with an {@link IllegalStateException} whose message is
 * one sentence; vectors wider than the machine's give the same bits, emulated, and a line in the log says so.
 */
final class KernelChoice {
    static final String PROPERTY = "unroll.kernels";

    /** The narrowest vectors that the kernels are tested with. */
    private static final int NARROWEST = 128;

    /** Wider vectors exist (SVE), but sixteen partial sums fill no more. */
    private static final int WIDEST = 512;

    private static final Supplier<Kernels> BEST = choose();

    private KernelChoice() {}

    static Kernels best() {
        return BEST.get();
    }

    /** A refusal is kept, and thrown whenever someone asks: a failed class initialiser would hide the sentence. */
    private static Supplier<Kernels> choose() {
        try {
            Decision decision = decide(System.getProperty(PROPERTY, ""), Machine.ofThisJvm());
            if (!decision.warning.isEmpty()) {
                System.getLogger(Kernels.class.getName()).log(Level.WARNING, decision.warning);
            }
            Kernels kernels = decision.bits == 0 ? new ScalarKernels() : vectorKernels();
            return () -> kernels;
        } catch (IllegalStateException refusal) {
            return () -> {
                throw new IllegalStateException(refusal.getMessage(), refusal);
            };
        }
    }

    /** Bits of a vector for the Vector API classes, which must know them while they are initialised. */
    static int vectorBits() {
        return decide(System.getProperty(PROPERTY, ""), Machine.ofThisJvm()).bits;
    }

    /**
     * What is to be used.
     *
     * @param bits of a vector, 0 for the scalar kernels
     * @param warning why that is slow, or empty
     */
    record Decision(int bits, String warning) {}

    /** @throws IllegalStateException if the request is not understood or cannot be met */
    static Decision decide(String request, Machine machine) {
        if (request.equals("scalar")) {
            return new Decision(0, "");
        }
        int widest = Math.min(machine.vectorBits(), WIDEST);
        int bits = requestedBits(request, widest);
        if (!machine.fusedMultiplyAdd()) {
            throw new IllegalStateException("this CPU, or its JVM, has no fused multiply-add, without which training is"
                    + " hopelessly slow; -D" + PROPERTY + "=scalar insists");
        }
        if (!machine.vectorModule()) {
            return fallBack(request, "the JVM was started without --add-modules=jdk.incubator.vector");
        }
        if (!machine.optimizingCompiler()) {
            return fallBack(request, "the JVM runs without the C2 compiler, which the Vector API needs");
        }
        if (widest < NARROWEST) {
            return fallBack(request, "the JVM knows no vectors of 128 bits or more on this CPU");
        }
        boolean emulated = bits > widest;
        return new Decision(
                bits, emulated ? "vectors of " + bits + " bits are emulated, and slow: this CPU's have " + widest : "");
    }

    private static int requestedBits(String request, int widest) {
        return switch (request) {
            case "", "vector" -> widest;
            case "vector:128" -> 128;
            case "vector:256" -> 256;
            case "vector:512" -> 512;
            default ->
                throw new IllegalStateException("unknown kernels: -D" + PROPERTY + "=" + request
                        + "; known are scalar, vector, vector:128, vector:256, vector:512");
        };
    }

    private static Decision fallBack(String request, String reason) {
        if (request.isEmpty()) {
            return new Decision(0, "scalar kernels, about ten times slower: " + reason);
        }
        throw new IllegalStateException("-D" + PROPERTY + "=" + request + " cannot be met: " + reason);
    }

    private static Kernels vectorKernels() {
        try {
            return Class.forName("dev.unroll.math.VectorKernels")
                    .asSubclass(Kernels.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (InvocationTargetException e) {
            throw new LinkageError("the vector kernels cannot be made", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the vector kernels are missing from the class path", e);
        }
    }
}
