package dev.unroll.train.baseline;

import dev.unroll.data.format.Feature;
import dev.unroll.data.format.Region;
import dev.unroll.data.format.Strand;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Finds what may code for a protein: on both strands, from the first ATG behind a stop (TAA, TAG, TGA) to the next stop of the same frame,
 * both included, if that is long enough.
 *
 * <p>Bases come one by one and nothing of them is kept: memory is a few numbers for each of six frames, whatever the length of a
 * sequence. A frame whose ATG or stop is not there is none. A codon with a letter other than A, C, G, T or U, of either case, ends a
 * frame, since it may be a stop.
 */
public final class OpenReadingFrames {
    /*
     * The minus strand is read backwards: its stops are TTA, CTA, TCA and its ATG is CAT. A frame there begins with the stop and ends
     * with the last CAT before the next stop, so it is known when that comes, or the sequence's end.
     */
    private static final int FRAMES = 3;
    private static final int CODONS = 64;
    private static final long NOWHERE = -1;
    private static final boolean[] STOPS = codons("TAA", "TAG", "TGA");
    private static final boolean[] STARTS = codons("ATG");
    private static final boolean[] STOPS_BACKWARDS = codons("TTA", "CTA", "TCA");
    private static final boolean[] STARTS_BACKWARDS = codons("CAT");

    private final int shortest;
    private final Consumer<Feature> found;
    private final long[] start = new long[FRAMES];
    private final long[] stopBackwards = new long[FRAMES];
    private final long[] endBackwards = new long[FRAMES];
    private String contig = "";
    private long position;
    private int codon;
    private int known;

    /**
     * In no sequence yet.
     *
     * @param shortest bases of a frame at least, its stop included
     * @param found takes each frame when it ends: a feature of type {@link Feature#CODING}
     */
    public OpenReadingFrames(int shortest, Consumer<Feature> found) {
        this.shortest = shortest;
        this.found = found;
        forget();
    }

    private static boolean[] codons(String... names) {
        boolean[] codons = new boolean[CODONS];
        for (String name : names) {
            codons[16 * code(name.charAt(0)) + 4 * code(name.charAt(1)) + code(name.charAt(2))] = true;
        }
        return codons;
    }

    private static int code(int letter) {
        return switch (letter) {
            case 'A', 'a' -> 0;
            case 'C', 'c' -> 1;
            case 'G', 'g' -> 2;
            case 'T', 't', 'U', 'u' -> 3;
            default -> -1;
        };
    }

    /** Ends the sequence before, and begins with another one, or with what is behind a gap. */
    public void begin(String name, long at) {
        end();
        contig = name;
        position = at;
    }

    /** The next base, a letter in whatever case. */
    public void base(int letter) {
        int code = code(letter);
        codon = (4 * codon + Math.max(0, code)) % CODONS;
        known = code < 0 ? 0 : known + 1;
        position++;
        int frame = (int) (position % FRAMES);
        if (known >= FRAMES) {
            forwards(frame);
            backwards(frame);
        } else {
            start[frame] = NOWHERE;
            close(frame, NOWHERE);
        }
    }

    private void forwards(int frame) {
        if (STARTS[codon] && start[frame] == NOWHERE) {
            start[frame] = position - FRAMES;
        } else if (STOPS[codon]) {
            if (start[frame] != NOWHERE) {
                emit(start[frame], position, Strand.PLUS);
            }
            start[frame] = NOWHERE;
        }
    }

    private void backwards(int frame) {
        if (STOPS_BACKWARDS[codon]) {
            close(frame, position - FRAMES);
        } else if (STARTS_BACKWARDS[codon]) {
            endBackwards[frame] = position;
        }
    }

    /** Ends a frame of the minus strand, the next one begins with its stop at a position. */
    private void close(int frame, long next) {
        if (stopBackwards[frame] != NOWHERE && endBackwards[frame] != NOWHERE) {
            emit(stopBackwards[frame], endBackwards[frame], Strand.MINUS);
        }
        stopBackwards[frame] = next;
        endBackwards[frame] = NOWHERE;
    }

    private void emit(long from, long to, Strand strand) {
        if (to - from >= shortest) {
            String name = contig + ":" + from + "-" + to + strand.sign();
            found.accept(new Feature(name, new Region(contig, from, to), strand, Feature.CODING, 0, name));
        }
    }

    /** Ends the sequence. */
    public void end() {
        for (int frame = 0; frame < FRAMES; frame++) {
            close(frame, NOWHERE);
        }
        forget();
    }

    private void forget() {
        Arrays.fill(start, NOWHERE);
        Arrays.fill(stopBackwards, NOWHERE);
        Arrays.fill(endBackwards, NOWHERE);
        known = 0;
    }
}
