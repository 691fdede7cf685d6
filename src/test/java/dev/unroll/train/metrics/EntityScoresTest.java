package dev.unroll.train.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EntityScoresTest {
    private static final long SEED = 45;

    private static void add(EntityScores scores, String truth, String predicted) {
        scores.add(List.of(truth.split(" ")), List.of(predicted.split(" ")));
    }

    /**
     * conlleval (version of 2004-01-26) prints for these three sentences: "processed 17 tokens with 8 phrases; found: 7 phrases; correct:
     * 2. precision: 28.57%; recall: 25.00%; FB1: 26.67", PER 66.67%, 100.00%, 80.00, and 0.00 for the other types.
     */
    @Test
    void figuresAreThoseThatConllevalPrints() {
        EntityScores scores = new EntityScores();
        add(scores, "B-PER I-PER O B-LOC B-LOC O", "B-PER I-PER O I-LOC I-LOC O");
        add(scores, "O B-ORG I-ORG O B-MISC-X I-MISC-X", "I-ORG I-ORG I-PER B-MISC-X I-MISC-X I-MISC-X");
        add(scores, "I-LOC I-LOC B-LOC O I-PER", "B-LOC I-LOC I-LOC O I-PER");
        assertEquals(17, scores.steps());
        assertEquals(new Matches(2, 5, 6), scores.overall());
        assertEquals(2.0 / 7, scores.byName().get("entity_precision"));
        assertEquals(2.0 / 8, scores.byName().get("entity_recall"));
        assertEquals(4.0 / 15, scores.byName().get("entity_f1"));
        assertEquals(
                Map.of(
                        "LOC", new Matches(0, 2, 4),
                        "MISC-X", new Matches(0, 1, 1),
                        "ORG", new Matches(0, 1, 1),
                        "PER", new Matches(2, 1, 0)),
                scores.byType());
        assertEquals(0.8, scores.byType().get("PER").f1());
        assertEquals(0, scores.byType().get("LOC").precision());
    }

    @Test
    void withoutLabelsFiguresAreUnknownAndWithoutEntitiesZero() {
        EntityScores scores = new EntityScores();
        assertTrue(Double.isNaN(scores.byName().get("entity_f1")));
        scores.add(List.of(), List.of());
        assertTrue(Double.isNaN(scores.byName().get("entity_f1")));
        add(scores, "O O", "O O");
        assertEquals(0, scores.byName().get("entity_f1"));
        assertEquals(0, scores.byName().get("entity_precision"));
        assertEquals(Map.of(), scores.byType());
    }

    @Test
    void anEntityOfTheRightPlaceAndTheWrongTypeIsWrongAndMissed() {
        EntityScores scores = new EntityScores();
        add(scores, "B-A I-A", "B-B I-B");
        assertEquals(new Matches(0, 1, 0), scores.byType().get("B"));
        assertEquals(new Matches(0, 0, 1), scores.byType().get("A"));
    }

    @Test
    void randomSequencesFollowSetsOfSpansInAnyGrouping() {
        Random random = new Random(SEED);
        List<String> labels = List.of("O", "O", "O", "B-X", "I-X", "E-X", "S-X", "B-Y", "I-Y", "S-Y", "I-Z");
        EntityScores whole = new EntityScores();
        EntityScores[] parts = {new EntityScores(), new EntityScores(), new EntityScores()};
        long right = 0;
        long predictedSpans = 0;
        long trueSpans = 0;
        for (int sequence = 0; sequence < 300; sequence++) {
            List<String> truth = new ArrayList<>();
            List<String> predicted = new ArrayList<>();
            for (int t = random.nextInt(25); t > 0; t--) {
                truth.add(labels.get(random.nextInt(labels.size())));
                predicted.add(
                        random.nextInt(3) > 0
                                ? truth.get(truth.size() - 1)
                                : labels.get(random.nextInt(labels.size())));
            }
            whole.add(truth, predicted);
            parts[random.nextInt(3)].add(truth, predicted);
            Set<EntitySpans.Span> there = new HashSet<>(EntitySpans.of(truth));
            Set<EntitySpans.Span> found = new HashSet<>(EntitySpans.of(predicted));
            trueSpans += there.size();
            predictedSpans += found.size();
            found.retainAll(there);
            right += found.size();
        }
        assertEquals(new Matches(right, predictedSpans - right, trueSpans - right), whole.overall(), "seed " + SEED);
        parts[0].merge(EntityScores.fromBytes(parts[1].toBytes()));
        parts[2].merge(parts[0]);
        assertArrayEquals(whole.toBytes(), parts[2].toBytes(), "seed " + SEED);
        assertEquals(whole.byType(), parts[2].byType());
    }

    @Test
    void sequencesOfDifferentLengthsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new EntityScores().add(List.of("O"), List.of()));
    }

    @Test
    void damagedBytesAreRefused() {
        EntityScores scores = new EntityScores();
        add(scores, "B-Ä O B-B", "B-Ä O B-C");
        Encoded.assertSafe(scores.toBytes(), EntityScores::fromBytes, EntityScores::toBytes);
        int magic = 0x31534555;
        Encoded.assertRefused(new Encoding.Writer(magic).put(-1L).put(0), EntityScores::fromBytes);
        Encoded.assertRefused(new Encoding.Writer(magic).put(3L).put(-1), EntityScores::fromBytes);
        Encoded.assertRefused(
                new Encoding.Writer(magic).put(3L).put(1).put("A").put(1L, 0L, -1L), EntityScores::fromBytes);
        Encoded.assertRefused(new Encoding.Writer(magic).put(3L).put(1).put(-5), EntityScores::fromBytes);
        Encoded.assertRefused(
                new Encoding.Writer(magic)
                        .put(3L)
                        .put(2)
                        .put("B")
                        .put(1L, 0L, 0L)
                        .put("A")
                        .put(1L, 0L, 0L),
                EntityScores::fromBytes);
    }
}
