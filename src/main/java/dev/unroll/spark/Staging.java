package dev.unroll.spark;

import dev.unroll.spec.Keys;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder in which a run keeps what it rewrote of the corpus: unpacked texts and shards of records. It is made when it is
 * first needed, read as long as the run lasts, and removed at its end. It also knows which records the run left out.
 *
 * @implNote Each run has a folder of its own inside, so that two runs never meet. What a killed run left behind lies in
 * {@code OUTPUT/.staging}, which belongs to one output alone, and is removed by its next run; in a folder that the user named
 * it stays.
 */
public final class Staging implements AutoCloseable {
    /** The folder inside {@code output.model} unless {@code data.staging} names one. */
    public static final String DEFAULT_NAME = ".staging";

    private static final Logger LOG = LoggerFactory.getLogger(Staging.class);

    private final String key;
    private final String folder;
    private final boolean owned;
    private final Configuration configuration;
    private final String run = UUID.randomUUID().toString();
    private Optional<Path> made = Optional.empty();
    private final Map<String, LeftOut> leftOut = new LinkedHashMap<>();
    private Consumer<LeftOut> told = records -> {};

    /** The staging folder of a specification; nothing is touched yet. */
    public Staging(Spec spec, Configuration configuration) {
        boolean named = !spec.data().staging().isEmpty();
        String model = spec.output().model();
        this.key = (named ? Keys.DATA_STAGING : Keys.OUTPUT_MODEL).name();
        this.folder = named || model.isEmpty() ? spec.data().staging() : model + "/" + DEFAULT_NAME;
        this.owned = !named;
        this.configuration = configuration;
    }

    /** The folder of this run, made on the first call. */
    Path folder() {
        if (made.isEmpty()) {
            made = Optional.of(make());
        }
        return made.get();
    }

    /** The same folder; who is told of records that are left out, as soon as they are. */
    public Staging telling(Consumer<LeftOut> listener) {
        told = listener;
        return this;
    }

    /** Remembers records of a source that were left out. */
    void leaveOut(LeftOut records) {
        leftOut.put(records.key(), records);
        told.accept(records);
    }

    /** What was left out of each source, in the order in which they were read; nothing of those that were used whole. */
    public List<LeftOut> leftOut() {
        return List.copyOf(leftOut.values());
    }

    private Path make() {
        if (folder.isEmpty()) {
            throw new UsageException(
                    "no place to rewrite the corpus: data.staging=",
                    "set data.staging to a directory that all executors see");
        }
        FileSystem system = HadoopPaths.system(key, folder, configuration);
        try {
            Path root = system.makeQualified(HadoopPaths.parse(folder));
            if (owned) {
                system.delete(root, true);
            }
            Path own = new Path(root, "run-" + run);
            if (!system.mkdirs(own)) {
                throw new IOException("not made");
            }
            return own;
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException(
                    "cannot make the staging folder: " + key + "=" + folder + " cause=" + HadoopPaths.firstLine(e),
                    "set data.staging to a directory that all executors can write");
        }
    }

    /** Removes what was made. */
    @Override
    public void close() {
        if (made.isEmpty()) {
            return;
        }
        Path own = made.get();
        made = Optional.empty();
        try {
            FileSystem system = HadoopPaths.system(own, configuration);
            system.delete(owned ? own.getParent() : own, true);
        } catch (IOException e) {
            LOG.warn("staging folder is left behind: path={} cause={}", own, HadoopPaths.firstLine(e));
        }
    }
}
