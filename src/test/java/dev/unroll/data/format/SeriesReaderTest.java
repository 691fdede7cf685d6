package dev.unroll.data.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Labels;
import dev.unroll.data.Targets;
import dev.unroll.spec.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesReaderTest {
    private static final String HEADER =
            "#comment\n@problemName Odd\n@timeStamps false\n@missing true\n@univariate false\n@dimensions 2\n"
                    + "@equalLength false\n@classLabel true a b\n@data\n";

    private static Findings read(String text) {
        return Findings.of(new SeriesReader.Settings(LabelMap.NONE), text);
    }

    @Test
    void stepsHaveANumberOfEachChannel() {
        Findings found = read(HEADER + "1,2,?,4:5,6,7,8:a\n\n1,NaN:3,-4e-1:b\n");
        assertEquals(2, found.size());
        assertEquals(2, found.example(0).reading().featureWidth());
        assertArrayEquals(
                new float[] {1, 5, 2, 6, Float.NaN, 7, 4, 8},
                found.example(0).reading().features());
        assertEquals("a", found.labels(0));
        assertEquals("a.txt:10", found.example(0).place());
        assertArrayEquals(
                new float[] {1, 3, Float.NaN, -.4f}, found.example(1).reading().features());
        assertEquals("a.txt:12", found.example(1).place());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ":1:a | channels differ in length: first=0 channel=2 steps=1",
                "1,2,3:1,2:b | channels differ in length: first=3 channel=2 steps=2",
                "1,2:3,4:c | label is not in the header: label=c",
                "1,2:3,4 | channels are not as many as expected: channels=1 expected=2 and a label",
                "1:2:3:a | channels are not as many as expected: channels=3 expected=2 and a label",
                "1,x:3,4:a | not a number: x",
                "::a | series has no steps",
                "1:2: | label is empty"
            })
    void recordsThatDoNotFitAreRejected(String line, String reason) {
        Findings found = read(HEADER + "1:2:b\n" + line + "\n3:4:a");
        assertEquals(3, found.size());
        assertEquals("a.txt:11: " + reason, found.rejected(1));
        assertEquals(line, found.rejection(1).text());
        assertEquals("a", found.labels(2));
    }

    @Test
    void whatTheHeaderLeavesOpenTheFirstRecordSays() {
        Findings found = read("@problemName x\r\n@classLabel false\r\n@data\r\n1:2:3\r\n4:5\r\n");
        assertArrayEquals(new float[] {1, 2, 3}, found.example(0).reading().features());
        assertEquals(Labels.NONE, found.example(0).labels());
        assertEquals("a.txt:5: channels are not as many as expected: channels=2 expected=3", found.rejected(1));
    }

    @Test
    void theHeaderMaySayHowLongASeriesIs() {
        Findings found = read("@univariate true\n@seriesLength 3\n@classLabel true x\n@data\n1,2,3:x\n1,2:x\n");
        assertEquals(1, found.example(0).reading().featureWidth());
        assertEquals("a.txt:6: series is not as long as the header says: steps=2 @seriesLength=3", found.rejected(1));
    }

    @Test
    void aLabelMayBeANumberOrUnknown() {
        Findings values = read("@targetlabel true\n@data\n1,2:0.5\n1,2:?\n1,2:high\n");
        assertEquals(
                new Labels.Values(Targets.Level.RECORD, 1, new float[] {.5f}),
                values.example(0).labels());
        assertEquals(
                new Labels.Values(Targets.Level.RECORD, 1, new float[] {Float.NaN}),
                values.example(1).labels());
        assertEquals("a.txt:5: not a number: high", values.rejected(2));
        assertEquals(Labels.NONE, read(HEADER + "1:2:?").example(0).labels());
        Format mapped = new SeriesReader.Settings(LabelMap.parse("a->A"));
        assertEquals("A", Findings.of(mapped, HEADER + "1:2:a").labels(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@problemName x | series have no data: file=a.txt line=1 missing=@data",
                "'' | series have no data: file=a.txt line=0 missing=@data",
                "1,2:a | series begin without a header: file=a.txt line=1",
                "@timeStamps true | tag cannot be used: file=a.txt line=1 tag=@timeStamps true",
                "@dimensions many | tag cannot be used: file=a.txt line=1 tag=@dimensions many",
                "@classLabel | tag cannot be used: file=a.txt line=1 tag=@classLabel"
            })
    void aFileWithoutAProperHeaderIsRefused(String text, String message) {
        UsageException e = assertThrows(UsageException.class, () -> read(text));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
    }
}
