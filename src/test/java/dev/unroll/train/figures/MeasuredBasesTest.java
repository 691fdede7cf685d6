package dev.unroll.train.figures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.LabelSet;
import dev.unroll.data.Targets;
import dev.unroll.data.format.BaseLabels;
import dev.unroll.data.format.BaseLabels.Detail;
import dev.unroll.data.format.BaseLabels.Overlap;
import dev.unroll.data.format.Region;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class MeasuredBasesTest {
    private static final List<String> NAMES = List.of("CDS+", "CDS-", "none");
    private static final FigureRules RULES = FigureRules.of(Says.STEP_CLASS, FigureRules.Classes.of(NAMES), 5)
            .withBases(new BaseLabels.Settings(List.of("CDS"), Detail.APART, Detail.TOGETHER, Overlap.PRIORITY));

    /** Bases by signs: {@code +}, {@code -}, {@code .}; {@code ?} is a label that nobody knows. */
    private static int[] ids(String signs) {
        return signs.chars()
                .map(c -> c == '?' ? LabelSet.UNKNOWN : "+-.".indexOf(c))
                .toArray();
    }

    private static MeasuredBases bases(String contig, long start, String truth, String said) {
        int[] labels = ids(said);
        float[] values = new float[3 * labels.length];
        for (int row = 0; row < labels.length; row++) {
            for (int k = 0; k < 3; k++) {
                values[3 * row + k] = k == labels[row] ? 0.5f : 0.25f;
            }
        }
        Region region = new Region(contig, start, start + labels.length);
        return new MeasuredBases(region, new Targets.Classes(Targets.Level.STEP, ids(truth)), 3, values, labels);
    }

    private static Figures figures(MeasuredBases... bases) {
        Figures figures = new Figures(RULES);
        for (MeasuredBases some : bases) {
            figures.addBases(some);
        }
        figures.endBases();
        return figures;
    }

    @Test
    void segmentsGoOnAcrossWindowsAndEndAtGaps() {
        SortedMap<String, Double> named = figures(
                        bases("a", 0, "..++++", "..++++"),
                        bases("a", 6, "++..--", "++..--"),
                        bases("a", 15, "--..++", "--..+."),
                        bases("b", 0, "++..", "--.."))
                .result()
                .figuresByName();
        // There: + 2-8, - 10-12, - 15-17, + 19-21 on a, + 0-2 on b. Said: the first three, + 19-20, and - on b.
        assertEquals(3.0 / 5, named.get("segment_precision"), 1e-12);
        assertEquals(3.0 / 5, named.get("segment_recall"), 1e-12);
        assertEquals(3.0 / 5, named.get("segment_f1"), 1e-12);
        assertEquals(19.0 / 22, named.get("accuracy"), 1e-12);
        double nats = (19 * StrictMath.log(2) + 3 * StrictMath.log(4)) / 22;
        assertEquals(nats, named.get("nats"), 1e-12);
    }

    @Test
    void unknownLabelsAreSegmentsThatNobodyFinds() {
        Result result = figures(bases("a", 0, "??..+", "++..+")).result();
        assertEquals(2, result.seen().unknown());
        assertEquals(0.5, result.figuresByName().get("segment_f1"), 1e-12);
    }

    @Test
    void basesAreDrawnByTheTenThousand() {
        String none = ".".repeat(30_000);
        Figures figures = figures(bases("a", 5_000, none, none));
        assertEquals(4, figures.result().seen().records());
        assertEquals(30_000, figures.result().seen().rows());
    }

    @Test
    void whatTravelsIsTheSame() {
        MeasuredBases bases = bases("a", 7, "+.-?", "+..-");
        MeasuredBases read = MeasuredBases.fromBytes(bases.toBytes());
        assertEquals(bases.region(), read.region());
        assertArrayEquals(ids("+.-?"), ((Targets.Classes) read.truth()).ids());
        assertArrayEquals(bases.labels(), read.labels());
        assertArrayEquals(bases.values(), read.values());
        Figures figures = figures(bases, bases("a", 11, "++", "++"));
        Figures both = new Figures(RULES);
        both.merge(Figures.fromBytes(RULES, figures.toBytes()));
        assertEquals(figures.result().byName(), both.result().byName());
        assertTrue(figures.result().byName().containsKey("segments"));
    }
}
