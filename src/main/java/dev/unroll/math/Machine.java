package dev.unroll.math;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this JVM offers to the kernels, found out without measuring a time.
 *
 * @param vectorModule is the Vector API there? It comes as an incubator module that must be asked for
 * @param optimizingCompiler does HotSpot's C2 compile? Without it each vector is an object
 * @param vectorBits the widest vectors that the JVM likes to use here, 0 without the module
 * @param fusedMultiplyAdd does the CPU multiply and add in one rounding? If not, {@link Math#fma} is emulated, a thousand
 *     times slower
 */
record Machine(boolean vectorModule, boolean optimizingCompiler, int vectorBits, boolean fusedMultiplyAdd) {
    private static final String MODULE = "jdk.incubator.vector";

    static Machine ofThisJvm() {
        boolean vectorModule = ModuleLayer.boot().findModule(MODULE).isPresent();
        boolean optimizingCompiler = flag("TieredStopAtLevel", "none").equals("4")
                && !System.getProperty("java.vm.info", "").contains("interpreted")
                && !flag("UseJVMCICompiler", "false").equals("true");
        boolean fusedMultiplyAdd = flag("UseFMA", "true").equals("true");
        return new Machine(vectorModule, optimizingCompiler, vectorModule ? preferredBits() : 0, fusedMultiplyAdd);
    }

    /** The value of a flag of HotSpot, or {@code absent} if there is no such flag or another JVM. */
    private static String flag(String name, String absent) {
        HotSpotDiagnosticMXBean flags = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (flags == null) {
            return absent;
        }
        try {
            return flags.getVMOption(name).getValue();
        } catch (IllegalArgumentException noSuchFlag) {
            return absent;
        }
    }

    /** VectorShape.preferredShape().vectorBitSize(), by name: this class is compiled without the module. */
    private static int preferredBits() {
        try {
            Class<?> shapes = Class.forName(MODULE + ".VectorShape");
            Object preferred = shapes.getMethod("preferredShape").invoke(null);
            return (int) shapes.getMethod("vectorBitSize").invoke(preferred);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the module " + MODULE + " is not the one known: " + e, e);
        }
    }
}
