package dev.unroll.train.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.data.Example;
import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.ExampleShardBuilder;
import dev.unroll.data.LabelSet;
import dev.unroll.data.Labels;
import dev.unroll.data.Shard;
import dev.unroll.data.Targets;
import dev.unroll.data.Vocabulary;
import dev.unroll.spec.VocabularySpec.Unit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineChoiceTest {
    private static final String TAGS = "majority most-frequent-tag persistence-oracle";

    private static String names(Says says, Unit unit, String labels, int features, String... units) {
        List<String> known = new ArrayList<>(List.of("<unk>"));
        known.addAll(List.of(units));
        LabelSet set = LabelSet.of(labels.isEmpty() ? List.of() : List.of(labels.split(" ")));
        ExampleShardBuilder.Widths widths = new ExampleShardBuilder.Widths(features, says.numbers() ? 1 : 0);
        return String.join(
                " ",
                BaselineChoice.of(says, set, Vocabulary.of(unit, known), widths).stream()
                        .map(Baseline::name)
                        .toList());
    }

    @Test
    void labelsOfWordsHaveTagsAndNames() {
        assertEquals(TAGS, names(Says.STEP_CLASS, Unit.WORD, "NOUN VERB", 0, "a", "b"));
        assertEquals(
                "majority most-frequent-tag memorised-entities persistence-oracle",
                names(Says.STEP_CLASS, Unit.WORD, "O B-PER I-PER", 0, "a", "b"));
        assertEquals(
                "majority most-frequent-tag gaussian-naive-bayes persistence-oracle",
                names(Says.STEP_CLASS, Unit.WORD, "NOUN VERB", 3, "a", "b"));
    }

    @Test
    void labelsOfBasesHaveTheCodingRule() {
        assertEquals(
                "majority open-reading-frames-in-record persistence-oracle",
                names(Says.STEP_CLASS, Unit.NUCLEOTIDE, "CDS none", 0, "A", "C"));
        assertEquals("majority persistence-oracle", names(Says.STEP_CLASS, Unit.NUCLEOTIDE, "x none", 0, "A", "C"));
        assertEquals(TAGS, names(Says.STEP_CLASS, Unit.CHAR, "CDS none", 0, "A", "C"));
    }

    @Test
    void labelsOfFramesHaveBells() {
        assertEquals(
                "majority gaussian-naive-bayes persistence-oracle", names(Says.STEP_CLASS, Unit.WORD, "D P S", 18));
    }

    @ParameterizedTest
    @CsvSource({
        "WORD, a, 0, majority naive-bayes",
        "CHAR, a, 0, majority naive-bayes",
        "NUCLEOTIDE, A, 0, majority naive-bayes positional-naive-bayes",
        "WORD, a, 2, majority naive-bayes gaussian-naive-bayes",
        "WORD, '', 12, majority gaussian-naive-bayes"
    })
    void classesOfRecordsHaveNaiveBayes(Unit unit, String known, int features, String expected) {
        String[] units = known.isEmpty() ? new String[0] : new String[] {known};
        assertEquals(expected, names(Says.RECORD_CLASS, unit, "x y", features, units));
    }

    @ParameterizedTest
    @CsvSource({
        "STEP_CLASSES, x y, majority persistence-oracle",
        "RECORD_CLASSES, x y, majority",
        "STEP_VALUES, '', mean persistence-oracle",
        "RECORD_VALUES, '', mean",
        "NEXT_VECTOR, '', frequency persistence",
        "STEP_CLASS, '', ''"
    })
    void everythingElseHasTheSimplest(Says says, String labels, String expected) {
        assertEquals(expected, names(says, Unit.WORD, labels, 1));
    }

    private static Baseline travelled(Baseline baseline) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(baseline);
        }
        return (Baseline) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    }

    private static void assertTravels(Prepared prepared, List<Example> examples) throws Exception {
        Shard shard = prepared.shard(examples);
        for (Baseline baseline : prepared.baselines()) {
            Prepared.fit(baseline, shard);
            Baseline there = travelled(baseline);
            for (int r = 0; r < shard.records(); r++) {
                Targets expected = baseline.predict(shard, r);
                Targets said = there.predict(shard, r);
                if (expected instanceof Targets.Classes classes) {
                    assertEquals(
                            Arrays.toString(classes.ids()),
                            Arrays.toString(((Targets.Classes) said).ids()),
                            baseline.name());
                } else {
                    assertEquals(
                            Arrays.toString(((Targets.Values) expected).values()),
                            Arrays.toString(((Targets.Values) said).values()),
                            baseline.name());
                }
            }
        }
    }

    @Test
    void aFittedBaselineTravels() throws Exception {
        List<Example> sentences = List.of(Prepared.tagged("Ada/B-PER met/O Bob/B-PER"), Prepared.tagged("met/O"));
        assertTravels(Prepared.of(Says.STEP_CLASS, Unit.WORD, sentences), sentences);
        List<Example> windows = List.of(Prepared.text("p", "ACGT"), Prepared.text("n", "CCGT"));
        assertTravels(Prepared.of(Says.RECORD_CLASS, Unit.NUCLEOTIDE, windows), windows);
        List<Example> bases = List.of(Prepared.tagged("A/CDS C/none G/CDS"));
        assertTravels(Prepared.of(Says.STEP_CLASS, Unit.NUCLEOTIDE, bases), bases);
        List<Example> frames = List.of(
                Prepared.numbers(1, new float[] {1, 2, 4}, new Labels.OfSteps(List.of("x", "y"), new int[] {0, 1, 1})));
        assertTravels(Prepared.of(Says.STEP_CLASS, Unit.WORD, frames), frames);
        List<Example> curves = List.of(
                Prepared.numbers(1, new float[] {1, 2}, new Labels.Values(Targets.Level.STEP, 1, new float[] {3, 5})));
        assertTravels(Prepared.of(Says.STEP_VALUES, Unit.WORD, curves), curves);
        List<Example> several = List.of(new Example(
                "s", "", Prepared.tagged("v w").reading(), new Labels.SetsOfSteps(List.of("p", "q"), new long[] {3, 1
                })));
        assertTravels(Prepared.of(Says.STEP_CLASSES, Unit.WORD, several), several);
    }
}
