package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code inspect --gradient-flow}. */
class GradientFlowCommandTest {
    @TempDir
    static Path folder;

    private static TinyModel tiny;
    private static String input;

    @TempDir
    Path own;

    @BeforeAll
    static void train() throws IOException {
        LocalSpark.session();
        tiny = new TinyModel(folder);
        tiny.train("train.rounds=6").done();
        input = tiny.corpus.toString();
    }

    private static List<String> rows(Run run) {
        return run.done().out().lines().skip(2).toList();
    }

    private static String cell(String row, int column) {
        return row.strip().split(" +")[column];
    }

    @Test
    void piecesOfARunningTextAreFollowedBackToTheirFirstUnit() {
        Run run = tiny.use("inspect", "--gradient-flow", "--input", input).done();
        assertTrue(
                run.out()
                        .startsWith(
                                input + ": gradient of the loss of the last character by the states k steps before it,"
                                        + " mean norm over 256 pieces\n"),
                run.out());
        assertTrue(run.out().lines().toList().get(1).matches(" +k +records +layer0 a +layer0 c"), run.out());
        List<String> rows = rows(run);
        // k from 0 to 15 = train.steps - 1
        assertEquals(13, rows.size(), run.out());
        assertEquals("15", cell(rows.get(12), 0));
        assertEquals("256", cell(rows.get(12), 1));
        assertTrue(Double.parseDouble(cell(rows.get(0), 2)) > Double.parseDouble(cell(rows.get(12), 2)), run.out());
        assertEquals(
                run.out(),
                tiny.use("inspect", "--gradient-flow", "--input", input).out());
    }

    @Test
    void linesAreFollowedBackByThemselves() {
        Run run = tiny.use(
                "inspect", "--gradient-flow", "--input", input, "--records", "32", "--step", "5", "data.context=line");
        List<String> rows = rows(run);
        assertTrue(run.out().contains("loss of character 5 by"), run.out());
        assertTrue(run.out().contains("over 32 records\n"), run.out());
        assertEquals(5, rows.size(), run.out());
    }

    @Test
    void aPictureIsWrittenToo() throws IOException {
        Path picture = own.resolve("flow.svg");
        String[] words = {"--gradient-flow", "--input", input, "--records", "16", "--output", picture.toString()};
        tiny.use("inspect", words).done();
        String svg = Files.readString(picture);
        assertTrue(svg.startsWith("<svg xmlns=") && svg.contains("lstm, 1 layer of 12"), svg);
        tiny.use("inspect", words).done();
        assertEquals(svg, Files.readString(picture), "the same again");
    }

    /** The cells that remember differently, on records that are made up, by the words of {@code conf/memory.conf}. */
    @Test
    void modelsAreComparedInOneTableAndOnePicture() throws IOException {
        String[] kept = {"--output", own.resolve("flow.svg").toString(), "--records", "32"};
        List<String> words = new ArrayList<>(List.of("inspect", "--gradient-flow", "--input", "adding"));
        for (String cell : List.of("rnn", "gru", "lstm")) {
            String model = own.resolve("memory-" + cell).toString();
            Run.of(
                            "train",
                            "--config",
                            "conf/memory.conf",
                            "network.cell=" + cell,
                            "network.hidden=6",
                            "data.options.length=12",
                            "data.options.records=100",
                            "train.epochs=1",
                            "evaluate.baseline-units=0",
                            "output.model=" + model)
                    .done();
            words.addAll(List.of("--model", model));
        }
        words.addAll(List.of(kept));
        Run run = Run.of(words.toArray(new String[0])).done();
        List<String> lines = run.out().lines().toList();
        String heading =
                "adding: gradient of a record's loss by the states k steps before its end, mean norm over ([0-9]+) records";
        assertTrue(lines.get(0).matches(heading), lines.get(0));
        String records = lines.get(0).replaceAll(heading, "$1");
        assertTrue(Integer.parseInt(records) > 0 && Integer.parseInt(records) <= 32, records);
        assertEquals(
                "k records memory-rnn layer0 a memory-gru layer0 a memory-lstm layer0 a memory-lstm layer0 c",
                lines.get(1).strip().replaceAll(" +", " "));
        assertEquals(2 + 12, lines.size(), run.out());
        for (String row : lines.subList(2, 14)) {
            assertEquals(records, cell(row, 1));
            assertTrue(Double.parseDouble(cell(row, 5)) > 0, row);
        }
        String svg = Files.readString(own.resolve("flow.svg"));
        assertEquals(4, svg.split("<polyline", -1).length - 1);
        assertTrue(svg.contains("memory-gru: gru, 1 layer of 6<"), svg);
        String first = own.resolve("memory-rnn").toString();
        Run.of("inspect", "--model", first, "--model", tiny.model.toString()).refused("more than one model");
        Run.of("inspect", "--model", first, "--model", first, "--gradient-flow", "--input", "adding")
                .refused("model twice: --model=" + first);
    }

    @Test
    void mistakesAreRefusedInOneLine() throws IOException {
        tiny.use("inspect", "--gradient-flow").refused("missing: --input PATH");
        tiny.use("inspect", "--input", input).refused("missing: --gradient-flow");
        tiny.use("inspect", "--gradient-flow", "--input", input, "--step", "-1").refused("--step=-1");
        tiny.use("inspect", "--gradient-flow", "--input", input, "--records", "0")
                .refused("--records=0");
        tiny.use("inspect", "--gradient-flow", "--input", own + "/none.txt").refused("--input=" + own + "/none.txt");
        tiny.use("inspect", "--gradient-flow", "--input", input, "network.hidden=3")
                .refused("network.hidden=3", "only data.* may differ");
        Path thesis = Files.writeString(own.resolve("thesis.txt"), "words");
        tiny.use("inspect", "--gradient-flow", "--input", input, "--output", thesis.toString())
                .refused("--output=" + thesis, "ends in .svg");
        assertEquals("words", Files.readString(thesis));
        tiny.use("inspect", "--gradient-flow", "--input", input, "--step", "5000", "data.context=line")
                .refused("no record has such a loss", "--step=5000");
        assertFalse(tiny.use("inspect").done().out().contains("gradient"), "as before without the option");
    }
}
