package dev.unroll.data.format;

import java.io.Serializable;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which sequences of a file are read, and from where to where. */
public final class Stretches implements Serializable {
    /** All sequences, up to wherever they end. */
    public static final Stretches ALL = new Stretches(true, new TreeMap<>());

    private static final long serialVersionUID = 1L;

    private final boolean all;
    private final TreeMap<String, Region> wanted;

    private Stretches(boolean all, SortedMap<String, Region> wanted) {
        this.all = all;
        this.wanted = new TreeMap<>(wanted);
    }

    /** These stretches by the names of their sequences; no others are read. */
    public static Stretches of(SortedMap<String, Region> wanted) {
        return new Stretches(false, wanted);
    }

    /** Whether everything is read, and no end is known. */
    boolean isAll() {
        return all;
    }

    /** What is read of a sequence. */
    Optional<Region> of(String contig) {
        return all ? Optional.of(new Region(contig, 0, Long.MAX_VALUE)) : Optional.ofNullable(wanted.get(contig));
    }
}
