package dev.unroll.spark;

import dev.unroll.data.Found;
import dev.unroll.data.Prediction;
import dev.unroll.data.Rejected;

/** Counts the records that a file is about. */
final class FileTally {
    private long records;
    private long bases;
    private long rejected;
    private String first = "";

    /** A record of which something is said, or nothing. */
    void add(Found found, Prediction said) {
        records++;
        if (said instanceof Prediction.None none) {
            reject(found, none.reason());
        }
    }

    /** A record of which something will be said if it is one. */
    void add(Found found) {
        records++;
        if (found instanceof Rejected bad) {
            reject(found, bad.reason());
        }
    }

    /** The bases of a window. */
    void addBases(long window) {
        bases += window;
    }

    private void reject(Found found, String reason) {
        rejected++;
        first = first.isEmpty() ? found.place() + ": " + reason : first;
    }

    /** What is told of the file. */
    WrittenFile of(String draft) {
        return new WrittenFile(draft, records, bases, rejected, first);
    }
}
