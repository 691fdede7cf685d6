package dev.unroll.spark;

import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** From a path as the user wrote it to a file system and a path on it. */
final class HadoopPaths {
    /*
     * Hadoop takes whatever stands before a colon for a scheme and then refuses the name. Only "scheme:/" is one here, so files
     * may have colons in their names.
     */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*", Pattern.DOTALL);

    private HadoopPaths() {}

    /** The path; what has no scheme lies on {@code fs.defaultFS}. */
    static Path parse(String name) throws IOException {
        return SCHEME.matcher(name).matches() ? new Path(name) : new Path(null, null, name);
    }

    /** The file system of a path; this machine's without Hadoop's checksum files beside each file. */
    static FileSystem system(Path path, Configuration configuration) throws IOException {
        FileSystem system = path.getFileSystem(configuration);
        return system instanceof LocalFileSystem local ? local.getRawFileSystem() : system;
    }

    /** The same for a path from the configuration, so that a wrong one is the user's mistake. */
    static FileSystem system(String key, String name, Configuration configuration) {
        try {
            return system(parse(name), configuration);
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException(
                    "file system cannot be reached: " + key + "=" + name + " cause=" + firstLine(e),
                    "check the scheme and the host, and that the file system's jars are on Spark's class path");
        }
    }

    /** What an exception says, on one line. */
    static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        String text = message == null ? failure.getClass().getSimpleName() : message.strip();
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end).strip();
    }
}
