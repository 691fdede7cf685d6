package dev.unroll.data.format;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.data.Example;
import dev.unroll.data.Labels;
import dev.unroll.data.format.BaseLabels.Detail;
import dev.unroll.data.format.BaseLabels.Overlap;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtherStrandTest {
    private static final BaseLabels.Settings APART =
            new BaseLabels.Settings(List.of("CDS", "t-"), Detail.APART, Detail.APART, Overlap.PRIORITY);

    private static Example example(String text, Labels labels) {
        return new Example("a:1", "k", Example.Reading.ofText(text.getBytes(US_ASCII)), labels);
    }

    private static String text(Example example) {
        return new String(example.reading().text(), US_ASCII);
    }

    @Test
    void lettersAreComplementedInTheOppositeOrderAndKeepTheirCase() {
        OtherStrand strand = new OtherStrand(false, null);
        Example other = strand.of(example("AacgtRYSWKMBDHVN-*", Labels.NONE));
        assertEquals("*-NBDHVKMWSRYacgtT", text(other));
        assertEquals("k", other.key());
        assertEquals("AacgtRYSWKMBDHVN-*", text(strand.of(other)));
        assertEquals("A", text(strand.of(example("U", Labels.NONE))));
    }

    @Test
    void strandsAreExchangedAndPlacesInCodonsStay() {
        OtherStrand strand = new OtherStrand(false, APART);
        Labels labels = new Labels.OfSteps(
                List.of("CDS+0", "CDS-1", "CDS-", "CDS", "t-+", "none"), new int[] {0, 1, 2, 3, 4, 5, -1});
        Labels other = strand.of(example("ACGTACG", labels)).labels();
        assertEquals(
                new Labels.OfSteps(
                        List.of("CDS-0", "CDS+1", "CDS+", "CDS", "t--", "none"), new int[] {-1, 5, 4, 3, 2, 1, 0}),
                other);
        Labels sets = new Labels.SetsOfSteps(List.of("CDS+", "CDS-"), new long[] {1, 3, -1});
        assertEquals(
                new Labels.SetsOfSteps(List.of("CDS-", "CDS+"), new long[] {-1, 3, 1}),
                strand.of(example("ACG", sets)).labels());
        Labels record = new Labels.OfRecord(List.of("CDS+"));
        assertEquals(record, strand.of(example("ACG", record)).labels());
    }

    @Test
    void numbersGoWithTheirStepAndProbabilitiesWithTheirBase() {
        float[] numbers = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        Example example = new Example("a:1", "k", Example.Reading.ofFeatures(5, numbers), Labels.NONE);
        assertArrayEquals(
                new float[] {9, 8, 7, 6, 10, 4, 3, 2, 1, 5},
                new OtherStrand(true, null).of(example).reading().features());
        assertArrayEquals(
                new float[] {6, 7, 8, 9, 10, 1, 2, 3, 4, 5},
                new OtherStrand(false, null).of(example).reading().features());
    }

    @Test
    void unitsThatTheSourceHasCutStayUnits() {
        Example.Reading units = Example.Reading.ofUnits("AACGGG".getBytes(US_ASCII), new int[] {2, 3, 6});
        Example.Reading other = new OtherStrand(false, null)
                .of(new Example("a:1", "k", units, Labels.NONE))
                .reading();
        assertEquals("CCCGTT", new String(other.text(), US_ASCII));
        assertArrayEquals(new int[] {3, 4, 6}, other.ends());
    }
}
