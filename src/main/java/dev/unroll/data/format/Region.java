package dev.unroll.data.format;

import java.io.Serializable;

/**
 * A part of a sequence.
 *
 * @param contig name of the sequence
 * @param start first position, from 0 on
 * @param end behind the last position
 */
public record Region(String contig, long start, long end) implements Serializable {
    /** The region of a record's key; the whole sequence is not told from its name alone, and is refused. */
    public static Region ofKey(String key) {
        int colon = key.lastIndexOf(':');
        int dash = key.lastIndexOf('-');
        if (colon < 0 || dash < colon) {
            throw new IllegalArgumentException("key is no region: key=" + key);
        }
        long start = Long.parseLong(key, colon + 1, dash, 10);
        long end = Long.parseLong(key, dash + 1, key.length(), 10);
        return new Region(key.substring(0, colon), start, end);
    }

    /** How many positions it has. */
    public long length() {
        return end - start;
    }

    /** {@code contig:start-end}, counted as BED counts: from 0 on, the end left out. */
    public String key() {
        return contig + ":" + start + "-" + end;
    }
}
