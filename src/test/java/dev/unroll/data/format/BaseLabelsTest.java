package dev.unroll.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Example;
import dev.unroll.data.Labels;
import dev.unroll.data.Rejected;
import dev.unroll.data.format.BaseLabels.Detail;
import dev.unroll.data.format.BaseLabels.Overlap;
import dev.unroll.spec.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseLabelsTest {
    private final List<String> refused = new ArrayList<>();

    private static BaseLabels.Settings settings(Detail strands, Detail codons, Overlap overlap) {
        return new BaseLabels.Settings(List.of("CDS", "tRNA"), strands, codons, overlap);
    }

    private static Feature feature(String type, long start, long end, Strand strand, int phase) {
        return new Feature("x.gff3:7", new Region("c", start, end), strand, type, phase, "g");
    }

    private FeatureCollector collector(BaseLabels.Settings settings) {
        return new FeatureCollector(
                settings,
                new TreeMap<>(Map.of("c", 1000L)),
                (Rejected r) -> refused.add(r.place() + ": " + r.reason()));
    }

    private BaseLabels labels(BaseLabels.Settings settings, Feature... features) {
        FeatureCollector collector = collector(settings);
        for (Feature feature : features) {
            collector.feature(feature);
        }
        return collector.labels();
    }

    private BaseLabels three(Detail strands, Detail codons, Overlap overlap) {
        return labels(
                settings(strands, codons, overlap),
                feature("tRNA", 10, 14, Strand.NONE, -1),
                feature("gene", 0, 20, Strand.PLUS, -1),
                feature("CDS", 6, 12, Strand.MINUS, 1),
                feature("CDS", 2, 8, Strand.PLUS, 0));
    }

    private static String names(BaseLabels labels, long start, long end) {
        Labels.OfSteps steps =
                (Labels.OfSteps) labels.paint(new Region("c", start, end)).labels();
        List<String> names = new ArrayList<>();
        for (int b = 0; b < steps.steps(); b++) {
            names.add(steps.name(b));
        }
        return String.join(" ", names);
    }

    private static BitSet several(BaseLabels labels) {
        return labels.paint(new Region("c", 0, 16)).several();
    }

    /** Coding 2..8 on the plus strand, 6..12 on the minus strand, a tRNA 10..14. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TOGETHER | TOGETHER | none none CDS CDS CDS CDS CDS CDS CDS CDS CDS CDS tRNA tRNA none none | {10, 11}",
                "APART | TOGETHER | none none CDS+ CDS+ CDS+ CDS+ CDS+ CDS+ CDS- CDS- CDS- CDS- tRNA tRNA none none"
                        + " | {6, 7, 10, 11}",
                "APART | APART | none none CDS+0 CDS+1 CDS+2 CDS+0 CDS+1 CDS+2 CDS-2 CDS-1 CDS-0 CDS-2 tRNA tRNA none none"
                        + " | {6, 7, 10, 11}",
                "TOGETHER | APART | none none CDS0 CDS1 CDS2 CDS0 CDS1 CDS0 CDS2 CDS1 CDS0 CDS2 tRNA tRNA none none"
                        + " | {7, 10, 11}"
            })
    void theTypeThatStandsFirstWins(Detail strands, Detail codons, String names, String several) {
        BaseLabels labels = three(strands, codons, Overlap.PRIORITY);
        assertEquals(names, names(labels, 0, 16));
        assertEquals(several, several(labels).toString());
        assertEquals(List.of(), refused);
    }

    @Test
    void aPartOfARegionIsLabelledAsTheWhole() {
        BaseLabels labels = three(Detail.APART, Detail.APART, Overlap.PRIORITY);
        List<String> whole = List.of(names(labels, 0, 20).split(" "));
        for (int start = 0; start < 20; start++) {
            for (int end = start + 1; end <= 20; end++) {
                assertEquals(String.join(" ", whole.subList(start, end)), names(labels, start, end));
            }
        }
    }

    @Test
    void onlyClassesThatOccurAreNamedByRank() {
        BaseLabels labels = three(Detail.APART, Detail.TOGETHER, Overlap.PRIORITY);
        Labels.OfSteps steps =
                (Labels.OfSteps) labels.paint(new Region("c", 7, 16)).labels();
        assertEquals(List.of("CDS+", "CDS-", "tRNA", "none"), steps.names());
        assertEquals("CDS-", names(labels, 9, 10));
        Labels other = labels.paint(new Region("another", 0, 2)).labels();
        assertEquals(new Labels.OfSteps(List.of("none"), new int[] {0, 0}), other);
    }

    @Test
    void aBaseMayHaveAllOfItsClasses() {
        BaseLabels labels = three(Detail.APART, Detail.TOGETHER, Overlap.MULTI);
        Labels.SetsOfSteps sets =
                (Labels.SetsOfSteps) labels.paint(new Region("c", 1, 15)).labels();
        assertEquals(List.of("CDS+", "CDS-", "tRNA"), sets.names());
        StringBuilder digits = new StringBuilder();
        for (long set : sets.sets()) {
            digits.append(set);
        }
        assertEquals("01111332266440", digits.toString());
        assertEquals("{6, 7, 10, 11}", several(labels).toString());
    }

    @Test
    void disagreementMayEndTheReading() {
        BaseLabels labels = three(Detail.APART, Detail.TOGETHER, Overlap.ERROR);
        assertEquals("CDS+ CDS+", names(labels, 4, 6));
        UsageException e = assertThrows(UsageException.class, () -> names(labels, 0, 16));
        assertTrue(
                e.getMessage().startsWith("features disagree: sequence=c position=7 classes=CDS+,CDS-; hint: "),
                e.getMessage());
    }

    @Test
    void featuresThatDoNotFitTheirSequenceAreRejectedByNameAndThoseOfOthersAreNot() {
        Feature elsewhere = new Feature("x.gff3:3", new Region("chrX", 1, 2), Strand.PLUS, "CDS", 0, "e");
        BaseLabels labels = labels(
                settings(Detail.TOGETHER, Detail.APART, Overlap.PRIORITY),
                elsewhere,
                feature("CDS", 990, 1001, Strand.PLUS, 0),
                feature("gene", 990, 1001, Strand.PLUS, 0),
                feature("CDS", 5, 7, Strand.PLUS, -1),
                feature("CDS", 0, 3, Strand.PLUS, 0));
        assertEquals(
                List.of(
                        "x.gff3:7: feature reaches behind its sequence: end=1001 length=1000",
                        "x.gff3:7: coding feature has no phase: name=g"),
                refused);
        assertEquals("CDS0 CDS1 CDS2 none", names(labels, 0, 4));
        assertEquals("none", names(labels, 995, 996));
    }

    @Test
    void rowsThatWereNoFeaturesAreRejectedToo() {
        collector(settings(Detail.TOGETHER, Detail.TOGETHER, Overlap.PRIORITY))
                .rejected(new Rejected("x.gff3:1", "broken", "row"));
        assertEquals(List.of("x.gff3:1: broken"), refused);
    }

    @Test
    void anAnnotationOfOtherThingsIsRefused() {
        BaseLabels.Settings settings = settings(Detail.TOGETHER, Detail.TOGETHER, Overlap.PRIORITY);
        UsageException types =
                assertThrows(UsageException.class, () -> labels(settings, feature("cds", 0, 3, Strand.PLUS, 0)));
        assertTrue(
                types.getMessage().startsWith("no feature is of these types: types=[CDS, tRNA] found=[cds];"),
                types.getMessage());
        Feature elsewhere = new Feature("x:1", new Region("chr1", 0, 3), Strand.PLUS, "CDS", 0, "");
        UsageException names = assertThrows(UsageException.class, () -> labels(settings, elsewhere));
        assertTrue(
                names.getMessage()
                        .startsWith("no feature lies on a sequence that is there: features-on=[chr1] sequences=[c];"),
                names.getMessage());
        assertThrows(
                UsageException.class,
                () -> new BaseLabels.Settings(List.of(), Detail.APART, Detail.APART, Overlap.ERROR));
    }

    @Test
    void aClassMayBeANameWhereTypesSayNothing() {
        Feature row = new Feature("x.bed:1", new Region("c", 1, 2), Strand.NONE, "region", -1, "tRNA");
        assertEquals(
                "none tRNA none", names(labels(settings(Detail.APART, Detail.TOGETHER, Overlap.PRIORITY), row), 0, 3));
    }

    @Test
    void featuresAreFoundWhereTheyLie() {
        long seed = 11L;
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<Feature> features = new ArrayList<>();
            String[] expected = new String[300];
            Arrays.fill(expected, "none");
            for (int i = random.nextInt(12); i >= 0; i--) {
                int start = random.nextInt(290);
                int end = Math.min(300, start + 1 + random.nextInt(i % 3 == 0 ? 200 : 10));
                String type = random.nextBoolean() ? "CDS" : "tRNA";
                features.add(feature(type, start, end, Strand.NONE, 0));
                for (int b = start; b < end; b++) {
                    expected[b] = type.equals("CDS") || expected[b].equals("CDS") ? "CDS" : "tRNA";
                }
            }
            BaseLabels labels = labels(
                    settings(Detail.TOGETHER, Detail.TOGETHER, Overlap.PRIORITY), features.toArray(Feature[]::new));
            int start = random.nextInt(280);
            int end = start + 1 + random.nextInt(300 - start);
            assertEquals(
                    String.join(" ", List.of(expected).subList(start, end)),
                    names(labels, start, end),
                    "seed " + seed + " round " + round);
        }
    }

    @Test
    void windowsOfASequenceCarryTheLabelsOfTheirBases() {
        BaseLabels labels = three(Detail.TOGETHER, Detail.TOGETHER, Overlap.PRIORITY);
        Findings found =
                new Findings(new FastaReader.Settings(8, 4).open(Findings.input(">c\nACGTACGTAC\nGTAC\n"), labels));
        assertEquals("none none CDS CDS CDS CDS CDS CDS", found.labels(0));
        assertEquals("CDS CDS CDS CDS CDS CDS CDS CDS", found.labels(1));
        Example last = found.example(2);
        assertEquals("c:8-14", last.key());
        assertEquals("CDS CDS CDS CDS tRNA tRNA", found.labels(2));
        assertEquals(2, found.count("bases of several classes"));
    }
}
