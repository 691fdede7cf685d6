package dev.unroll.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Constraints;
import dev.unroll.data.MiniBatch;
import dev.unroll.data.Preprocessing;
import dev.unroll.data.Targets;
import dev.unroll.nn.InputPath;
import dev.unroll.nn.LabelRules;
import dev.unroll.nn.Network;
import dev.unroll.nn.Sizes;
import dev.unroll.spec.Conf;
import dev.unroll.spec.Spec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MadeUpBatchTest {
    private static final int[] LENGTHS = {5, 3, 3, 1};

    private static Preprocessing corpus(String... words) {
        return MadeUpCorpus.of(spec(words));
    }

    private static Spec spec(String... words) {
        return Spec.from(Conf.parse("test.conf", "", List.of(words)));
    }

    private static Network network(Constraints constraints, String... words) {
        Spec spec = spec(words);
        Preprocessing learnt = MadeUpCorpus.of(spec);
        int outputs = Math.max(learnt.labels().size(), learnt.values().width());
        Sizes sizes = new Sizes(learnt.units(), learnt.features().width(), outputs);
        return new Network(spec.network(), sizes, InputPath.ROWS, new LabelRules(new float[0], constraints));
    }

    private static int row(MiniBatch batch, int t, int n) {
        return batch.offset(t) + n;
    }

    @ParameterizedTest
    @ValueSource(strings = {"bio", "iob1", "iobes"})
    void labelsOfAChainMayFollowEachOther(String scheme) {
        String[] words = {
            "task=tag", "data.format=conll", "data.labels.scheme=" + scheme, "network.crf=true", "vocabulary.unit=word"
        };
        List<String> names = corpus(words).labels().names();
        assertEquals(scheme.equals("iobes") ? 9 : 5, names.size());
        Constraints constraints = Constraints.ofSpans(names);
        boolean[] seen = new boolean[names.size()];
        for (long seed = 0; seed < 200; seed++) {
            MiniBatch batch = MadeUpBatch.of(network(constraints, words), seed);
            for (int n = 0; n < LENGTHS.length; n++) {
                int lane = n;
                int[] ids = IntStream.range(0, LENGTHS[n])
                        .map(t -> batch.classes()[row(batch, t, lane)])
                        .toArray();
                assertEquals(
                        -1, constraints.firstBroken(ids), "lane " + n + " " + Arrays.toString(ids) + " seed " + seed);
                Arrays.stream(ids).filter(id -> id >= 0).forEach(id -> seen[id] = true);
            }
        }
        for (int id = 0; id < seen.length; id++) {
            assertTrue(seen[id], names.get(id) + " never came");
        }
    }

    @Test
    void someStepsAndAWholeRecordHaveNoLabel() {
        MiniBatch batch =
                MadeUpBatch.of(network(Constraints.NONE, "task=tag", "data.format=conllu", "vocabulary.unit=word"), 3);
        int[] labelled = new int[LENGTHS.length];
        for (int n = 0; n < LENGTHS.length; n++) {
            for (int t = 0; t < LENGTHS[n]; t++) {
                labelled[n] += batch.targets().isLabelled(row(batch, t, n)) ? 1 : 0;
            }
        }
        assertEquals(0, labelled[2]);
        assertTrue(labelled[0] > 0 && labelled[1] > 0 && labelled[3] > 0, Arrays.toString(labelled));
        assertTrue(labelled[0] + labelled[1] + labelled[3] < 9, Arrays.toString(labelled));
    }

    @Test
    void aRecordsNumbersAreForTheRecord() {
        Network network = network(
                Constraints.NONE,
                "task=regress",
                "data.format=csv",
                "data.label-column=y",
                "data.feature-columns=a,b,c,d");
        MiniBatch batch = MadeUpBatch.of(network, 3);
        assertEquals(0, batch.inputs().length);
        assertEquals(4, batch.featureWidth());
        assertEquals(Targets.Level.RECORD, batch.targets().level());
        assertEquals(4, batch.targets().rows());
        assertFalse(batch.targets().isLabelled(2));
        assertTrue(batch.targets().isLabelled(0));
    }

    @Test
    void theSameSeedMakesTheSame() {
        Network network = network(Constraints.NONE, "task=classify", "data.format=frames");
        assertTrue(Arrays.equals(
                MadeUpBatch.of(network, 5).features(),
                MadeUpBatch.of(network, 5).features()));
        assertFalse(Arrays.equals(
                MadeUpBatch.of(network, 5).features(),
                MadeUpBatch.of(network, 6).features()));
    }

    @Test
    void aCorpusIsMadeUpAsTheConfigurationSaysItLooks() {
        assertEquals(MadeUpCorpus.UNITS, corpus().units());
        assertEquals(10_000, corpus("vocabulary.size=10000").units());
        assertEquals(70_000, corpus("vocabulary.size=70000").units());
        assertEquals(0, corpus("task=classify", "data.format=ts").units());
        assertEquals(2, corpus("task=regress", "data.format=adding").features().width());
        assertEquals(
                1, corpus("task=regress", "data.format=labelled-lines").values().width());
        assertEquals(
                0, corpus("task=regress", "data.format=labelled-lines").labels().size());
        assertTrue(corpus("task=tag", "data.format=conllu", "vocabulary.unit=word", "network.spelling=4")
                        .characters()
                        .size()
                > 1);
    }
}
