package dev.unroll.data.format;

import dev.unroll.data.Prediction;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Puts the windows of sequences together, so that each base is said something of once: where two windows overlap, the first half of what
 * they share belongs to the first one and the rest to the second. So what is said of a base comes from a window that has at least half
 * an overlap on both sides of it, or the end of the sequence.
 *
 * <p>Of a window of which nothing is said, the neighbours keep what they share with it; what is left is a gap.
 *
 * <p>Memory: one window.
 */
public final class Stitcher {
    /** Takes what is said of the bases of sequences, one sequence after the other. */
    public interface Sink {
        /** Begins a sequence. */
        void begin(String contig) throws IOException;

        /**
         * Takes bases behind those before, not always right behind them.
         *
         * @param part where they lie
         * @param said of which row {@code first + i} is that of base {@code part.start() + i}
         */
        void bases(Region part, Prediction said, int first) throws IOException;

        /** Ends the sequence. */
        void end() throws IOException;
    }

    private final Sink sink;
    private String contig = "";
    private boolean open;
    private @Nullable Window waiting;
    private long bases;

    /** A window whose end is not handed out yet: it may be the next one's. */
    private record Window(Region region, Prediction said, long from) {}

    /** Hands out what it puts together. */
    public Stitcher(Sink sink) {
        this.sink = sink;
    }

    /** Takes the next window, of the same sequence or of the next one. */
    public void add(Region region, Prediction said) throws IOException {
        if (!open || !contig.equals(region.contig())) {
            end();
            contig = region.contig();
            open = true;
            sink.begin(contig);
        }
        if (said instanceof Prediction.None) {
            return;
        }
        check(region, said);
        Window before = waiting;
        long from = region.start();
        if (before != null) {
            long end = before.region.end();
            from += Math.max(0, end - from) / 2;
            handOut(before, Math.min(from, end));
        }
        waiting = new Window(region, said, from);
    }

    private void check(Region region, Prediction said) {
        if (said.rows() != region.end() - region.start()) {
            throw new UsageException(
                    "what is said is not said of bases: sequence=" + region.contig() + " bases="
                            + (region.end() - region.start()) + " steps=" + said.rows(),
                    "only task=tag with vocabulary.unit=nucleotide says something of each base");
        }
        Window before = waiting;
        if (before != null && (region.start() <= before.region.start() || region.end() <= before.region.end())) {
            throw new IllegalArgumentException(
                    "windows are out of order: before=" + before.region.key() + " next=" + region.key());
        }
    }

    private void handOut(Window window, long to) throws IOException {
        if (window.from < to) {
            bases += to - window.from;
            int first = (int) (window.from - window.region.start());
            sink.bases(new Region(contig, window.from, to), window.said, first);
        }
    }

    /** Ends the last sequence. */
    public void end() throws IOException {
        if (waiting != null) {
            handOut(waiting, waiting.region.end());
            waiting = null;
        }
        if (open) {
            open = false;
            sink.end();
        }
    }

    /** Bases that were handed out so far. */
    public long bases() {
        return bases;
    }
}
