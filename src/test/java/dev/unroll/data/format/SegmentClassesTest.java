package dev.unroll.data.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.LabelSet;
import dev.unroll.data.Labels;
import dev.unroll.data.Vocabulary;
import dev.unroll.data.format.BaseLabels.Detail;
import dev.unroll.data.format.BaseLabels.Overlap;
import dev.unroll.spec.UsageException;
import dev.unroll.spec.VocabularySpec.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentClassesTest {
    private static BaseLabels.Settings settings(Detail strands, Detail codons, String... types) {
        return new BaseLabels.Settings(List.of(types), strands, codons, Overlap.PRIORITY);
    }

    private static List<String> names(SegmentClasses classes) {
        return classes.classes().stream().map(SegmentClasses.SegmentClass::name).toList();
    }

    private static String meanings(SegmentClasses classes) {
        StringBuilder text = new StringBuilder();
        for (int id = 0; id < classes.labels().size(); id++) {
            text.append(classes.classOf(id))
                    .append('/')
                    .append(classes.codonBase(id))
                    .append(' ');
        }
        return text.toString().strip();
    }

    @Test
    void placesInACodonAreOneClassAndTheBackgroundIsNone() {
        List<String> labels = List.of("CDS+0", "CDS+1", "CDS+2", "CDS-0", "none", "tRNA+", "tRNA");
        SegmentClasses classes = SegmentClasses.of(settings(Detail.APART, Detail.APART, "CDS", "tRNA"), labels);
        assertEquals(List.of("CDS+", "CDS-", "tRNA+", "tRNA"), names(classes));
        assertEquals("0/0 0/1 0/2 1/0 -1/-1 2/-1 3/-1", meanings(classes));
    }

    @Test
    void whatATypeIsCalledIsNotTakenForAPlace() {
        List<String> labels = List.of("exon2", "exon", "U6-", "none");
        assertEquals(
                List.of("exon2", "exon", "U6-"),
                names(SegmentClasses.of(settings(Detail.TOGETHER, Detail.TOGETHER, "exon", "exon2", "U6-"), labels)));
        SegmentClasses codons =
                SegmentClasses.of(settings(Detail.TOGETHER, Detail.APART, "exon", "exon2", "U6-"), labels);
        assertEquals("0/-1 1/-1 2/-1 -1/-1", meanings(codons));
        SegmentClasses plain = SegmentClasses.plain(List.of("CDS+", "none", "CDS-"));
        assertEquals("0/-1 -1/-1 1/-1", meanings(plain));
        assertArrayEquals(new int[] {0, 1, 2}, plain.onOtherStrand());
    }

    @Test
    void aNameMayBeALabelAClassOrAType() {
        List<String> labels = List.of("CDS+0", "CDS+1", "CDS-0", "none");
        SegmentClasses classes = SegmentClasses.of(settings(Detail.APART, Detail.APART, "CDS"), labels);
        assertEquals("{2}", classes.named("CDS-0").toString());
        assertEquals("{0, 1}", classes.named("CDS+").toString());
        assertEquals("{0, 1, 2}", classes.named("CDS").toString());
        assertEquals("{3}", classes.named("none").toString());
        UsageException e = assertThrows(UsageException.class, () -> classes.named("cds"));
        assertTrue(e.getMessage().startsWith("no such class: name=cds labels=[CDS+0, "), e.getMessage());
    }

    @Test
    void labelsOfOneStrandAloneHaveNoMirror() {
        SegmentClasses classes =
                SegmentClasses.of(settings(Detail.APART, Detail.APART, "CDS"), List.of("CDS+0", "CDS-1", "none"));
        UsageException e = assertThrows(UsageException.class, classes::onOtherStrand);
        assertTrue(
                e.getMessage()
                        .startsWith("label has none for the other strand: label=CDS+0 labels=[CDS+0, CDS-1, none];"),
                e.getMessage());
    }

    private static BaseLabels labels(BaseLabels.Settings settings, int length, List<Feature> features) {
        FeatureCollector collector =
                new FeatureCollector(settings, new TreeMap<>(Map.of("c", (long) length)), row -> {});
        features.forEach(collector::feature);
        return collector.labels();
    }

    /** The labels that features have on the reverse complement are those that this class says. */
    @ParameterizedTest
    @EnumSource(Detail.class)
    void mirroredFeaturesHaveMirroredLabels(Detail strands) {
        long seed = 3L;
        Random random = new Random(seed);
        BaseLabels.Settings settings = settings(strands, Detail.APART, "CDS", "tRNA");
        Strand[] both = {Strand.PLUS, Strand.MINUS};
        for (int round = 0; round < 100; round++) {
            int length = 40;
            List<Feature> here = new ArrayList<>();
            List<Feature> there = new ArrayList<>();
            for (int start = random.nextInt(4); start < length; start += 9 + random.nextInt(3)) {
                int end = Math.min(length, start + 1 + random.nextInt(9));
                Strand strand = both[random.nextInt(2)];
                String type = random.nextInt(3) == 0 ? "tRNA" : "CDS";
                int phase = type.equals("CDS") ? random.nextInt(3) : -1;
                here.add(new Feature("x:1", new Region("c", start, end), strand, type, phase, ""));
                Region mirror = new Region("c", length - end, length - start);
                there.add(new Feature(
                        "x:1", mirror, strand == Strand.PLUS ? Strand.MINUS : Strand.PLUS, type, phase, ""));
            }
            Region whole = new Region("c", 0, length);
            Labels.OfSteps one =
                    (Labels.OfSteps) labels(settings, length, here).paint(whole).labels();
            Labels.OfSteps other = (Labels.OfSteps)
                    labels(settings, length, there).paint(whole).labels();
            TreeSet<String> found = new TreeSet<>(one.names());
            found.addAll(other.names());
            SegmentClasses classes =
                    SegmentClasses.of(settings, LabelSet.of(found).names());
            int[] mirror = classes.onOtherStrand();
            for (int t = 0; t < length; t++) {
                int id = classes.labels().indexOf(one.name(t));
                assertEquals(
                        other.name(length - 1 - t),
                        classes.labels().get(mirror[id]),
                        "seed " + seed + " round " + round + " base " + t);
            }
        }
    }

    @Test
    void unitsHavePartnersAndThePartnersHaveThem() {
        List<String> letters = List.of("<unk>", "A", "C", "G", "T", "N", "R", "Y", "B", "D");
        SegmentClasses none = SegmentClasses.plain(List.of());
        ReverseComplement bases = ReverseComplement.of(Vocabulary.of(Unit.NUCLEOTIDE, letters), none);
        // D is the complement of H and B of V, which are not known here
        assertArrayEquals(new int[] {0, 4, 3, 2, 1, 5, 7, 6, 0, 0}, bases.units());
        List<String> kmers = List.of("<unk>", "AAC", "ACG", "GTT", "CGT", "TTT");
        int[] units =
                ReverseComplement.of(Vocabulary.of(Unit.KMER, kmers), none).units();
        assertEquals("[0, 3, 4, 1, 2, 0]", Arrays.toString(units));
        UsageException e = assertThrows(
                UsageException.class,
                () -> ReverseComplement.of(Vocabulary.of(Unit.CHAR, List.of("<unk>", "a")), none));
        assertTrue(
                e.getMessage().startsWith("units have no reverse complement: vocabulary.unit=char;"), e.getMessage());
    }
}
