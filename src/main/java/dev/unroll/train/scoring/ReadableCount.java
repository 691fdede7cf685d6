package dev.unroll.train.scoring;

import dev.unroll.data.Example;
import dev.unroll.data.Found;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How many records there are, and of how many of them nothing will be said.
 *
 * @param records all of them
 * @param rejected those that are none, or that the model cannot read
 */
public record ReadableCount(long records, long rejected) {
    /**
     * Counts what is found; nothing is computed.
     *
     * @param faults says of each record why a model cannot read it
     */
    public static ReadableCount of(
            Function<List<Example>, List<Optional<String>>> faults, Iterator<? extends Found> found) {
        long records = 0;
        long rejected = 0;
        List<Example> piece = new ArrayList<>();
        long steps = 0;
        while (found.hasNext()) {
            records++;
            if (found.next() instanceof Example example) {
                piece.add(example);
                steps += Math.max(
                        example.reading().text().length, example.reading().steps());
            } else {
                rejected++;
            }
            if (piece.size() == ScoredRecords.PIECE_RECORDS || steps >= ScoredRecords.PIECE_STEPS || !found.hasNext()) {
                rejected +=
                        faults.apply(piece).stream().filter(Optional::isPresent).count();
                piece.clear();
                steps = 0;
            }
        }
        return new ReadableCount(records, rejected);
    }
}
