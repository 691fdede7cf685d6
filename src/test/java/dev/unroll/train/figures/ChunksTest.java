package dev.unroll.train.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.LabelSet;
import dev.unroll.data.MiniBatch;
import dev.unroll.train.figures.FigureRules.Classes;
import dev.unroll.train.figures.Spoken.Spell;
import dev.unroll.train.metrics.Bootstrap;
import dev.unroll.train.metrics.Matches;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class ChunksTest {
    private static final List<String> NAMES =
            List.of("B-LOC", "B-MISC-X", "B-ORG", "B-PER", "I-LOC", "I-MISC-X", "I-ORG", "I-PER", "O");
    private static final FigureRules RULES = FigureRules.of(Says.STEP_CLASS, Classes.ofChunks(NAMES), 5);

    /** {@code ?} has no label, {@code NEW} one that was not in the training part. */
    private static int[] ids(String labels) {
        return Arrays.stream(labels.split(" "))
                .mapToInt(name ->
                        name.equals("?") ? MiniBatch.NONE : name.equals("NEW") ? LabelSet.UNKNOWN : NAMES.indexOf(name))
                .toArray();
    }

    private static Spell spell(long id, String truth, String said) {
        return Spell.of(id, NAMES.size(), ids(truth), ids(said));
    }

    private static final List<Spell> SENTENCES = List.of(
            spell(10, "B-PER I-PER O B-LOC B-LOC O", "B-PER I-PER O I-LOC I-LOC O"),
            spell(11, "O B-ORG I-ORG O B-MISC-X I-MISC-X", "I-ORG I-ORG I-PER B-MISC-X I-MISC-X I-MISC-X"),
            spell(12, "I-LOC I-LOC B-LOC O I-PER", "B-LOC I-LOC I-LOC O I-PER"));

    /** conlleval (version of 2004-01-26) prints precision 28.57, recall 25.00, FB1 26.67; 4, 1 and 3 labels are right. */
    @Test
    void figuresAreThoseThatConllevalPrints() {
        Result result = Spoken.figures(RULES, 0, SENTENCES, 2).result();
        SortedMap<String, Double> figures = result.figuresByName();
        assertEquals(2.0 / 7, figures.get("entity_precision"));
        assertEquals(2.0 / 8, figures.get("entity_recall"));
        assertEquals(4.0 / 15, figures.get("entity_f1"));
        assertEquals(8.0 / 17, figures.get("accuracy"));
        assertEquals("entity_f1", result.headline().name());
        assertEquals(
                List.of(
                        new Result.Row("LOC", new Matches(0, 2, 4)),
                        new Result.Row("MISC-X", new Matches(0, 1, 1)),
                        new Result.Row("ORG", new Matches(0, 1, 1)),
                        new Result.Row("PER", new Matches(2, 1, 0))),
                result.details().chunks());
        assertEquals(
                Map.of("precision", 2.0 / 3, "recall", 1.0, "f1", 0.8, "support", 2L),
                ((Map<?, ?>) result.byName().get("entities")).get("PER"));
    }

    @Test
    void theIntervalDrawsSentences() {
        Bootstrap expected = new Bootstrap(5, 4);
        long shard = 6L << 32;
        expected.add(shard + 10, new long[] {6, 1, 1, 2});
        expected.add(shard + 11, new long[] {6, 0, 3, 2});
        expected.add(shard + 12, new long[] {5, 1, 1, 2});
        Bootstrap.Interval interval = expected.interval(
                counts -> counts[0] == 0 ? Double.NaN : new Matches(counts[1], counts[2], counts[3]).f1());
        Result result = Spoken.figures(RULES, 6, SENTENCES, 3).result();
        assertEquals(interval, result.headline().interval());
        assertNotNull(result.headline().interval());
        assertTrue(interval.low() < interval.high());
    }

    /** What is said where nobody knows the truth is neither right nor wrong; spans end there on both sides. */
    @Test
    void stepsWithoutALabelAreOutside() {
        Result result = Spoken.figures(
                        RULES,
                        0,
                        List.of(
                                spell(0, "B-PER ? I-PER O", "B-PER I-PER I-PER O"),
                                spell(1, "? ? O", "B-LOC I-LOC O"),
                                spell(2, "? ?", "B-LOC I-LOC")),
                        3)
                .result();
        assertEquals(
                List.of(new Result.Row("PER", new Matches(2, 0, 0))),
                result.details().chunks());
        assertEquals(1, result.figuresByName().get("entity_f1"));
        assertEquals(new Result.Seen(Says.STEP_CLASS, 2, 4, 0), result.seen());
    }

    /** Each run of labels that nobody could learn is an entity that is missed. */
    @Test
    void unknownLabelsAreEntitiesThatAreMissed() {
        Result result = Spoken.figures(RULES, 0, List.of(spell(0, "NEW NEW O NEW B-PER", "B-PER I-PER O O B-PER")), 1)
                .result();
        assertEquals(
                List.of(new Result.Row("<unknown>", new Matches(0, 0, 2)), new Result.Row("PER", new Matches(1, 1, 0))),
                result.details().chunks());
        assertEquals(1.0 / 3, result.figuresByName().get("entity_recall"));
        assertEquals(2.0 / 5, result.figuresByName().get("accuracy"));
    }
}
