package dev.unroll.train.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.data.Example;
import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.Labels;
import dev.unroll.data.Shard;
import dev.unroll.data.Targets;
import dev.unroll.data.format.Annotations;
import dev.unroll.data.format.BaseLabels;
import dev.unroll.data.format.BaseLabels.Detail;
import dev.unroll.data.format.BaseLabels.Overlap;
import dev.unroll.data.format.ExampleReader;
import dev.unroll.data.format.FastaReader;
import dev.unroll.data.format.FeatureCollector;
import dev.unroll.data.format.Input;
import dev.unroll.data.format.Region;
import dev.unroll.spec.VocabularySpec.Unit;
import dev.unroll.train.metrics.ConfusionMatrix;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The coding rule on two chromosomes of yeast, if a folder has them: {@code -Dunroll.data=FOLDER}. */
@EnabledIfSystemProperty(named = "unroll.data", matches = ".+")
class PublishedGenesTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("unroll.data", "")).resolve("dna/yeast");
    private static final String GENES = "yeast_cds.bed";
    private static final BaseLabels.Settings SETTINGS =
            new BaseLabels.Settings(List.of("CDS"), Detail.TOGETHER, Detail.TOGETHER, Overlap.PRIORITY);

    private static Input open(String file) throws IOException {
        return new Input(file, Files.newInputStream(FOLDER.resolve(file)), UTF_8);
    }

    private static SortedMap<String, Long> lengths(String sequence) throws IOException {
        return FastaReader.lengths(open(sequence));
    }

    private static BaseLabels genes(String sequence) throws IOException {
        FeatureCollector collector = new FeatureCollector(SETTINGS, lengths(sequence), rejected -> {});
        try (InputStream bytes = Files.newInputStream(FOLDER.resolve(GENES))) {
            Annotations.BED.read(new Input(GENES, bytes, UTF_8), collector);
        }
        return collector.labels();
    }

    private static List<Example> read(String sequence, FastaReader.Settings windows) throws IOException {
        List<Example> examples = new ArrayList<>();
        try (ExampleReader reader = windows.open(open(sequence), genes(sequence))) {
            reader.forEachRemaining(found -> examples.add((Example) found));
        }
        return examples;
    }

    private static String figures(ConfusionMatrix matrix, int coding) {
        return String.format(Locale.ROOT, "%.3f %.3f %.3f", matrix.accuracy(), matrix.f1(coding), matrix.mcc());
    }

    /** Accuracy, F1 and MCC of the rule that sees nothing but a record. */
    private static String inRecords(String sequence, FastaReader.Settings windows) throws IOException {
        List<Example> examples = read(sequence, windows);
        Prepared prepared = Prepared.of(Says.STEP_CLASS, Unit.NUCLEOTIDE, examples);
        Baseline rule = prepared.baseline("open-reading-frames-in-record");
        Shard shard = prepared.shard(examples);
        int[] truth = ((Targets.Classes) shard.annotation().targets()).ids();
        ConfusionMatrix matrix = new ConfusionMatrix(prepared.labels().size());
        for (int r = 0; r < shard.records(); r++) {
            int[] said = ((Targets.Classes) rule.predict(shard, r)).ids();
            for (int t = 0; t < said.length; t++) {
                matrix.add(truth[shard.start(r) + t], said[t]);
            }
        }
        return figures(matrix, prepared.labels().id("CDS"));
    }

    @Test
    void wholeChromosomesAsRecords() throws IOException {
        assertEquals("0.985 0.988 0.968", inRecords("chr1.fa", FastaReader.Settings.WHOLE));
        assertEquals("0.984 0.989 0.959", inRecords("chr2.fa", FastaReader.Settings.WHOLE));
    }

    @Test
    void wholeChromosomesReadInWindows() throws IOException {
        FastaReader.Settings windows = new FastaReader.Settings(1000, 300);
        BaseLabels said;
        try (ExampleReader reader = windows.open(open("chr1.fa"))) {
            said = CodingRule.ofSequences(reader, SETTINGS, lengths("chr1.fa")).orElseThrow();
        }
        ConfusionMatrix matrix = new ConfusionMatrix(2);
        for (Example window : read("chr1.fa", new FastaReader.Settings(1000, 0))) {
            Labels.OfSteps truth = (Labels.OfSteps) window.labels();
            Labels.OfSteps rule =
                    (Labels.OfSteps) said.paint(Region.ofKey(window.key())).labels();
            for (int b = 0; b < truth.steps(); b++) {
                matrix.add(truth.name(b).equals("CDS") ? 1 : 0, rule.name(b).equals("CDS") ? 1 : 0);
            }
        }
        assertEquals("0.985 0.988 0.968", figures(matrix, 1));
    }

    @Test
    void windowsByThemselvesAreAnotherMatter() throws IOException {
        assertEquals("0.523 0.410 0.332", inRecords("chr1.fa", new FastaReader.Settings(1000, 0)));
        assertEquals("0.942 0.952 0.883", inRecords("chr1.fa", new FastaReader.Settings(10_000, 0)));
    }
}
