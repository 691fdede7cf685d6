package dev.unroll.data.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FastqReaderTest {
    private static Findings read(FastqReader.Quality quality, String text) {
        return Findings.of(new FastqReader.Settings(quality), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void readsStandInFourLinesOrAreWrapped(String end) {
        String text = String.join(
                end,
                "@r1 lane 1",
                "ACGT",
                "+",
                "@+!~",
                "",
                "@r2",
                "AC",
                "GTN",
                "+r2",
                "@@",
                "@I+",
                "@r3",
                "N",
                "+",
                "I");
        Findings found = read(FastqReader.Quality.NONE, text);
        assertEquals(3, found.size());
        assertEquals("ACGT", found.text(0));
        assertEquals("r1", found.example(0).key());
        assertEquals("ACGTN", found.text(1));
        assertEquals("a.txt:6", found.example(1).place());
        assertEquals("N", found.text(2));
        assertEquals(0, found.example(0).reading().featureWidth());
    }

    @Test
    void qualitiesMayBeFeatures() {
        Findings found = read(FastqReader.Quality.PHRED33, "@r\nACGT\n+\n!I5~\n");
        assertArrayEquals(
                new float[] {0, 40, 20, 93}, found.example(0).reading().features());
        assertEquals(4, found.example(0).reading().steps());
        assertEquals("ACGT", found.text(0));
        Findings old = read(FastqReader.Quality.PHRED64, "@r\nACG\n+\n@h!\n");
        assertEquals("a.txt:1: quality is out of range: position=3 sign=!", old.rejected(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ACGT;+;IIII | record does not begin with @",
                "@x;ACGT;IIII | record has no line with +",
                "@x;ACGT;+;IIIII | qualities are not as many as letters: letters=4 qualities=5",
                "@x;AC;+;I;III | qualities are not as many as letters: letters=2 qualities=4",
                "@x;ACGTACGTACGTQA;+;IIIIIIIIIIIIII | letter outside IUPAC: name=x position=13 letter=Q",
                "@x;;+; | record has no sequence",
                "@x;A;+;\u00E9 | quality is out of range: position=1 sign=not ASCII"
            })
    void recordsThatDoNotFitAreRejectedAndTheNextOneIsRead(String lines, String reason) {
        String text = "@a\nAC\n+\nII\n" + lines.replace(';', '\n') + "\n@b\nGG\n+\nII\n";
        Findings found = read(FastqReader.Quality.NONE, text);
        assertEquals(3, found.size());
        assertEquals("AC", found.text(0));
        assertEquals("a.txt:5: " + reason, found.rejected(1));
        assertEquals("GG", found.text(2));
        assertEquals("b", found.example(2).key());
    }

    @ParameterizedTest
    @CsvSource({"@x, +", "@x|AC, +", "@x|AC|+, qualities", "@x|ACG|+|I, qualities"})
    void aRecordThatIsCutOffIsRejected(String lines, String missing) {
        Findings found = read(FastqReader.Quality.NONE, lines.replace('|', '\n'));
        assertEquals(1, found.size());
        assertEquals("a.txt:1: record is cut off: missing=" + missing, found.rejected(0));
    }
}
