package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every preset of a language model trains, on a text of a few kilobytes and a smaller network. */
class PresetsTest {
    private static final Path CONF =
            Path.of(System.getProperty("unroll.basedir", ".")).resolve("conf");

    @TempDir
    Path folder;

    @BeforeAll
    static void startSpark() {
        LocalSpark.session();
    }

    private static List<Path> presets() throws IOException {
        try (Stream<Path> files = Files.list(CONF)) {
            List<Path> presets = files.filter(file -> file.toString().endsWith(".conf"))
                    .sorted()
                    .toList();
            assertTrue(presets.size() >= 4, presets.toString());
            return presets;
        }
    }

    /** What such a preset reads: FASTA, rows of speeches with their titles and dates, or lines. */
    private String text(String preset) throws IOException {
        if (preset.contains("data.separator = ,")) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                lines.append("EI,  d%d,   ACGTNACG\nN,   n%d,   TTTTACGA\n".formatted(i, i));
            }
            return lines.toString();
        }
        if (preset.contains("nucleotide")) {
            return TinyModel.fasta();
        }
        if (preset.contains("data.format = piano-rolls")) {
            StringBuilder pieces = new StringBuilder("{\"train\": [");
            for (int i = 0; i < 40; i++) {
                pieces.append(i == 0 ? "" : ", ")
                        .append("[[60, 64], [")
                        .append(21 + i)
                        .append("], []]");
            }
            return pieces + "]}";
        }
        if (preset.contains("data.format = abc")) {
            StringBuilder tunes = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                tunes.append("X:").append(i).append("\nM:3/4\nK:C\nabc|cba|\n\n");
            }
            return tunes.toString();
        }
        if (preset.contains("data.format = conllu")) {
            String row = "%d\t%s\t_\t%s\t_\t_\t_\t_\t_\t_\n";
            StringBuilder sentences = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                sentences
                        .append(row.formatted(1, "they" + i, "PRON"))
                        .append(row.formatted(2, "met", "VERB"))
                        .append('\n');
            }
            return sentences.toString();
        }
        if (preset.contains("data.format = conll\n")) {
            StringBuilder sentences = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                sentences.append("we O\nmet O\nAda%d B-person\nHill I-person\n\n".formatted(i));
            }
            return sentences.toString();
        }
        if (preset.contains("data.format = ts")) {
            StringBuilder series = new StringBuilder("@classLabel true up down\n@data\n");
            for (int i = 0; i < 40; i++) {
                series.append("%d,%d,9:0,0,%d:up\n%d,1,0:%d,1,1:down\n".formatted(i, i + 1, i, i + 9, i));
            }
            return series.toString();
        }
        if (preset.contains("data.format = labelled-lines")) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                lines.append("good\ta fine film ")
                        .append(i)
                        .append("\nbad\ta poor film ")
                        .append(i)
                        .append('\n');
            }
            return lines.toString();
        }
        if (preset.contains("data.format = csv")) {
            StringBuilder rows = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                rows.append("title\t1996\tspeech ")
                        .append(i)
                        .append(" of the house and the guests of the house, \"quoted\n");
                rows.append("Titel\t1996\tRede ").append(i).append(" vor dem Haus\n");
            }
            return rows.toString();
        }
        return Files.readString(new TinyModel(folder).corpus);
    }

    private Path corpus(String preset) throws IOException {
        Path corpus = folder.resolve("corpus");
        if (preset.contains("data.format = frames")) {
            Files.createDirectory(corpus);
            for (int i = 0; i < 12; i++) {
                Files.writeString(
                        corpus.resolve(i + ".csv"), "x,y,Phase\n%d,1,rest\n2,%d,rest\n3,4,stroke\n".formatted(i, i));
            }
            return corpus;
        }
        if (!preset.contains("data.format = class-files")) {
            return Files.writeString(corpus, text(preset));
        }
        Files.createDirectory(corpus);
        if (preset.contains("nucleotide")) {
            Files.writeString(corpus.resolve("none.txt"), text(preset));
            return Files.writeString(corpus.resolve("site.txt"), text(preset)).getParent();
        }
        for (String kind : List.of("Lizards", "Birds")) {
            StringBuilder names = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                names.append(kind.charAt(i % 5))
                        .append("osaur")
                        .append("us".repeat(1 + i % 3))
                        .append('\n');
            }
            Files.writeString(corpus.resolve(kind + ".txt"), names);
        }
        return corpus;
    }

    @ParameterizedTest
    @MethodSource("presets")
    void aPresetTrains(Path preset) throws IOException {
        String settings = Files.readString(preset);
        List<String> words = new ArrayList<>(List.of(
                "train",
                "--config",
                preset.toString(),
                "output.model=" + folder.resolve("preset"),
                "network.hidden=8",
                "train.epochs=1"));
        if (settings.contains("data.format = adding")) {
            words.addAll(List.of("data.options.length=8", "data.options.records=200", "data.validation=0.1"));
        } else {
            words.add("data.train=" + corpus(settings));
            if (settings.contains("dna-promoters")) {
                words.addAll(List.of("data.positive-label=site", "data.validation=0.4"));
            }
            if (settings.contains("data.format = frames")) {
                words.add("data.validation=0.4");
            } else if (!settings.contains("data.format = ts") && !settings.contains("data.format = piano-rolls")) {
                words.add("network.embedding=8");
            }
        }
        if (settings.contains("data.format = fasta")) {
            words.add(
                    "data.annotation=" + Files.writeString(folder.resolve("genes.bed"), "contig0\t9\t90\tCDS\t0\t+\n"));
        }
        Path model = folder.resolve("preset");
        Run run = Run.of(words.toArray(new String[0])).done();
        assertTrue(run.out().contains("held-out text: ") || run.out().contains("held-out records: "), run.out());
        assertTrue(Files.exists(model.resolve("model.safetensors")));
        assertTrue(Files.exists(model.resolve("report.html")));
    }
}
