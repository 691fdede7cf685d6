package dev.unroll.data.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Labels;
import dev.unroll.data.Targets;
import dev.unroll.spec.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private static FrameReader.Settings named(String label, String key, String order, String... features) {
        return new FrameReader.Settings(
                ',',
                '"',
                FrameReader.FirstRow.NAMES,
                new FrameReader.Columns(List.of(features), label, key, order),
                Answers.CLASS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void aFileIsOneSequenceWithANumberInEachOtherColumn(String end) {
        String text = String.join(end, "\uFEFFx,y,Phase", "1,-2e-1,D", "", "3, 4 ,P");
        Findings found = Findings.of(named("Phase", "", ""), text);
        assertEquals(1, found.size());
        assertEquals(2, found.example(0).reading().featureWidth());
        assertArrayEquals(
                new float[] {1, -.2f, 3, 4}, found.example(0).reading().features());
        assertEquals("D P", found.labels(0));
        assertEquals("a.txt:2", found.example(0).place());
        assertEquals("a.txt", found.example(0).key());
        assertEquals(1, found.count("blank rows"));
    }

    @Test
    void rowsAreSortedByTheirOrderAndTiesByRow() {
        String text = "key,t,x,label\nb,10,1,p\nb,9,2,q\nb,9.0,3,r\nb,-1,4,s\na,5,5,t\n";
        Findings found = Findings.of(named("label", "key", "t"), text);
        assertEquals(2, found.size());
        assertArrayEquals(new float[] {4, 2, 3, 1}, found.example(0).reading().features());
        assertEquals("s q r p", found.labels(0));
        assertEquals("b", found.example(0).key());
        assertEquals("a", found.example(1).key());
        assertEquals("a.txt:6", found.example(1).place());
    }

    @Test
    void badRowsAreRejectedAndTheirSequenceGoesOn() {
        String text = "k,x1,label\ns,1.0,a\ns,-inf,a\ns,1e400,b\ns,0x1F,b\ns,\"1,234.5\",a\ns,2,\ns,nan,b,c\n,3,a\n"
                + "u,,c\ns,4,d\n";
        Findings found = Findings.of(named("label", "k", ""), text);
        List<String> expected = List.of(
                "a.txt:3: not a number: -inf column=x1",
                "a.txt:4: number is too large: 1e400 column=x1",
                "a.txt:5: not a number: 0x1F column=x1",
                "a.txt:6: not a number: 1,234.5 column=x1",
                "a.txt:8: columns are not as many as in the first row: columns=4 first=3",
                "a.txt:9: key is empty: column=k");
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i), found.rejected(i));
        }
        assertArrayEquals(new float[] {1, 2}, found.example(6).reading().features());
        assertEquals("a _", found.labels(6));
        assertEquals("a.txt:11: rows of a sequence do not stand together: key=s", found.rejected(7));
        assertEquals("s,4,d\n", found.rejection(7).text());
        assertArrayEquals(new float[] {Float.NaN}, found.example(8).reading().features());
        assertEquals(9, found.size());
    }

    @Test
    void quotesHoldSeparatorsLineEndsAndQuotes() {
        String text = "label,x\n\"a, \"\"b\"\"\r\nc\",\"1\"\n\"d\" ,2\n\"e\"f,3\ng\"h,4\n\"never ends,5\n\n";
        Findings found = Findings.of(named("label", "", ""), text);
        assertEquals(3, found.size());
        assertEquals("a.txt:5: text behind a closing quote", found.rejected(0));
        assertEquals("a.txt:7: quote is not closed before the file ends", found.rejected(1));
        assertEquals(
                List.of("a, \"b\"\nc", "d", "g\"h"),
                ((Labels.OfSteps) found.example(2).labels()).names());
    }

    @Test
    void quotesMayBeCharactersLikeAnyOther() {
        Format tabs = new FrameReader.Settings(
                '\t',
                (char) 0,
                FrameReader.FirstRow.STEP,
                new FrameReader.Columns(List.of("2"), "1", "", ""),
                Answers.CLASS);
        Findings found = Findings.of(tabs, "\"a\t1\t9\nb\t2\t9\n");
        assertEquals("\"a b", found.labels(0));
        assertArrayEquals(new float[] {1, 2}, found.example(0).reading().features());
    }

    @Test
    void labelsGetOtherNamesOrAreNumbers() {
        FrameReader.Columns columns = new FrameReader.Columns(List.of("x"), "y", "", "");
        Answers map = new Answers(Answers.Kind.CLASS, "", LabelMap.parse("Prepara\u00E7\u00E3o->Preparation"));
        Format classes = new FrameReader.Settings(',', '"', FrameReader.FirstRow.NAMES, columns, map);
        assertEquals(
                "Preparation",
                Findings.of(classes, "x,y\n1,Prepara\u00E7\u00E3o").labels(0));
        Format numbers = new FrameReader.Settings(',', '"', FrameReader.FirstRow.NAMES, columns, Answers.VALUE);
        Findings found = Findings.of(numbers, "x,y\n1,.5\n2,?\n3,high\n");
        assertEquals("a.txt:4: not a number: high column=y", found.rejected(0));
        assertEquals(
                new Labels.Values(Targets.Level.STEP, 1, new float[] {.5f, Float.NaN}),
                found.example(1).labels());
    }

    @Test
    void aFileWithoutRowsHasNoSequence() {
        assertEquals(0, Findings.of(named("y", "", ""), "").size());
        assertEquals(0, Findings.of(named("y", "", ""), "x,y\n").size());
        assertEquals(1, Findings.of(named("y", "", ""), "x,y\nz,1\n").size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text,text,label | text | column is there twice: file=a.txt line=1 column=text",
                "x,lable | label | column is not there: file=a.txt line=1 column=label; hint: is it lable?",
                "label | label | file has no numbers: file=a.txt line=1"
            })
    void aFileWithoutTheColumnsIsRefusedByName(String header, String label, String message) {
        UsageException e =
                assertThrows(UsageException.class, () -> Findings.of(named(label, "", ""), header + "\n1,2,3\n"));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
    }

    @Test
    void aQuoteThatIsNeverClosedDoesNotFillTheMemory() {
        Findings.Endless endless = new Findings.Endless("x,y\n\"", "1,2\n", 4L * CsvRows.LONGEST);
        UsageException e = assertThrows(
                UsageException.class, () -> new Findings(named("y", "", "").open(endless.input("big.csv"))));
        assertTrue(e.getMessage().startsWith("row is too long: file=big.csv line=2 "), e.getMessage());
        assertTrue(endless.bytesRead() < CsvRows.LONGEST + (1 << 20), "read " + endless.bytesRead());
    }
}
