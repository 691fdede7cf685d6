package dev.unroll.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.spec.ClassWeights;
import dev.unroll.spec.Conf;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import dev.unroll.spec.VocabularySpec.Unit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class LabelWeightsTest {
    private static final LabelSet LABELS = LabelSet.of(List.of("common", "rare", "some"));
    private static final Map<String, Long> COUNTS = Map.of("common", 70L, "some", 25L, "rare", 5L);

    private static ClassWeights wanted(String text) {
        return Spec.from(Conf.parse(
                        "test.conf", "", List.of("task=classify", "data.format=ts", "train.class-weights=" + text)))
                .train()
                .classWeights();
    }

    private static float[] weights(String text) {
        return LabelWeights.of(wanted(text), LABELS, COUNTS).weights();
    }

    @Test
    void balancedClassesCountTheSameTogether() {
        float[] weights = weights("balanced");
        assertArrayEquals(new float[] {100 / 210f, 100 / 15f, 100 / 75f}, weights, 1e-7f);
        for (int k = 0; k < 3; k++) {
            assertEquals(100 / 3.0, weights[k] * COUNTS.get(LABELS.names().get(k)), 1e-5);
        }
    }

    @Test
    void classesThatAreNotNamedCountOnce() {
        assertArrayEquals(new float[] {0.5f, 20, 1}, weights("rare -> 20, common -> 0.5"));
        assertArrayEquals(new float[0], weights("none"));
    }

    @Test
    void whatIsNoClassIsRefusedWithTheNearest() {
        String message =
                assertThrows(UsageException.class, () -> weights("rar -> 2")).getMessage();
        assertTrue(message.startsWith("label is not there: train.class-weights=rar -> 2.0 label=rar"), message);
        assertTrue(message.endsWith("the nearest label is rare"), message);
        assertThrows(UsageException.class, () -> weights("common -> 0, rare -> 0, some -> 0"));
    }

    @Test
    void weightsAreKeptWithTheLabelsToTheBit() {
        LabelSet labels = LabelWeights.of(wanted("balanced"), LABELS, COUNTS);
        Preprocessing units = Preprocessing.ofUnits(Vocabulary.ofCharacters(Map.of("x", 3L)));
        Preprocessing learnt =
                new Preprocessing(units.vocabulary(), units.characters(), labels, units.features(), units.values());
        SortedMap<String, byte[]> files = PreprocessingFiles.write(learnt);
        assertEquals(
                "0.47619048\n6.6666665\n1.3333334\n",
                new String(files.get(PreprocessingFiles.CLASS_WEIGHTS), StandardCharsets.UTF_8));
        LabelSet read = PreprocessingFiles.read(Unit.CHAR, "model", files).labels();
        assertArrayEquals(labels.weights(), read.weights());
        files.put(PreprocessingFiles.CLASS_WEIGHTS, "1\n2\n".getBytes(StandardCharsets.UTF_8));
        assertThrows(UsageException.class, () -> PreprocessingFiles.read(Unit.CHAR, "model", files));
        files.remove(PreprocessingFiles.CLASS_WEIGHTS);
        assertEquals(
                0, PreprocessingFiles.read(Unit.CHAR, "model", files).labels().weights().length);
        assertFalse(PreprocessingFiles.write(units).containsKey(PreprocessingFiles.CLASS_WEIGHTS));
    }
}
