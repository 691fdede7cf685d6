package dev.unroll.spark;

import dev.unroll.spec.UsageException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files behind a path in the configuration.
 *
 * <p>A path that exists is taken as it stands, whatever signs are in it; only otherwise it is a glob. A directory means all
 * files in it and below. Names with a leading {@code _} or {@code .} that nobody wrote down, found in a directory or by a glob
 * that does not begin with that sign, are skipped, and said.
 *
 * @param key the configuration key, for messages
 * @param given the path as the user wrote it
 * @param files with paths relative to the directory, or to the part of the glob before its first wildcard
 * @param skipped names that were passed over
 */
public record CorpusFiles(String key, String given, List<CorpusFile> files, List<String> skipped) {
    private static final Logger LOG = LoggerFactory.getLogger(CorpusFiles.class);
    private static final Comparator<FileStatus> BY_NAME =
            Comparator.comparing(status -> status.getPath().getName());

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
        try {
            Path path = system.makeQualified(HadoopPaths.parse(given));
            Search search = new Search(system);
            if (system.exists(path)) {
                search.start(system.getFileStatus(path));
            } else {
                search.glob(path);
            }
            return search.result(key, given);
        } catch (FileNotFoundException e) {
            throw nothing(key, given, 0);
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException(
                    "cannot list: " + key + "=" + given + " cause=" + HadoopPaths.firstLine(e),
                    "check the path and its permissions");
        }
    }

    /** Bytes of all files. */
    public long length() {
        return files.stream().mapToLong(CorpusFile::length).sum();
    }

    private static UsageException nothing(String key, String given, int skipped) {
        String only = skipped == 0 ? "" : " skipped=" + skipped;
        return new UsageException(
                "no file found: " + key + "=" + given + only,
                skipped == 0
                        ? "check the path; a relative one begins at the working directory of fs.defaultFS"
                        : "names with a leading _ or . are skipped inside directories: name the file itself");
    }

    private static final class Search {
        private final FileSystem system;
        private final List<CorpusFile> files = new ArrayList<>();
        private final List<String> skipped = new ArrayList<>();

        Search(FileSystem system) {
            this.system = system;
        }

        void start(FileStatus status) throws IOException {
            if (status.isDirectory()) {
                walk(status.getPath(), "");
            } else {
                add(status, status.getPath().getName());
            }
        }

        private void walk(Path folder, String prefix) throws IOException {
            FileStatus[] entries = system.listStatus(folder);
            Arrays.sort(entries, BY_NAME);
            for (FileStatus entry : entries) {
                String name = entry.getPath().getName();
                if (isHidden(name)) {
                    skipped.add(prefix + name);
                } else if (entry.isDirectory()) {
                    walk(entry.getPath(), prefix + name + "/");
                } else {
                    add(entry, prefix + name);
                }
            }
        }

        void glob(Path pattern) throws IOException {
            FileStatus[] found = system.globStatus(pattern);
            if (found == null) {
                return;
            }
            Arrays.sort(found, Comparator.comparing(FileStatus::getPath));
            List<String> wanted = names(pattern);
            int fixed = 0;
            while (fixed < wanted.size() - 1 && !hasWildcard(wanted.get(fixed))) {
                fixed++;
            }
            for (FileStatus status : found) {
                List<String> names = names(status.getPath());
                String relative = String.join("/", names.subList(fixed, names.size()));
                if (isSkipped(wanted, names)) {
                    skipped.add(relative);
                } else if (status.isDirectory()) {
                    walk(status.getPath(), relative + "/");
                } else {
                    add(status, relative);
                }
            }
        }

        /** Whether a wildcard stands for the sign that hides a name. Braces may hold slashes: then only the last name is looked at. */
        private static boolean isSkipped(List<String> wanted, List<String> names) {
            boolean aligned = wanted.size() == names.size();
            for (int i = aligned ? 0 : names.size() - 1; i < names.size(); i++) {
                String pattern = wanted.get(aligned ? i : wanted.size() - 1);
                if (isHidden(names.get(i)) && pattern.charAt(0) != names.get(i).charAt(0)) {
                    return true;
                }
            }
            return false;
        }

        private static List<String> names(Path path) {
            return Arrays.stream(path.toUri().getPath().split("/"))
                    .filter(name -> !name.isEmpty())
                    .toList();
        }

        private static boolean hasWildcard(String name) {
            return name.chars().anyMatch(c -> "*?[{\\".indexOf(c) >= 0);
        }

        private static boolean isHidden(String name) {
            return name.startsWith("_") || name.startsWith(".");
        }

        private void add(FileStatus status, String relative) {
            URI uri = status.getPath().toUri();
            String name = system instanceof RawLocalFileSystem
                    ? uri.getPath()
                    : status.getPath().toString();
            files.add(new CorpusFile(relative, name, uri.toString(), status.getLen()));
        }

        CorpusFiles result(String key, String given) {
            if (!skipped.isEmpty()) {
                LOG.warn(
                        "names with a leading _ or . are skipped: {}={} count={} first={}",
                        key,
                        given,
                        skipped.size(),
                        skipped.get(0));
            }
            if (files.isEmpty()) {
                throw nothing(key, given, skipped.size());
            }
            return new CorpusFiles(key, given, files, skipped);
        }
    }
}
