package dev.unroll.spark;

import dev.unroll.data.Example;
import dev.unroll.data.Found;
import dev.unroll.data.Prediction;
import dev.unroll.data.format.ExampleReader;
import dev.unroll.data.format.FastaReader;
import dev.unroll.data.format.Region;
import dev.unroll.data.format.Stitcher;
import dev.unroll.train.scoring.ExampleScorer;
import dev.unroll.train.scoring.ScoredRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import scala.Tuple2;

/**
 * What is said of the bases that belong to some windows of a file, window by window. Windows beside them are scored too, as far as they
 * overlap with those: what belongs to a window does not depend on how a file is cut into pieces.
 */
final class GenomePiece implements Iterator<Tuple2<Long, byte[]>>, Stitcher.Sink {
    private final GenomeOutput output;
    private final Cut cut;
    private final FastaReader.Settings windows;
    private final ScoredRecords scored;
    private final Stitcher stitcher = new Stitcher(this);
    private final Deque<Tuple2<Long, byte[]>> ready = new ArrayDeque<>();
    private long next;
    private long waiting;
    private boolean ended;

    /**
     * Some windows of a file; those that are rejected count.
     *
     * @param file its number
     * @param first of these windows, from 0 on
     * @param last behind the last
     */
    record Cut(int file, long first, long last) {
        private static final int OF_A_FILE = 40;

        static Cut of(long[] numbers) {
            return new Cut((int) numbers[0], numbers[1], numbers[2]);
        }

        long[] numbers() {
            return new long[] {file, first, last};
        }

        /** Orders the windows of all files. */
        long key(long window) {
            return (long) file << OF_A_FILE | window;
        }

        /** The file of a window. */
        static int file(long key) {
            return (int) (key >>> OF_A_FILE);
        }

        private boolean has(long window) {
            return window >= first && window < last;
        }
    }

    /**
     * @param reader at the beginning of the file
     * @param windows as it reads them
     */
    GenomePiece(
            Cut cut, ExampleReader reader, FastaReader.Settings windows, ExampleScorer scorer, GenomeOutput output) {
        this.cut = cut;
        this.windows = windows;
        this.output = output;
        int beside = windows.window() == 0 ? 0 : windows.window() / (windows.window() - windows.overlap()) + 1;
        this.next = Math.max(0, cut.first() - beside);
        for (long w = 0; w < next && reader.hasNext(); w++) {
            reader.next();
        }
        this.scored = new ScoredRecords(scorer, new Some(reader, cut.last() + beside - next));
    }

    /** So many records of a reader. */
    private static final class Some implements Iterator<Found> {
        private final ExampleReader reader;
        private long left;

        Some(ExampleReader reader, long left) {
            this.reader = reader;
            this.left = left;
        }

        @Override
        public boolean hasNext() {
            return left > 0 && reader.hasNext();
        }

        @Override
        public Found next() {
            left--;
            return reader.next();
        }
    }

    @Override
    public boolean hasNext() {
        try {
            while (ready.isEmpty() && !ended) {
                advance();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("windows cannot be put together", e);
        }
        return !ready.isEmpty();
    }

    private void advance() throws IOException {
        if (!scored.hasNext()) {
            stitcher.end();
            ended = true;
            return;
        }
        ScoredRecords.Scored window = scored.next();
        if (window.found() instanceof Example example) {
            stitcher.add(windows.region(example), window.said());
            waiting = window.said() instanceof Prediction.None ? waiting : next;
        }
        next++;
    }

    @Override
    public Tuple2<Long, byte[]> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no window is left");
        }
        return ready.remove();
    }

    @Override
    public void begin(String contig) {}

    @Override
    public void bases(Region part, Prediction said, int first) {
        if (cut.has(waiting)) {
            ready.add(new Tuple2<>(
                    cut.key(waiting), output.part(part, said, first).answer()));
        }
    }

    @Override
    public void end() {}
}
