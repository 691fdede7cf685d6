package dev.unroll.spark;

import dev.unroll.data.Prediction;
import dev.unroll.data.format.BaseLabels;
import dev.unroll.data.format.BedGraphWriter;
import dev.unroll.data.format.BedWriter;
import dev.unroll.data.format.ClassProbability;
import dev.unroll.data.format.Gff3Writer;
import dev.unroll.data.format.Region;
import dev.unroll.data.format.SegmentClasses;
import dev.unroll.data.format.SegmentFinder;
import dev.unroll.data.format.Stitcher;
import java.io.IOException;
import java.io.Serializable;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What is written of the bases of a genome. */
public final class GenomeOutput implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The formats, by the endings of their files. */
    public enum Kind {
        /** Segments, counted from 0. */
        BED,
        /** Segments, counted from 1. */
        GFF3,
        /** The probability of a class along the bases. */
        BEDGRAPH
    }

    private final Kind kind;
    private final BaseLabels.Settings settings;
    private final ArrayList<String> labels;
    private final String shown;
    private transient @Nullable ClassProbability probability;

    /**
     * @param settings which labels bases have
     * @param labels their names by id
     * @param shown what {@link Kind#BEDGRAPH} shows, as in {@link ClassProbability}; of no effect otherwise
     */
    public GenomeOutput(Kind kind, BaseLabels.Settings settings, List<String> labels, String shown) {
        this.kind = kind;
        this.settings = settings;
        this.labels = new ArrayList<>(labels);
        this.shown = shown;
        if (needsAll()) {
            new ClassProbability(classes(), shown);
        }
    }

    private SegmentClasses classes() {
        return SegmentClasses.of(settings, labels);
    }

    /** Whether the probabilities of all classes are needed. */
    boolean needsAll() {
        return kind == Kind.BEDGRAPH;
    }

    /** As much of what is said of bases as is written. */
    StitchedPart part(Region part, Prediction said, int first) {
        if (!needsAll()) {
            return StitchedPart.of(part, said, first);
        }
        ClassProbability known = probability;
        if (known == null) {
            known = new ClassProbability(classes(), shown);
            probability = known;
        }
        return StitchedPart.of(part, said, first, known, shown);
    }

    /** The part that an answer holds; a mistake is thrown. */
    StitchedPart part(byte[] answer) {
        return StitchedPart.of(answer, needsAll() ? List.of(shown) : labels);
    }

    /** How long sequences are must be known. */
    boolean needsLengths() {
        return kind == Kind.GFF3;
    }

    /**
     * Takes the bases of a file.
     *
     * @param lengths of its sequences, if they must be known
     */
    Stitcher.Sink sink(Writer out, SortedMap<String, Long> lengths) throws IOException {
        return switch (kind) {
            case BED -> new SegmentFinder(classes(), new BedWriter(out));
            case GFF3 -> new SegmentFinder(classes(), new Gff3Writer(out, lengths));
            case BEDGRAPH -> new BedGraphWriter(out, SegmentClasses.plain(List.of(shown)), shown);
        };
    }
}
