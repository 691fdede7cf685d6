package dev.unroll.train.scoring;

import dev.unroll.data.Example;
import dev.unroll.data.Found;
import dev.unroll.data.Prediction;
import dev.unroll.data.Rejected;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Records with what is said of each, in their order, however many there are. Of what is no record nothing is said, with the reason.
 *
 * <p>Memory: a piece of {@value #PIECE_RECORDS} records, of {@value #PIECE_STEPS} steps, or of one longer record.
 */
public final class ScoredRecords implements Iterator<ScoredRecords.Scored> {
    static final int PIECE_RECORDS = 4096;
    static final int PIECE_STEPS = 1 << 16;

    private final ExampleScorer scorer;
    private final Iterator<? extends Found> records;
    private final Deque<Scored> ready = new ArrayDeque<>();

    /**
     * A record and what is said of it.
     *
     * @param found the record
     * @param said of it
     */
    public record Scored(Found found, Prediction said) {}

    /** Scores what is found, as it is asked for. */
    public ScoredRecords(ExampleScorer scorer, Iterator<? extends Found> records) {
        this.scorer = scorer;
        this.records = records;
    }

    @Override
    public boolean hasNext() {
        return !ready.isEmpty() || records.hasNext();
    }

    @Override
    public Scored next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no record is left");
        }
        if (ready.isEmpty()) {
            score();
        }
        return ready.remove();
    }

    private void score() {
        List<Found> piece = new ArrayList<>();
        List<Example> examples = new ArrayList<>();
        long steps = 0;
        while (piece.size() < PIECE_RECORDS && steps < PIECE_STEPS && records.hasNext()) {
            Found found = records.next();
            piece.add(found);
            if (found instanceof Example example) {
                examples.add(example);
                Example.Reading reading = example.reading();
                steps += reading.steps() < 0 ? reading.text().length : reading.steps();
            }
        }
        Iterator<Prediction> said = scorer.score(examples).iterator();
        for (Found found : piece) {
            ready.add(new Scored(
                    found, found instanceof Rejected rejected ? new Prediction.None(rejected.reason()) : said.next()));
        }
    }
}
