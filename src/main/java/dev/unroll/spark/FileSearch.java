package dev.unroll.spark;

import dev.unroll.spark.CorpusFiles.CorpusFile;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Walks a file system and collects what belongs to a corpus, and the names it passes over. */
final class FileSearch {
    private static final Comparator<FileStatus> BY_NAME =
            Comparator.comparing(status -> status.getPath().getName());

    private static final List<String> INDEXES = List.of(".fai", ".gzi");

    private final FileSystem system;
    private final List<CorpusFile> files = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    FileSearch(FileSystem system) {
        this.system = system;
    }

    List<CorpusFile> files() {
        return Collections.unmodifiableList(files);
    }

    List<String> skipped() {
        return Collections.unmodifiableList(skipped);
    }

    /** Adds the file or directory that the user named. */
    void addNamed(FileStatus status) throws IOException {
        if (status.isDirectory()) {
            walk(status.getPath(), "");
        } else {
            add(status, status.getPath().getName());
        }
    }

    /** Adds what a glob found. */
    void addMatching(Path glob, FileStatus[] found) throws IOException {
        List<String> wanted = names(glob);
        int fixed = 0;
        while (fixed < wanted.size() - 1 && !hasWildcard(wanted.get(fixed))) {
            fixed++;
        }
        for (FileStatus status : found) {
            List<String> names = names(status.getPath());
            String relative = String.join("/", names.subList(fixed, names.size()));
            if (isUnwanted(wanted, names)) {
                skipped.add(relative);
            } else if (status.isDirectory()) {
                walk(status.getPath(), relative + "/");
            } else {
                add(status, relative);
            }
        }
    }

    private void walk(Path folder, String prefix) throws IOException {
        FileStatus[] entries = system.listStatus(folder);
        Arrays.sort(entries, BY_NAME);
        for (FileStatus entry : entries) {
            String name = entry.getPath().getName();
            if (isHidden(name) || isIndex(name)) {
                skipped.add(prefix + name);
            } else if (entry.isDirectory()) {
                walk(entry.getPath(), prefix + name + "/");
            } else {
                add(entry, prefix + name);
            }
        }
    }

    private void add(FileStatus status, String relative) {
        URI uri = status.getPath().toUri();
        String name = system instanceof RawLocalFileSystem
                ? uri.getPath()
                : status.getPath().toString();
        files.add(new CorpusFile(relative, name, uri.toString(), status.getLen()));
    }

    /**
     * Whether a wildcard stands for the sign that hides a name, or for the ending of an index. Braces may hold slashes, and then names and patterns do not pair
     * up: only the last ones are looked at.
     */
    private static boolean isUnwanted(List<String> patterns, List<String> names) {
        boolean pairs = patterns.size() == names.size();
        for (int i = pairs ? 0 : names.size() - 1; i < names.size(); i++) {
            String pattern = patterns.get(pairs ? i : patterns.size() - 1);
            if (isHidden(names.get(i)) && pattern.charAt(0) != names.get(i).charAt(0)) {
                return true;
            }
        }
        String name = names.get(names.size() - 1);
        return isIndex(name) && !isIndex(patterns.get(patterns.size() - 1));
    }

    private static List<String> names(Path path) {
        return Arrays.stream(path.toUri().getPath().split("/"))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static boolean hasWildcard(String name) {
        return name.chars().anyMatch(c -> "*?[{\\".indexOf(c) >= 0);
    }

    /** Whether a file is the index of a sequence file, which lies beside it. */
    private static boolean isIndex(String name) {
        return INDEXES.stream().anyMatch(name::endsWith);
    }

    private static boolean isHidden(String name) {
        return name.startsWith("_") || name.startsWith(".");
    }
}
