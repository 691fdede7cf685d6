package dev.unroll.math;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * Kernels of several vector widths in one JVM. The width is a constant of the Vector API classes, so each width gets a class
 * loader of its own; what passes between the loaders are types of the JDK.
 */
final class KernelWidths {
    private static final Object LOCK = new Object();

    private KernelWidths() {}

    /** The results of {@link KernelCases} on the kernels of that name, by case. */
    static SortedMap<String, int[]> results(String kernels, String selection) {
        synchronized (LOCK) {
            String before = System.setProperty(KernelChoice.PROPERTY, kernels);
            URL[] places = List.of(Kernels.class, KernelCases.class).stream()
                    .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                    .toArray(URL[]::new);
            try (URLClassLoader loader = new URLClassLoader(places, ClassLoader.getPlatformClassLoader())) {
                @SuppressWarnings("unchecked")
                Function<String, SortedMap<String, int[]>> cases =
                        (Function<String, SortedMap<String, int[]>>) loader.loadClass(KernelCases.class.getName())
                                .getDeclaredConstructor()
                                .newInstance();
                return cases.apply(selection);
            } catch (ReflectiveOperationException | IOException e) {
                throw new AssertionError(e);
            } finally {
                if (before == null) {
                    System.clearProperty(KernelChoice.PROPERTY);
                } else {
                    System.setProperty(KernelChoice.PROPERTY, before);
                }
            }
        }
    }
}
