package dev.unroll.data.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Labels;
import dev.unroll.data.Targets;
import dev.unroll.spec.UsageException;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelledLinesTest {
    private static Format lines(String separator, int label, int text, int key) {
        return new LabelledLines.Settings(
                new Separator(separator), new LabelledLines.Columns(label, text, key), Answers.CLASS);
    }

    @Test
    void spacesAroundColumnsOfCommasAreLayout() {
        Findings splice = Findings.of(lines(",", 1, 3, 2), "EI,    ATRINS-DONOR-521,               CCAGN\n");
        assertEquals("CCAGN", splice.text(0));
        assertEquals("EI", splice.labels(0));
        assertEquals("ATRINS-DONOR-521", splice.example(0).key());
        Findings promoters = Findings.of(lines(",", 1, 3, 2), "+,S10,\t\ttact\r\n-, 867,\t\tatat\r\n");
        assertEquals("tact", promoters.text(0));
        assertEquals("+", promoters.labels(0));
        assertEquals("867", promoters.example(1).key());
        assertEquals("-", promoters.labels(1));
    }

    @Test
    void aTextInTheLastColumnIsAllThatRemains() {
        Findings fine = Findings.of(lines(" ", 1, 2, 0), "4 a stirring , funny  film \n");
        assertEquals("a stirring , funny  film ", fine.text(0));
        assertEquals("4", fine.labels(0));
        assertEquals("a\tb", Findings.of(lines("\t", 1, 2, 0), "pos\ta\tb").text(0));
        assertEquals("a  b", Findings.of(lines("", 1, 2, 0), " pos   a  b ").text(0));
        assertEquals("", Findings.of(lines("\t", 1, 2, 0), "pos\t").text(0));
    }

    @Test
    void aTextElsewhereLeavesNothingOver() {
        Findings found = Findings.of(lines("\t", 2, 1, 0), "good\tpos\nbad\tneg\t3\n");
        assertEquals("good", found.text(0));
        assertEquals("a.txt:2: columns do not fit: columns=3 expected=2", found.rejected(1));
    }

    @Test
    void linesWithoutTheirColumnsAreRejectedAndBlankOnesCounted() {
        Findings found = Findings.of(lines("\t", 1, 2, 0), "\npos\n \n\tx\npos\ty");
        assertEquals(3, found.size());
        assertEquals("a.txt:2: columns do not fit: columns=1 expected=2", found.rejected(0));
        assertEquals("a.txt:4: label is empty", found.rejected(1));
        assertEquals("\tx", found.rejection(1).text());
        assertEquals("y", found.text(2));
        assertEquals(2, found.count("blank lines"));
    }

    @Test
    void aLabelMayBeSeveralClassesOrANumber() {
        LabelledLines.Columns columns = new LabelledLines.Columns(1, 2, 0);
        Answers several = new Answers(Answers.Kind.CLASS, ";", LabelMap.parse("b->B,c->"));
        Format classes = new LabelledLines.Settings(Separator.TAB, columns, several);
        assertEquals("a B", Findings.of(classes, "a; b;c\tx").labels(0));
        Findings numbers =
                Findings.of(new LabelledLines.Settings(Separator.TAB, columns, Answers.VALUE), "-1.5\tx\nmany\ty\n");
        assertEquals(
                new Labels.Values(Targets.Level.RECORD, 1, new float[] {-1.5f}),
                numbers.example(0).labels());
        assertEquals("a.txt:2: not a number: many", numbers.rejected(1));
    }

    @Test
    void textsNeedNoLabel() {
        assertEquals(
                Labels.NONE,
                Findings.of(lines("\t", 0, 2, 1), "k\tx").example(0).labels());
    }

    @ParameterizedTest
    @CsvSource({"1,1,0", "1,0,0", "-1,2,0", "1,2,1", "1,2,2"})
    void columnsMustBeApart(int label, int text, int key) {
        assertThrows(UsageException.class, () -> new LabelledLines.Columns(label, text, key));
    }

    @ParameterizedTest
    @CsvSource({
        "names/French.txt, NAME, French",
        "French.txt.gz, NAME, French",
        ".hidden, NAME, .hidden",
        "data/rt-polarity.pos, EXTENSION, pos",
        "rt-polarity.pos.gz, EXTENSION, pos",
        "aclImdb/train/pos/7.txt, FOLDER, pos",
        "pos/7.txt, FOLDER, pos"
    })
    void aFileIsCalledAfterItsClass(String name, ClassFiles.Part part, String label) {
        Format format = new ClassFiles(new PlainLines(), part, LabelMap.NONE);
        Findings found = new Findings(format.open(Findings.input(name, "a\n\nb \n")));
        assertEquals(3, found.size());
        assertEquals(label, found.labels(0));
        assertEquals("", found.text(1));
        assertEquals("b ", found.text(2));
        assertEquals(name + ":3", found.example(2).place());
    }

    @Test
    void aFileThatIsNotCalledAfterAClassIsRefused() {
        for (ClassFiles.Part part : List.of(ClassFiles.Part.EXTENSION, ClassFiles.Part.FOLDER)) {
            Format format = new ClassFiles(new PlainLines(), part, LabelMap.NONE);
            UsageException e = assertThrows(UsageException.class, () -> format.open(Findings.input("README", "")));
            assertTrue(
                    e.getMessage().startsWith("file is not called after a class: file=README part="), e.getMessage());
        }
    }

    @Test
    void classesOfFilesGetOtherNames() {
        Format format = new ClassFiles(new PlainLines(), ClassFiles.Part.NAME, LabelMap.parse("a->B"));
        assertEquals("B", new Findings(format.open(Findings.input("a.txt", "x"))).labels(0));
    }

    @Test
    void byte85OfWindowsIsNoLineEnd() {
        byte[] bytes = {'o', 'h', (byte) 0x85, '\n', 'a', (byte) 0xE9};
        Input file = new Input("r.pos", new ByteArrayInputStream(bytes), Charset.forName("windows-1252"));
        Findings found =
                new Findings(new ClassFiles(new PlainLines(), ClassFiles.Part.EXTENSION, LabelMap.NONE).open(file));
        assertEquals(2, found.size());
        assertEquals("oh\u2026", found.text(0));
        assertEquals("a\u00E9", found.text(1));
    }

    @Test
    void textsAndLabelsOfTwoFilesStandSideBySide() {
        Input labels = Findings.input("labels.txt", "pos\n\nneg\n");
        Findings found = new Findings(new LabelFile(Findings.input("good\nbad\n\n"), labels, Answers.CLASS));
        assertEquals(3, found.size());
        assertEquals("pos", found.labels(0));
        assertEquals("labels.txt:2: label is empty", found.rejected(1));
        assertEquals("", found.text(2));
        assertEquals("a.txt:3", found.example(2).place());
    }

    @Test
    void illFormedBytesOfBothFilesAreCounted() {
        byte[] bytes = {(byte) 0xFF, '\n', 'a', (byte) 0xFE, '\n'};
        Input texts = new Input("a", new ByteArrayInputStream(bytes), UTF_8);
        Input labels = new Input("b", new ByteArrayInputStream(bytes), UTF_8);
        Findings found = new Findings(new LabelFile(texts, labels, Answers.CLASS));
        assertEquals("\uFFFD", found.labels(0));
        assertEquals(4, found.count("ill-formed bytes replaced"));
    }

    @ParameterizedTest
    @CsvSource({"a, x|y, a.txt, 1", "a|b|c, x|y, labels.txt, 2"})
    void filesOfUnequalLengthAreRefused(String texts, String labels, String shorter, int lines) {
        LabelFile reader = new LabelFile(
                Findings.input(texts.replace('|', '\n')),
                Findings.input("labels.txt", labels.replace('|', '\n')),
                Answers.CLASS);
        UsageException e = assertThrows(UsageException.class, () -> new Findings(reader));
        assertTrue(
                e.getMessage()
                        .startsWith("texts and labels are not equally many: texts=a.txt labels=labels.txt ended-first="
                                + shorter + " lines=" + lines + "; hint: "),
                e.getMessage());
    }

    @Test
    void bothFilesAreClosed() throws Exception {
        class Noticed extends ByteArrayInputStream {
            boolean closed;

            Noticed() {
                super(new byte[0]);
            }

            @Override
            public void close() {
                closed = true;
            }
        }
        Noticed texts = new Noticed();
        Noticed labels = new Noticed();
        new LabelFile(new Input("a", texts, UTF_8), new Input("b", labels, UTF_8), Answers.CLASS).close();
        assertTrue(texts.closed && labels.closed);
    }
}
