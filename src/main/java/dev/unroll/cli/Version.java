package dev.unroll.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
    /** The version in the jar's manifest; {@code unknown} outside of a jar. */
    static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "unroll " + number(),
            "Java " + System.getProperty("java.version") + ", kernels "
                    + ChosenKernels.get().name()
        };
    }
}
