package dev.unroll.data.format;

import dev.unroll.spec.UsageException;
import java.util.List;

/** Names in files that cannot encode any: BED and bedGraph. */
final class BedNames {
    private static final List<String> HEADERS = List.of("#", "track", "browser");

    private BedNames() {}

    /** The name of a sequence, refused where its rows would not be read as rows. */
    static String sequence(String contig) {
        if (HEADERS.stream().anyMatch(contig::startsWith)) {
            throw new UsageException(
                    "BED takes rows of this sequence for comments: name=" + contig, "rename it, or write GFF3");
        }
        return plain(contig);
    }

    /** A name that no column ends in. */
    static String plain(String name) {
        if (name.chars().anyMatch(c -> c < ' ' || c == 127)) {
            throw new UsageException("BED has no room for this name: name=" + name.strip(), "rename it, or write GFF3");
        }
        return name;
    }
}
