package dev.unroll.spark;

import dev.unroll.spec.UsageException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What files are called that are made of others. */
final class FileNames {
    private static final List<String> PACKED = List.of(".gz", ".bgz");

    private FileNames() {}

    /** The name without what says how a file is packed. */
    static String unpacked(String name) {
        for (String ending : PACKED) {
            if (name.endsWith(ending) && name.length() > ending.length()) {
                return name.substring(0, name.length() - ending.length());
            }
        }
        return name;
    }

    /** The name with another ending: {@code chr1.fa.gz} becomes {@code chr1.bed}. */
    static String withEnding(String name, String ending) {
        String plain = unpacked(name);
        int dot = plain.lastIndexOf('.');
        return (dot > plain.lastIndexOf('/') + 1 ? plain.substring(0, dot) : plain) + "." + ending;
    }

    /** All new names; two files that would have the same one are refused. */
    static List<String> distinct(List<String> names, UnaryOperator<String> renaming) {
        Map<String, String> before = new TreeMap<>();
        for (String name : names) {
            String other = before.put(renaming.apply(name), name);
            if (other != null) {
                throw new UsageException(
                        "two files would be written under one name: file=" + other + " file=" + name + " name="
                                + renaming.apply(name),
                        "score them one by one, into directories of their own");
            }
        }
        return names.stream().map(renaming).toList();
    }
}
