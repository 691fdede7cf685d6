package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.unroll.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of a single step, which are no special case: under {@code network.cell=rnn} a plain feed-forward network. */
class OneToOneTest {
    private static SparkSession session;

    @TempDir
    Path folder;

    @BeforeAll
    static void startSpark() {
        session = LocalSpark.session();
    }

    private Path conf(String text) throws IOException {
        return Files.writeString(folder.resolve("one.conf"), """
                network.cell = rnn
                network.hidden = 8
                train.workers = 2
                train.batch = 8
                train.rate = 0.05
                output.model = %s
                """.formatted(folder.resolve("model")) + text);
    }

    private static Run train(Path conf, String... more) {
        List<String> words = new ArrayList<>(List.of("train", "--config", conf.toString(), "--overwrite"));
        words.addAll(List.of(more));
        return Run.of(words.toArray(new String[0]));
    }

    private Run use(String command, String... more) {
        List<String> words = new ArrayList<>(
                List.of(command, "--model", folder.resolve("model").toString()));
        words.addAll(List.of(more));
        return Run.of(words.toArray(new String[0]));
    }

    private List<JsonNode> score(Path input, Path output) throws IOException {
        use("score", "--input", input.toString(), "--output", output.toString(), "--format", "json")
                .done();
        return Scores.rows(output);
    }

    /** Exclusive or, which no network without a hidden layer can say. */
    private Path exclusiveOr() throws IOException {
        StringBuilder csv = new StringBuilder("id,a,b,colour\n");
        for (int i = 0; i < 160; i++) {
            int a = i & 1;
            int b = i >> 1 & 1;
            csv.append("r")
                    .append(i)
                    .append(',')
                    .append(a + i % 7 * 0.01)
                    .append(',')
                    .append(b);
            csv.append(a == b ? ",red\n" : ",blue\n");
        }
        return Files.writeString(folder.resolve("xor.csv"), csv);
    }

    @Test
    void rowsOfNumbersAreClassified() throws Exception {
        Path input = exclusiveOr();
        Path conf = conf("""
                task = classify
                data.format = csv
                data.options.header = true
                data.train = %s
                data.feature-columns = a, b
                data.label-column = colour
                data.key-column = id
                train.epochs = 30
                """.formatted(input));
        Run run = train(conf).done();
        assertTrue(run.err().contains("reads: at each step 2 numbers\n"), run.err());
        assertTrue(
                run.err().contains("says: of a record, from the last state, one of 2 labels: blue red\n"), run.err());
        JsonNode figures = Scores.json(use("evaluate", "--input", input.toString(), "--json"));
        assertEquals(1, figures.get("accuracy").asDouble(), figures.toString());
        String facts = use("inspect").done().out();
        assertTrue(facts.matches("(?s).*network +rnn, 1 layer of 8\n.*"), facts);
        assertTrue(facts.matches("(?s).*reads +at each step 2 numbers\n.*"), facts);
        assertFalse(facts.matches("(?s).*vocabulary +1:.*"), facts);

        Path unlabelled = Files.writeString(folder.resolve("new.csv"), "b,note,a\n1,x,0\n1,y,1\nwhat,z,1\n,u,0\n");
        List<JsonNode> said = score(unlabelled, folder.resolve("said"));
        assertEquals(4, said.size());
        assertEquals("blue", said.get(0).get("label").asText());
        assertEquals("red", said.get(1).get("label").asText());
        assertEquals("y", said.get(1).get("note").asText());
        assertFalse(said.get(2).hasNonNull("label"), "a row that holds no number: " + said.get(2));
        assertTrue(said.get(3).hasNonNull("label"), "a number that is missing is the mean: " + said.get(3));
        List<String> columns = new ArrayList<>();
        said.get(0).fieldNames().forEachRemaining(columns::add);
        assertEquals(List.of("b", "note", "a", "label", "confidence"), columns);
    }

    @Test
    void numbersAreSaidOfRowsOfAnyTable() throws Exception {
        Path table = folder.resolve("table");
        session.range(200)
                .selectExpr(
                        "cast(id % 10 as int) as x",
                        "id % 3 = 0 as third",
                        "cast(id % 7 as decimal(5, 2)) as z",
                        "100 + 2 * (id % 10) - id % 7 + if(id % 3 = 0, 20, 0) as y")
                .write()
                .parquet(table.toString());
        Path conf = conf("""
                task = regress
                data.format = parquet
                data.train = %s
                data.feature-columns = x,third,z
                data.label-column = y
                train.epochs = 60
                """.formatted(table));
        train(conf).done();
        JsonNode figures = Scores.json(use("evaluate", "--input", table.toString(), "--json"));
        assertTrue(figures.get("r2").asDouble() > 0.99, figures.toString());
    }

    @Test
    void oneWordIsARecordToo() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            lines.append(i % 2 == 0 ? "animal\tcat\n" : "plant\toak\n");
            lines.append(i % 2 == 0 ? "animal\tdog\n" : "plant\telm\n");
        }
        Path input = Files.writeString(folder.resolve("words.tsv"), lines);
        Path conf = conf("""
                task = classify
                data.format = labelled-lines
                data.train = %s
                data.validation = 0
                vocabulary.unit = word
                train.epochs = 5
                """.formatted(input));
        train(conf).done();
        JsonNode figures = Scores.json(use("evaluate", "--input", input.toString(), "--json"));
        assertEquals(1, figures.get("accuracy").asDouble(), figures.toString());
    }

    @Test
    void mistakesAreRefusedInOneLine() throws Exception {
        Path input = Files.writeString(folder.resolve("few.json"), """
                {"a": 1, "list": [1, 2], "y": "p"}
                {"a": 2, "list": [1, 2], "y": "q"}
                """);
        Path conf = conf("""
                task = classify
                data.format = json
                data.train = %s
                data.label-column = y
                data.validation = 0
                """.formatted(input));
        train(conf, "data.feature-columns=a,b").refused("no such column: data.feature-columns=b", "columns=a,list,y");
        train(conf, "data.feature-columns=a,list")
                .refused("column has no single number: data.feature-columns=list", "data.text-column");
        train(conf, "data.feature-columns=a", "data.text-column=list").refused("data.text-column=list", "leave it out");
        train(conf, "data.feature-columns=a", "network.embedding=3")
                .refused("network.embedding=3", "no units to embed");
        train(conf, "task=language-model", "data.feature-columns=a").refused("data.feature-columns=a", "reads text");
    }
}
