package dev.unroll.data.format;

import dev.unroll.data.Labels;
import dev.unroll.spec.UsageException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A label for each base of a region, from the features that lie on it.
 *
 * <p>A class is called after the type of its features, such as {@code CDS}; with strands apart {@code CDS+} and {@code CDS-}, with
 * codons {@code CDS0}, {@code CDS1} and {@code CDS2} for the first, second and third base of one, with both {@code CDS+0}. A base
 * without a feature has the class {@link #BACKGROUND}, or none at all where a base may have several.
 *
 * <p>For the bases of a region of n bases with m features on it: time n + m times their bases, memory 4 n bytes, or 12 n.
 */
public final class BaseLabels implements Serializable {
    /** The class of a base without a feature. */
    public static final String BACKGROUND = "none";

    private static final long serialVersionUID = 1L;
    private static final int NOTHING = Integer.MAX_VALUE;
    private static final long PIECE = 1 << 20;

    /** Whether classes are told apart by something. */
    public enum Detail {
        /** They are one. */
        TOGETHER,
        /** Each has a class of its own. */
        APART
    }

    /** What becomes of a base with several classes: {@code data.labels.overlap}. */
    public enum Overlap {
        /** The type that stands first wins; of one type the plus strand, then the earlier base of a codon. */
        PRIORITY,
        /** The first one ends the reading. */
        ERROR,
        /** It has all of them. */
        MULTI
    }

    /**
     * What the classes are.
     *
     * @param types types of features, or else names of theirs, the most important first
     * @param strands whether they are told apart by strand
     * @param codons whether coding bases are told apart by their place in the codon
     * @param overlap what becomes of a base with several classes
     */
    public record Settings(List<String> types, Detail strands, Detail codons, Overlap overlap) implements Serializable {
        /** Takes a copy. */
        public Settings {
            types = List.copyOf(types);
            if (types.isEmpty()) {
                throw new UsageException("bases have no classes: types=", "name types of features, such as CDS");
            }
        }
    }

    /**
     * The labels of a region.
     *
     * @param labels one for each base, or a set
     * @param several bases, counted from the region's start, on which features of several classes lie
     */
    public record Painted(Labels labels, BitSet several) {}

    private final Settings settings;
    private final TreeMap<String, Track> tracks;

    BaseLabels(Settings settings, SortedMap<String, Track> tracks) {
        this.settings = settings;
        this.tracks = new TreeMap<>(tracks);
    }

    /** How they are given. */
    public Settings settings() {
        return settings;
    }

    /** The labels of a region's bases. */
    public Painted paint(Region region) {
        Painting painting = new Painting(region);
        Track track = tracks.get(region.contig());
        if (track != null) {
            int end = track.firstFrom(region.end());
            for (int i = track.firstBehind(region.start()); i < end; i++) {
                painting.add(track, i);
            }
        }
        return new Painted(settings.overlap == Overlap.MULTI ? painting.sets() : painting.classes(), painting.several);
    }

    /** Bases of a region on which features of several classes lie; of as many as fit into memory at a time. */
    public long conflicts(Region region) {
        long conflicts = 0;
        for (long from = region.start(); from < region.end(); from += PIECE) {
            Region piece = new Region(region.contig(), from, Math.min(region.end(), from + PIECE));
            conflicts += paint(piece).several().cardinality();
        }
        return conflicts;
    }

    /** The same labels of steps [first, last), and no label elsewhere. */
    static Labels within(Labels labels, int first, int last) {
        if (labels instanceof Labels.SetsOfSteps several) {
            long[] sets = several.sets().clone();
            Arrays.fill(sets, 0, first, -1);
            Arrays.fill(sets, last, sets.length, -1);
            return new Labels.SetsOfSteps(several.names(), sets);
        }
        Labels.OfSteps one = (Labels.OfSteps) labels;
        int[] ids = one.ids().clone();
        Arrays.fill(ids, 0, first, -1);
        Arrays.fill(ids, last, ids.length, -1);
        return new Labels.OfSteps(one.names(), ids);
    }

    /** A region while it is painted. */
    private final class Painting {
        private final Region region;
        private final int[] numbers;
        private final long @Nullable [] sets;
        private final BitSet several = new BitSet();
        private final List<String> names = new ArrayList<>();
        private final int[] bits = new int[BaseClasses.count(settings.types.size())];

        Painting(Region region) {
            this.region = region;
            this.numbers = new int[Math.toIntExact(region.end() - region.start())];
            this.sets = settings.overlap == Overlap.MULTI ? new long[numbers.length] : null;
            Arrays.fill(numbers, NOTHING);
            Arrays.fill(bits, -1);
        }

        void add(Track track, int feature) {
            long from = Math.max(region.start(), track.start(feature));
            long to = Math.min(region.end(), track.end(feature));
            int outside = track.number(feature);
            int phase = track.phase(feature);
            boolean forward = track.isForward(feature);
            for (long p = from; p < to; p++) {
                long along = forward ? p - track.start(feature) : track.end(feature) - 1 - p;
                int number = phase < 0 ? outside : BaseClasses.inCodon(outside, (int) Math.floorMod(along - phase, 3L));
                add((int) (p - region.start()), number);
            }
        }

        private void add(int base, int number) {
            int before = numbers[base];
            if (before != NOTHING && before != number) {
                several.set(base);
                if (settings.overlap == Overlap.ERROR) {
                    throw new UsageException(
                            "features disagree: sequence=" + region.contig() + " position="
                                    + (region.start() + base + 1) + " classes=" + name(before) + "," + name(number),
                            "set data.labels.overlap to priority or multi");
                }
            }
            numbers[base] = Math.min(before, number);
            if (sets != null) {
                sets[base] |= 1L << bit(number);
            }
        }

        private String name(int number) {
            return BaseClasses.name(settings.types, number);
        }

        private int bit(int number) {
            if (bits[number] < 0) {
                bits[number] = names.size();
                names.add(name(number));
                if (names.size() == Long.SIZE) {
                    throw new UsageException(
                            "region has too many classes: sequence=" + region.contig() + " position="
                                    + (region.start() + 1) + " allowed=" + (Long.SIZE - 1),
                            "name fewer types, or set data.labels.overlap to priority");
                }
            }
            return bits[number];
        }

        Labels sets() {
            return new Labels.SetsOfSteps(List.copyOf(names), sets == null ? new long[0] : sets);
        }

        /** One class each; the names that occur stand in the order of their rank, the background last. */
        Labels classes() {
            BitSet present = new BitSet();
            for (int number : numbers) {
                if (number != NOTHING) {
                    present.set(number);
                }
            }
            present.stream().forEach(this::bit);
            int background = names.size();
            int[] ids = new int[numbers.length];
            boolean bare = false;
            for (int b = 0; b < ids.length; b++) {
                boolean nothing = numbers[b] == NOTHING;
                bare |= nothing;
                ids[b] = nothing ? background : bits[numbers[b]];
            }
            if (bare) {
                names.add(BACKGROUND);
            }
            return new Labels.OfSteps(List.copyOf(names), ids);
        }
    }
}
