package dev.unroll.spark;

import dev.unroll.spec.UsageException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files behind a path in the configuration.
 *
 * <p>A path that exists is taken as it stands, whatever signs are in it; only otherwise it is a glob. A directory means all
 * files in it and below. Names with a leading {@code _} or {@code .} that nobody wrote down, found in a directory or by a glob
 * that does not begin with that sign, are skipped, and said; so are indexes of sequence files ({@code .fai}, {@code .gzi}).
 *
 * @param key the configuration key, for messages
 * @param given the path as the user wrote it
 * @param files with paths relative to the directory, or to the part of the glob before its first wildcard
 * @param skipped names that were passed over
 */
public record CorpusFiles(String key, String given, List<CorpusFile> files, List<String> skipped) {
    private static final Logger LOG = LoggerFactory.getLogger(CorpusFiles.class);

    /**
     * A file.
     *
     * @param path relative, {@code /} between names
     * @param name what messages call it: where the user has it
     * @param uri where it is read
     * @param length in bytes
     */
    public record CorpusFile(String path, String name, String uri, long length) implements Serializable {}

    /** Keeps its own copies. */
    public CorpusFiles {
        files = List.copyOf(files);
        skipped = List.copyOf(skipped);
    }

    /** Finds the files; none at all is refused. */
    public static CorpusFiles resolve(String key, String given, Configuration configuration) {
        FileSystem system = HadoopPaths.system(key, given, configuration);
        FileSearch search = new FileSearch(system);
        try {
            Path path = system.makeQualified(HadoopPaths.parse(given));
            FileStatus[] found = matching(system, path);
            if (found.length == 1 && found[0].getPath().equals(path)) {
                search.addNamed(found[0]);
            } else {
                search.addMatching(path, found);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw unlisted(key, given, e);
        }
        List<String> skipped = search.skipped();
        if (!skipped.isEmpty()) {
            LOG.warn(
                    "names with a leading _ or ., and indexes, are skipped: {}={} count={} first={}",
                    key,
                    given,
                    skipped.size(),
                    skipped.get(0));
        }
        if (search.files().isEmpty()) {
            throw nothing(key, given, skipped.size());
        }
        return new CorpusFiles(key, given, search.files(), skipped);
    }

    /** The files and directories that a path names, as they stand; none at all is refused. */
    static String[] paths(String key, String given, Configuration configuration) {
        FileSystem system = HadoopPaths.system(key, given, configuration);
        try {
            FileStatus[] found = matching(system, system.makeQualified(HadoopPaths.parse(given)));
            if (found.length == 0) {
                throw nothing(key, given, 0);
            }
            return Arrays.stream(found)
                    .map(status -> status.getPath().toString())
                    .toArray(String[]::new);
        } catch (IOException | IllegalArgumentException e) {
            throw unlisted(key, given, e);
        }
    }

    /** The path itself if it is there, otherwise what it matches as a glob, sorted. */
    private static FileStatus[] matching(FileSystem system, Path path) throws IOException {
        if (system.exists(path)) {
            return new FileStatus[] {system.getFileStatus(path)};
        }
        FileStatus[] found;
        try {
            found = system.globStatus(path);
        } catch (FileNotFoundException e) {
            found = null;
        }
        FileStatus[] sorted = found == null ? new FileStatus[0] : found;
        Arrays.sort(sorted, Comparator.comparing(FileStatus::getPath));
        return sorted;
    }

    /** Bytes of all files. */
    public long length() {
        return files.stream().mapToLong(CorpusFile::length).sum();
    }

    private static UsageException unlisted(String key, String given, Exception cause) {
        return new UsageException(
                "cannot list: " + key + "=" + given + " cause=" + HadoopPaths.firstLine(cause),
                "check the path and its permissions");
    }

    private static UsageException nothing(String key, String given, int skipped) {
        return skipped == 0
                ? new UsageException(
                        "no file found: " + key + "=" + given,
                        "check the path; a relative one begins at the working directory of fs.defaultFS")
                : new UsageException(
                        "no file found: " + key + "=" + given + " skipped=" + skipped,
                        "names with a leading _ or ., and .fai and .gzi, are skipped inside directories: name the file itself");
    }
}
