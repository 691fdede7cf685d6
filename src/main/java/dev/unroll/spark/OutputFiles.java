package dev.unroll.spark;

import dev.unroll.io.Store;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A directory of files that tasks write. Drafts become files when all of them are there, and only the drafts whose tasks' answers have
 * arrived: whatever fails or is tried twice, nobody sees a part of a file, or one too many.
 */
final class OutputFiles implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String DONE = "_SUCCESS";
    private static final String DRAFTS = "_temporary-";

    private final String folder;
    private final String drafts;
    private final SerializableConfiguration configuration;

    /** Files in a directory that {@link ScoreOutput#check} has looked at. */
    OutputFiles(ScoreOutput output, Configuration configuration) {
        this.configuration = new SerializableConfiguration(configuration);
        try {
            Path path = HadoopPaths.parse(output.path());
            Path place = HadoopPaths.system(path, configuration).makeQualified(path);
            this.folder = place.toString();
            this.drafts = new Path(place, DRAFTS + UUID.randomUUID()).toString();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at: path=" + output.path(), e);
        }
    }

    private FileSystem system() throws IOException {
        return HadoopPaths.system(new Path(folder), configuration.value());
    }

    /** Writes a draft, in a task, and returns its name. */
    String draft(Store.Content content) throws IOException {
        String name = UUID.randomUUID().toString();
        Path place = new Path(drafts, name);
        HadoopFile.create(place, place.suffix(Store.TEMPORARY), configuration.value(), content);
        return name;
    }

    /**
     * Makes files of drafts; what was there before is deleted.
     *
     * @param names of drafts by those of files, {@code /} between folders
     */
    void publish(Map<String, String> names) {
        try {
            FileSystem system = system();
            Path place = new Path(folder);
            system.delete(new Path(place, DONE), false);
            for (FileStatus before : system.listStatus(place)) {
                if (!before.getPath().getName().equals(new Path(drafts).getName())) {
                    system.delete(before.getPath(), true);
                }
            }
            for (Map.Entry<String, String> file : names.entrySet()) {
                Path target = place;
                for (String part : file.getKey().split("/")) {
                    target = new Path(target, new Path(null, null, part));
                }
                system.mkdirs(target.getParent());
                if (!system.rename(new Path(drafts, file.getValue()), target)) {
                    throw new IOException("cannot rename: from=" + drafts + "/" + file.getValue() + " to=" + target);
                }
            }
            discard();
            system.create(new Path(place, DONE), true).close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write: path=" + folder, e);
        }
    }

    /** Deletes all drafts, and the directory if they were all that was in it. */
    void discard() {
        try {
            FileSystem system = system();
            Path place = new Path(folder);
            system.delete(new Path(drafts), true);
            if (system.exists(place) && system.listStatus(place).length == 0) {
                system.delete(place, false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete: path=" + drafts, e);
        }
    }
}
