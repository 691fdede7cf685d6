package dev.unroll.spark;

import dev.unroll.io.Store;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * Creates files so that nobody sees a part of one.
 *
 * @implNote Where a rename is one step (the schemes below), a file is written beside its name, brought to the medium and
 * renamed over it. Object stores copy when they rename, but show an object only when its stream is closed: there it is written
 * in place, and aborted if it cannot be finished. A file system that nobody listed is treated as an object store; what is
 * written last (the configuration of a model) proves the rest.
 */
final class HadoopFile {
    private static final Set<String> RENAME_IN_ONE_STEP =
            Set.of("file", "hdfs", "webhdfs", "swebhdfs", "viewfs", "ofs", "o3fs", "maprfs");
    private static final int BUFFER = 1 << 16;

    private HadoopFile() {}

    /** Whether files of this file system are replaced by a rename. */
    static boolean renames(FileSystem system) {
        return RENAME_IN_ONE_STEP.contains(system.getUri().getScheme());
    }

    /**
     * Creates or replaces a file and its folders.
     *
     * @param temporary the name under which it is written first, where it is renamed; in the same folder
     */
    static void create(Path target, Path temporary, Configuration configuration, Store.Content content)
            throws IOException {
        FileSystem system = HadoopPaths.system(target, configuration);
        if (!renames(system)) {
            write(system, target, content);
            return;
        }
        try {
            write(system, temporary, content);
            rename(system, temporary, target, configuration);
        } catch (IOException | RuntimeException e) {
            system.delete(temporary, false);
            throw e;
        }
    }

    private static void rename(FileSystem system, Path from, Path to, Configuration configuration) throws IOException {
        if (system instanceof RawLocalFileSystem local) {
            Files.move(local.pathToFile(from).toPath(), local.pathToFile(to).toPath(), StandardCopyOption.ATOMIC_MOVE);
        } else {
            FileContext.getFileContext(system.getUri(), configuration).rename(from, to, Options.Rename.OVERWRITE);
        }
    }

    private static void write(FileSystem system, Path path, Store.Content content) throws IOException {
        FSDataOutputStream file = system.create(path, true);
        try {
            OutputStream out = new BufferedOutputStream(file, BUFFER);
            content.writeTo(out);
            out.flush();
            if (file.hasCapability(StreamCapabilities.HSYNC)) {
                file.hsync();
            }
        } catch (IOException | RuntimeException e) {
            abandon(file, system, path);
            throw e;
        }
        file.close();
    }

    private static void abandon(FSDataOutputStream file, FileSystem system, Path path) throws IOException {
        if (file.hasCapability(CommonPathCapabilities.ABORTABLE_STREAM)) {
            file.abort();
            file.close();
        } else {
            file.close();
            system.delete(path, false);
        }
    }
}
