package dev.unroll.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Labels;
import dev.unroll.spec.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConllReaderTest {
    private static ConllReader.Settings settings(Separator separator, int word, int label) {
        return new ConllReader.Settings(separator, word, label, TagScheme.NONE, "", LabelMap.NONE);
    }

    private static Findings read(String text) {
        return Findings.of(ConllReader.Settings.DEFAULT, text);
    }

    @Test
    void aLineOfWhiteSpaceEndsASentence() {
        Findings found = read("Empire\tB-location\nState\tI-location\n\t\nThe\tO\n\n \n\n's\tO");
        assertEquals(3, found.size());
        assertEquals("Empire State", found.units(0));
        assertEquals("B-location I-location", found.labels(0));
        assertEquals("a.txt:1", found.example(0).place());
        assertEquals("a.txt:4", found.example(1).place());
        assertEquals("'s", found.units(2));
        assertEquals(0, found.count("labels mended"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void anyLineEndAndAByteOrderMarkAreUnderstood(String end) {
        Findings found = read(String.join(end, "\uFEFFThe O", "Hague B-location", "", "is O", ""));
        assertEquals(2, found.size());
        assertEquals("The Hague", found.units(0));
        assertEquals("O B-location", found.labels(0));
        assertEquals("a.txt:4", found.example(1).place());
    }

    @Test
    void aDocumentsBeginningIsNoSentenceAndEndsOne() {
        Findings found = read("-DOCSTART- -X- O\n\na x O\n-DOCSTART- -X- O\nb x O\n");
        assertEquals(2, found.size());
        assertEquals("a", found.units(0));
        assertEquals("b", found.units(1));
    }

    @Test
    void aSentenceWithARaggedRowIsRejectedAsAWholeAndTheNextOneIsRead() {
        Findings found = read("a O\n\nb O\nc\nd x O\n\ne B-x\n");
        assertEquals(3, found.size());
        assertEquals(
                "a.txt:3: columns are not as many as in the first row: line=4 columns=1 first=2", found.rejected(1));
        assertEquals("b O\nc\nd x O\n", found.rejection(1).text());
        assertEquals("e", found.units(2));
    }

    @Test
    void columnsAreCountedFromEitherEnd() {
        String text = "1\tNew York\t_\tNP\tx\n2\t\u00A0\t_\tVB\tx\n";
        Findings found = Findings.of(settings(Separator.TAB, 2, -2), text);
        assertEquals("New York \u00A0", found.units(0));
        assertEquals("NP VB", found.labels(0));
        assertEquals(
                Labels.NONE,
                Findings.of(settings(Separator.WHITE_SPACE, 1, 0), "a\nb\n")
                        .example(0)
                        .labels());
    }

    @Test
    void aFileWithoutTheColumnsIsRefusedByName() {
        for (Format format :
                new Format[] {ConllReader.Settings.DEFAULT, settings(Separator.TAB, 3, 1), settings(Separator.TAB, 0, 1)
                }) {
            UsageException e = assertThrows(UsageException.class, () -> Findings.of(format, "\nword\n"));
            assertTrue(
                    e.getMessage().startsWith("columns are not there: file=a.txt line=2 columns=1 word="),
                    e.getMessage());
        }
    }

    @Test
    void illegalSequencesAreMendedAndCounted() {
        Findings found = read("John I-person\nSmith B-location\nof I-person\nParis E-location\n");
        assertEquals("B-person B-location B-person B-location", found.labels(0));
        assertEquals(3, found.count("labels mended"));
    }

    @Test
    void labelsThatAreNoneOfTheSchemeAreRejected() {
        Findings found = read("word B-\n\nx FOO\n\ny O\n");
        assertEquals("a.txt:1: label has no type: bio label=B-", found.rejected(0));
        assertEquals("a.txt:3: label is not of the scheme: bio label=FOO", found.rejected(1));
        assertEquals("O", found.labels(2));
    }

    @Test
    void wordsAndLabelsMustBeThereInColumnsOfTabs() {
        Format tabs = new ConllReader.Settings(Separator.TAB, 1, 2, TagScheme.BIO, "", LabelMap.NONE);
        Findings found = Findings.of(tabs, " \tO\n\nx\tO \n\ny\t\n");
        assertEquals("a.txt:1: word is empty", found.rejected(0));
        assertEquals("O", found.labels(1));
        assertEquals("a.txt:5: label is empty", found.rejected(2));
    }

    @Test
    void commentsArePassedOverWhereThereAreSome() {
        Format format = new ConllReader.Settings(Separator.TAB, 1, 2, TagScheme.BIO, "# ", LabelMap.NONE);
        Findings found = Findings.of(format, "# id 1\n#tag\tO\n# id 2\nx\tO\n");
        assertEquals("#tag x", found.units(0));
        assertEquals(2, found.count("comments"));
    }

    @Test
    void aWordMayBeAMegabyteLong() {
        String word = "w".repeat(1 << 20);
        assertEquals(word, read(word + " O\n").text(0));
    }

    @Test
    void aFileWithoutBlankLinesIsRejectedInBoundedMemory() {
        Findings.Endless endless = new Findings.Endless("", "a O\n", 4L * (Words.MOST + 5));
        Findings found = new Findings(ConllReader.Settings.DEFAULT.open(endless.input("a.txt")));
        assertEquals(1, found.size());
        assertEquals("a.txt:1: sentence has over 1048576 words", found.rejected(0));
        assertTrue(found.rejection(0).text().length() <= BadRecord.SHOWN);
    }
}
