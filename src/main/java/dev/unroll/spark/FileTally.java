package dev.unroll.spark;

import dev.unroll.data.Prediction;
import dev.unroll.train.scoring.ScoredRecords;

/** Counts the records that a file is about. */
final class FileTally {
    private long records;
    private long rejected;
    private String first = "";

    void add(ScoredRecords.Scored scored) {
        records++;
        if (scored.said() instanceof Prediction.None none) {
            rejected++;
            first = first.isEmpty() ? scored.found().place() + ": " + none.reason() : first;
        }
    }

    /** What is told of the file. */
    WrittenFile of(String draft) {
        return new WrittenFile(draft, records, rejected, first);
    }
}
