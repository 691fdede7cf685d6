package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.unroll.spark.LocalSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code score --format conll}, as users meet it. */
class ScoredSentencesTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void startSpark() {
        LocalSpark.session();
    }

    private Path train(String corpus, String more) throws IOException {
        Path text = Files.writeString(folder.resolve("corpus.txt"), corpus);
        Path model = folder.resolve("model");
        Path conf = Files.writeString(folder.resolve("task.conf"), """
                train.workers = 2
                train.batch = 8
                train.epochs = 12
                train.rate = 0.05
                network.hidden = 8
                network.embedding = 8
                data.validation = 0
                vocabulary.unit = word
                data.train = %s
                output.model = %s
                """.formatted(text, model) + more);
        Run.of("train", "--config", conf.toString()).done();
        return model;
    }

    private Path tagger() throws IOException {
        return train("the DET\nbird NOUN\nsings VERB\n\n".repeat(100), """
                task = tag
                data.format = conll
                data.labels.scheme = none
                """);
    }

    private Run score(Path model, Path input, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "score",
                "--model",
                model.toString(),
                "--input",
                input.toString(),
                "--output",
                folder.resolve("said").toString()));
        words.addAll(List.of(more));
        return Run.of(words.toArray(new String[0]));
    }

    private String said(String name) throws IOException {
        return Files.readString(folder.resolve("said").resolve(name));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("said"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.resolve("said").relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void eachFileIsWrittenAgainWithAColumnMore() throws Exception {
        Path model = tagger();
        Path input = Files.createDirectories(folder.resolve("input/deep"));
        Files.writeString(folder.resolve("input/a.conll"), "-DOCSTART- X\n\nthe\tX\nbird\tY\n\n\n\nthe\tX\n");
        Files.write(input.resolve("b.txt.gz"), packed("the bird here X\nbird loud now X\n"));
        Run run = score(model, folder.resolve("input"), "--format", "conll").done();
        assertEquals(
                "3 sentences in 2 files in " + folder.resolve("said") + "\n",
                run.err().lines().reduce((a, b) -> b).orElseThrow() + "\n");
        assertEquals(List.of("_SUCCESS", "a.conll", "deep/b.txt"), names());
        assertEquals("-DOCSTART- X _\n\nthe\tX\tDET\nbird\tY\tNOUN\n\n\n\nthe\tX\tDET\n", said("a.conll"));
        assertEquals("the bird here X DET\nbird loud now X NOUN\n", said("deep/b.txt"));
    }

    @Test
    void filesWithoutLabelsAreScoredToo() throws Exception {
        Path model = tagger();
        Path input = Files.writeString(folder.resolve("plain"), "the\nbird\n");
        score(model, input, "--format", "conll", "data.label-column=0").done();
        assertEquals("the DET\nbird NOUN\n", said("plain"));
    }

    @Test
    void badSentencesAreCountedAndKeptWithoutALabel() throws Exception {
        Path model = tagger();
        Path input = Files.writeString(folder.resolve("bad"), "the X\nbird\n\nsings X\n");
        Run run = score(model, input, "--format", "conll").done();
        assertEquals("the X _\nbird _\n\nsings X VERB\n", said("bad"));
        assertTrue(
                run.err().contains("of 1 of them nothing is said; the first is " + input + ":1: columns are not"),
                run.err());
    }

    @Test
    void universalDependenciesBecomeCoNllUPlus() throws Exception {
        String sentence = """
                # text = the bird sings
                1	the	_	DET	_	_	_	_	_	_
                2	bird	_	NOUN	_	_	_	_	_	_
                3	sings	_	VERB	_	_	_	_	_	_

                """;
        Path model = train(sentence.repeat(100), """
                task = tag
                data.format = conllu
                """);
        Path input = Files.writeString(folder.resolve("new.conllu"), "1-2\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n" + """
                1	the	_	_	_	_	_	_	_	_
                2	bird	_	_	_	_	_	_	_	_
                """);
        score(model, input, "--format", "conll").done();
        assertEquals("""
                # global.columns = ID FORM LEMMA UPOS XPOS FEATS HEAD DEPREL DEPS MISC UNROLL:LABEL
                1-2	du	_	_	_	_	_	_	_	_	_
                1	the	_	_	_	_	_	_	_	_	DET
                2	bird	_	_	_	_	_	_	_	_	NOUN
                """, said("new.conllu"));
    }

    @Test
    void whatLiesThereIsReplacedOnlyIfAskedFor() throws Exception {
        Path model = tagger();
        Path first = Files.writeString(folder.resolve("first"), "the X\n");
        Path second = Files.writeString(folder.resolve("second"), "bird X\n");
        score(model, first, "--format", "conll").done();
        score(model, second, "--format", "conll").refused("output exists: --output=", "--overwrite");
        score(model, second, "--format", "conll", "--overwrite").done();
        assertEquals(List.of("_SUCCESS", "second"), names());
    }

    @Test
    void nothingIsWrittenOfFilesThatMakeNoSense() throws Exception {
        Path model = tagger();
        Path input = Files.createDirectory(folder.resolve("input"));
        Files.writeString(input.resolve("a"), "the X\n");
        Files.writeString(input.resolve("b"), "alone\n");
        score(model, input, "--format", "conll").refused("columns are not there", "line=1");
        assertFalse(Files.exists(folder.resolve("said")));
        Files.writeString(input.resolve("b"), "bird X\n");
        Files.write(input.resolve("b.gz"), packed("bird X\n"));
        score(model, input, "--format", "conll").refused("two files would be written under one name", "name=b");
        Path empty = Files.writeString(folder.resolve("empty"), "\n\n");
        score(model, empty, "--format", "conll").refused("nothing to score", "records=0");
        assertFalse(Files.exists(folder.resolve("said")));
    }

    @Test
    void formatsAndOptionsThatDoNotFitAreRefused() throws Exception {
        Path model = tagger();
        Path input = Files.writeString(folder.resolve("some"), "the X\n");
        score(model, input, "--format", "conl").refused("--format=conl", "parquet", "conll");
        score(model, input, "--format", "conll", "--probabilities")
                .refused("not an option for this format: --probabilities --format=conll");
        score(model, input, "--format", "conll", "data.format=frames", "data.labels.scheme=bio")
                .refused("not a format for this model: --format=conll task=tag data.format=frames");
    }

    @Test
    void recordsThatTheModelCannotReadAreCountedAsSuch() throws Exception {
        Path model = tagger();
        Path rows = Files.writeString(folder.resolve("rows.json"), """
                {"words": ["the", "bird"]}
                {"words": []}
                {"words": ["the", ""]}
                """);
        Run run = score(
                        model,
                        rows,
                        "--format",
                        "json",
                        "data.format=json",
                        "data.labels.scheme=bio",
                        "data.text-column=words")
                .done();
        assertTrue(run.err().contains("3 rows in"), run.err());
        assertTrue(run.err().contains("2 of them cannot be read; the column rejected says why"), run.err());
        List<JsonNode> said = Scores.rows(folder.resolve("said"));
        assertEquals("[\"DET\",\"NOUN\"]", said.get(0).get("labels").toString());
        assertEquals("nothing to read", said.get(1).get("rejected").asText());
    }
}
