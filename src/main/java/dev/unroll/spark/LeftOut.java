package dev.unroll.spark;

import dev.unroll.data.Rejected;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The records of one source that cannot be used. All of them stand in a file of the run's staging folder, one JSON object a line with
 * {@code place}, {@code reason} and {@code text}, in the order of the source.
 */
public final class LeftOut {
    /** Of how many more than their number is told. */
    public static final int LISTED = 10;

    private final String key;
    private final long count;
    private final List<Rejected> first;
    private final Path file;
    private final Configuration configuration;

    LeftOut(String key, long count, List<Rejected> first, Path file, Configuration configuration) {
        this.key = key;
        this.count = count;
        this.first = List.copyOf(first);
        this.file = file;
        this.configuration = configuration;
    }

    /** The configuration key or option that names the source. */
    public String key() {
        return key;
    }

    /** How many there are. */
    public long count() {
        return count;
    }

    /** The first of them in the order of the source, at most {@value #LISTED}. */
    public List<Rejected> first() {
        return first;
    }

    /** Refuses the first of them, where none may be left out; {@code given} is the source's path. */
    UsageException refusal(String given) {
        Rejected record = first.get(0);
        return new UsageException(
                "record cannot be used: " + key + "=" + given + " at=" + record.place() + " reason=" + record.reason()
                        + " records=" + count,
                "mend it, or set data.bad-records=quarantine to leave such records out");
    }

    /** The file with all of them; it lies there until the staging folder is closed. */
    public InputStream open() throws IOException {
        return HadoopPaths.system(file, configuration).open(file);
    }
}
