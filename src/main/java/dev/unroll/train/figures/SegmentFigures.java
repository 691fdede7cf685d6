package dev.unroll.train.figures;

import dev.unroll.data.LabelSet;
import dev.unroll.data.Prediction;
import dev.unroll.data.Targets;
import dev.unroll.data.format.Region;
import dev.unroll.data.format.Segment;
import dev.unroll.data.format.SegmentClasses;
import dev.unroll.data.format.SegmentFinder;
import dev.unroll.train.metrics.Bootstrap;
import dev.unroll.train.metrics.Encoding;
import dev.unroll.train.metrics.Matches;
import dev.unroll.train.metrics.Segments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Segments of genomes: one that is said is right if the truth has one with the same sequence, strand, class and both ends.
 *
 * @implNote Truth and what is said are cut into segments side by side. Equal ones end at the same base, so both have been found as soon as
 * the base behind it has been seen, and no more than those of one window wait for each other. Segments that begin in the same 10,000 bases
 * are drawn together.
 */
final class SegmentFigures {
    private final SegmentClasses classes;
    private final Segments segments = new Segments();
    private final Bootstrap bootstrap; // segments that are right, wrong, missed
    private final List<Segment> there = new ArrayList<>();
    private final List<Segment> said = new ArrayList<>();
    private final SegmentFinder ofTruth;
    private final SegmentFinder ofSaid;
    private String contig = "";

    SegmentFigures(FigureRules rules) {
        List<String> names = new ArrayList<>(rules.classes().names());
        names.add(rules.classes().unknown());
        this.classes = rules.segments(names);
        this.bootstrap = new Bootstrap(rules.seed(), 3);
        this.ofTruth = new SegmentFinder(classes, new Found(there));
        this.ofSaid = new SegmentFinder(classes, new Found(said));
    }

    private record Found(List<Segment> segments) implements Segment.Sink {
        @Override
        public void sequence(String name) {}

        @Override
        public void segment(Segment segment) {
            segments.add(segment);
        }
    }

    /** Bases behind those before, or of another sequence. */
    void add(MeasuredBases bases) {
        try {
            Region region = bases.region();
            if (!region.contig().equals(contig)) {
                end();
                contig = region.contig();
                ofTruth.begin(contig);
                ofSaid.begin(contig);
            }
            ofTruth.bases(region, truth(bases.truth()), 0);
            ofSaid.bases(region, said(bases), 0);
            match();
        } catch (IOException e) {
            throw new UncheckedIOException("lists do not fail", e);
        }
    }

    /** The sequence ends. */
    void end() {
        try {
            if (!contig.isEmpty()) {
                ofTruth.end();
                ofSaid.end();
                match();
                contig = "";
            }
        } catch (IOException e) {
            throw new UncheckedIOException("lists do not fail", e);
        }
    }

    /** A label that was not in the training part is a class of its own, which is never said. */
    private Prediction truth(Targets truth) {
        List<String> names = classes.labels();
        if (truth instanceof Targets.Classes one) {
            int[] ids = one.ids().clone();
            for (int row = 0; row < ids.length; row++) {
                ids[row] = ids[row] == LabelSet.UNKNOWN ? names.size() - 1 : ids[row];
            }
            float[] certain = new float[ids.length];
            Arrays.fill(certain, 1);
            return new Prediction.Classes(one.level(), names, ids, certain, new float[0]);
        }
        Targets.Values several = (Targets.Values) truth;
        return new Prediction.Sets(several.level(), names.subList(0, several.width()), several.values());
    }

    private Prediction said(MeasuredBases bases) {
        List<String> names = classes.labels();
        if (bases.truth() instanceof Targets.Values) {
            return new Prediction.Sets(Targets.Level.STEP, names.subList(0, bases.width()), bases.values());
        }
        float[] confidence = new float[bases.labels().length];
        for (int row = 0; row < confidence.length; row++) {
            confidence[row] = bases.values()[row * bases.width() + bases.labels()[row]];
        }
        return new Prediction.Classes(Targets.Level.STEP, names, bases.labels(), confidence, new float[0]);
    }

    private void match() {
        Map<Long, List<List<Segments.Run>>> blocks = new TreeMap<>();
        collect(there, 0, blocks);
        collect(said, 1, blocks);
        blocks.forEach((block, runs) -> {
            Matches matches = Segments.match(runs.get(0), runs.get(1));
            bootstrap.add(block, new long[] {matches.right(), matches.wrong(), matches.missed()});
            segments.add(runs.get(0), runs.get(1));
        });
    }

    private void collect(List<Segment> found, int side, Map<Long, List<List<Segments.Run>>> blocks) {
        for (Segment segment : found) {
            Region region = segment.region();
            blocks.computeIfAbsent(
                            Bootstrap.genomeBlock(contig, region.start()),
                            block -> List.of(new ArrayList<>(), new ArrayList<>()))
                    .get(side)
                    .add(new Segments.Run(
                            segment.type(), segment.strand().sign().charAt(0), region.start(), region.end()));
        }
        found.clear();
    }

    void merge(SegmentFigures other) {
        segments.merge(other.segments);
        bootstrap.merge(other.bootstrap);
    }

    void write(Encoding.Writer out) {
        out.put(segments.toBytes()).put(bootstrap.toBytes());
    }

    void read(Encoding.Reader in) {
        segments.merge(Segments.fromBytes(in.getBytes()));
        bootstrap.merge(Bootstrap.fromBytes(in.getBytes()));
    }

    List<Figure> figures() {
        return List.of(
                figure("segment_f1", Matches::f1),
                figure("segment_precision", Matches::precision),
                figure("segment_recall", Matches::recall));
    }

    private Figure figure(String name, ToDoubleFunction<Matches> figure) {
        double value = segments.byName().getOrDefault(name, Double.NaN);
        return new Figure(
                name,
                value,
                bootstrap.interval(drawn -> figure.applyAsDouble(new Matches(drawn[0], drawn[1], drawn[2]))));
    }

    List<Result.Row> rows() {
        return segments.byType().entrySet().stream()
                .map(type -> new Result.Row(type.getKey(), type.getValue()))
                .toList();
    }
}
