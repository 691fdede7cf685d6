package dev.unroll.math;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What this JVM offers to the kernels, found out without measuring a time.
 *
 * @param vectorModule is the Vector API there? It comes as an incubator module that must be asked for
 * @param optimizingCompiler does HotSpot's C2 run? Without it each vector is an object
 * @param vectorBits the widest vectors that the JVM likes to use here, 0 if that cannot be known
 * @param fusedMultiplyAdd does the CPU multiply and add in one rounding? If not, {@link Math#fma} is emulated, a thousand
 *     times slower
 */
record Machine(boolean vectorModule, boolean optimizingCompiler, int vectorBits, boolean fusedMultiplyAdd) {
    private static final String MODULE = "jdk.incubator.vector";

    static Machine ofThisJvm() {
        boolean vectorModule = ModuleLayer.boot().findModule(MODULE).isPresent();
        String mode = System.getProperty("java.vm.info", "").toLowerCase(Locale.ROOT);
        boolean optimizingCompiler = System.getProperty("java.vm.name", "").contains("HotSpot")
                || System.getProperty("java.vm.name", "").contains("OpenJDK");
        optimizingCompiler = optimizingCompiler
                && !mode.contains("interpreted")
                && !mode.contains("emulated-client")
                && !option("UseJVMCICompiler", false);
        return new Machine(
                vectorModule, optimizingCompiler, vectorModule ? preferredBits() : 0, option("UseFMA", true));
    }

    /** The value of a flag of HotSpot, {@code absent} where there is no such flag. */
    private static boolean option(String name, boolean absent) {
        HotSpotDiagnosticMXBean flags = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (flags == null) {
            return absent;
        }
        try {
            return Boolean.parseBoolean(flags.getVMOption(name).getValue());
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
