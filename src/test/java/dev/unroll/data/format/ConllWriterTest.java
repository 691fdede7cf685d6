package dev.unroll.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Example;
import dev.unroll.data.Found;
import dev.unroll.data.Labels;
import dev.unroll.data.Prediction;
import dev.unroll.data.Rejected;
import dev.unroll.data.Targets;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConllWriterTest {
    private static final ConllReader.Settings TABS =
            new ConllReader.Settings(Separator.TAB, 1, 2, TagScheme.BIO, "# ", LabelMap.NONE);
    private static final ConlluReader.Settings UNIVERSAL =
            new ConlluReader.Settings(ConlluReader.Tag.UPOS, LabelMap.NONE);

    /** Says the labels that a record has, backwards; nothing of a rejected one. */
    private static Prediction said(Found found) {
        if (found instanceof Rejected rejected) {
            return new Prediction.None(rejected.reason());
        }
        Labels.OfSteps labels = (Labels.OfSteps) ((Example) found).labels();
        StringBuilder backwards = new StringBuilder();
        for (int t = labels.steps() - 1; t >= 0; t--) {
            backwards.append(labels.name(t)).append(t > 0 ? " " : "");
        }
        return Said.of(labels.names(), backwards.toString());
    }

    /** A file read and written with what is said of it. */
    private static String written(Format format, String text) throws IOException {
        StringWriter out = new StringWriter();
        try (ExampleReader reader = format.open(Findings.input(text));
                ConllWriter writer = format instanceof ConllReader.Settings settings
                        ? ConllWriter.of(Findings.input(text), settings, out)
                        : ConllWriter.ofUniversal(Findings.input(text), out)) {
            while (reader.hasNext()) {
                writer.sentence(said(reader.next()));
            }
            writer.end();
        }
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void columnsCommentsAndDocumentsStayAsTheyWere(String end) throws IOException {
        String text = String.join(
                end,
                "-DOCSTART- -X- O O",
                "",
                "Harry NNP B-NP B-PER",
                "Potter NNP I-NP I-PER ",
                "\t",
                "",
                "met\tVBD B-VP O",
                "-DOCSTART- -X- O O",
                "Hermione NNP B-NP B-PER",
                "",
                "",
                "");
        assertEquals(
                String.join(
                        "\n",
                        "-DOCSTART- -X- O O O",
                        "",
                        "Harry NNP B-NP B-PER I-PER",
                        "Potter NNP I-NP I-PER  B-PER",
                        "\t",
                        "",
                        "met\tVBD B-VP O\tO",
                        "-DOCSTART- -X- O O O",
                        "Hermione NNP B-NP B-PER B-PER",
                        "",
                        "",
                        ""),
                written(ConllReader.Settings.DEFAULT, text));
    }

    @Test
    void aFileMayEndWithItsLastWord() throws IOException {
        assertEquals("a O O\n", written(ConllReader.Settings.DEFAULT, "a O"));
        assertEquals("", written(ConllReader.Settings.DEFAULT, ""));
        assertEquals("", written(UNIVERSAL, ""));
    }

    @Test
    void rejectedSentencesAreThereWithoutLabels() throws IOException {
        assertEquals(
                "x\tO\tO\n\nragged\t_\nrow\tO\t_\n# remark\n\n# id 7\ny\tB-a\tB-a\n# end\n",
                written(TABS, "x\tO\n\nragged\nrow\tO\n# remark\n\n# id 7\ny\tB-a\n# end"));
    }

    @Test
    void whatIsWrittenIsReadWithBothColumns() throws IOException {
        String text = "a B-x\nb I-x\nc O\n\nd O\n";
        String written = written(ConllReader.Settings.DEFAULT, text);
        Findings said = Findings.of(ConllReader.Settings.DEFAULT, written);
        assertEquals("O B-x B-x", said.labels(0)); // O I-x B-x, mended
        assertEquals("O", said.labels(1));
        Findings given = Findings.of(
                new ConllReader.Settings(Separator.WHITE_SPACE, 1, 2, TagScheme.BIO, "", LabelMap.NONE), written);
        assertEquals("B-x I-x O", given.labels(0));
    }

    @Test
    void universalDependenciesGetAnEleventhColumn() throws IOException {
        String rest = "\t_\t_\t_\t_\t_\t_";
        String text = "# sent_id = s1\n1-2\tdu\t_\t_" + rest + "\n1\tde\t_\tADP" + rest + "\n2\tle\t_\tDET" + rest
                + "\n2.1\tle\t_\tX" + rest + "\n\n# sent_id = s2\n2\tx\t_\tNOUN" + rest + "\n\n";
        assertEquals(
                "# global.columns = ID FORM LEMMA UPOS XPOS FEATS HEAD DEPREL DEPS MISC UNROLL:LABEL\n"
                        + "# sent_id = s1\n1-2\tdu\t_\t_" + rest + "\t_\n1\tde\t_\tADP" + rest + "\tDET\n2\tle\t_\tDET"
                        + rest + "\tADP\n2.1\tle\t_\tX" + rest + "\t_\n\n# sent_id = s2\n2\tx\t_\tNOUN" + rest
                        + "\t_\n\n",
                written(UNIVERSAL, text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ner/wnut17/wnut17train.conll",
                "ner/wikigold/wikigold.conll.txt",
                "pos/ud-english-ewt/en_ewt-ud-dev.conllu"
            })
    @EnabledIfSystemProperty(named = "unroll.data", matches = ".+")
    void publishedFilesAreAsTheyWereButForTheColumn(String path) throws IOException {
        String text = Files.readString(Path.of(System.getProperty("unroll.data"), path));
        boolean universal = path.endsWith("u");
        List<String> given = text.lines().toList();
        List<String> written = written(universal ? UNIVERSAL : ConllReader.Settings.DEFAULT, text)
                .lines()
                .toList();
        int head = universal ? 1 : 0;
        assertEquals(given.size() + head, written.size());
        for (int i = 0; i < given.size(); i++) {
            String line = given.get(i);
            boolean bare = line.isBlank() || (universal && line.charAt(0) == '#');
            String column = bare ? "" : (line.indexOf('\t') < 0 ? " " : "\t") + "\\S+";
            assertTrue(written.get(i + head).matches(Pattern.quote(line) + column), "line " + (i + 1));
        }
    }

    @Test
    void severalLabelsHaveCommasBetween() throws IOException {
        StringWriter out = new StringWriter();
        ConllWriter writer = ConllWriter.of(Findings.input("a\nb\nc\n"), TABS, out);
        float[] probabilities = {1, 0.5f, 0.1f, 0.2f, 0, 0.75f};
        writer.sentence(new Prediction.Sets(Targets.Level.STEP, List.of("x", "y"), probabilities));
        assertEquals("a\tx,y\nb\t_\nc\ty\n", out.toString());
    }

    @Test
    void labelsWithoutASchemeHaveNoOutside() throws IOException {
        ConllReader.Settings parts =
                new ConllReader.Settings(Separator.WHITE_SPACE, 1, 2, TagScheme.NONE, "", LabelMap.NONE);
        assertEquals("-DOCSTART- _\na B B\n", written(parts, "-DOCSTART-\na B\n"));
    }

    @Test
    void numbersAreRefused() {
        ConllWriter writer = ConllWriter.of(Findings.input("a O\n"), TABS, new StringWriter());
        Prediction numbers = new Prediction.Values(Targets.Level.STEP, 1, new float[] {1});
        UsageException e = assertThrows(UsageException.class, () -> writer.sentence(numbers));
        assertTrue(e.getMessage().startsWith("numbers are said, not labels: file=a.txt;"), e.getMessage());
    }

    @Test
    void aFileThatIsAnotherOneThanWasReadIsNoticed() throws IOException {
        List<String> names = List.of("O");
        for (String labels : List.of("O", "O O O")) {
            ConllWriter writer = ConllWriter.of(Findings.input("a O\nb O\n"), TABS, new StringWriter());
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> writer.sentence(Said.of(names, labels)));
            assertTrue(
                    e.getMessage()
                            .startsWith("sentence is another one than was read: file=a.txt line=2 words=2 labels="),
                    e.getMessage());
        }
        ConllWriter shorter = ConllWriter.of(Findings.input("a O\n"), TABS, new StringWriter());
        shorter.sentence(Said.of(names, "O"));
        assertThrows(IllegalArgumentException.class, () -> shorter.sentence(Said.of(names, "O")));
        ConllWriter longer = ConllWriter.of(Findings.input("a O\n"), TABS, new StringWriter());
        assertThrows(IllegalArgumentException.class, longer::end);
    }
}
