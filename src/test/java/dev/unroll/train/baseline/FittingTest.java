package dev.unroll.train.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Example;
import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.Shard;
import dev.unroll.data.Targets;
import dev.unroll.spec.VocabularySpec.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FittingTest {
    /** Writes down what it is shown. */
    private static final class Diary implements Baseline {
        private static final long serialVersionUID = 1L;

        private final List<String> seen = new ArrayList<>();

        @Override
        public String name() {
            return "diary";
        }

        @Override
        public void fit(Shard shard, int record) {
            seen.add(shard.index() + "." + record);
        }

        @Override
        public Targets predict(Shard shard, int record) {
            return Targets.NONE;
        }
    }

    private static final List<Example> EXAMPLES = List.of(
            Prepared.text("x", "a b"), Prepared.text("y", "a b c"), Prepared.text("x", "c"), Prepared.text("y", "b"));

    private static final Prepared PREPARED = Prepared.of(Says.RECORD_CLASS, Unit.WORD, EXAMPLES);

    private final Diary diary = new Diary();

    private Fitting fitting(long limit) {
        return new Fitting(List.of(diary), limit);
    }

    @Test
    void recordsComeInTheOrderOfShards() {
        Fitting fitting = fitting(100);
        assertTrue(fitting.add(PREPARED.shard(2, EXAMPLES.subList(0, 2))));
        assertTrue(fitting.add(PREPARED.shard(5, EXAMPLES.subList(2, 4))));
        assertEquals(List.of("2.0", "2.1", "5.0", "5.1"), diary.seen);
        assertEquals(7, fitting.steps());
        assertEquals(4, fitting.records());
    }

    @Test
    void theFirstRecordBeyondTheLimitEndsIt() {
        // 2 steps, then 3 that are too many, then 1 that would fit again
        Fitting fitting = fitting(4);
        assertFalse(fitting.add(PREPARED.shard(EXAMPLES)));
        assertFalse(fitting.add(PREPARED.shard(1, EXAMPLES)));
        assertEquals(List.of("0.0"), diary.seen);
        assertEquals(2, fitting.steps());
    }

    @Test
    void aLimitThatIsReachedExactlyEndsItToo() {
        Fitting fitting = fitting(6);
        assertFalse(fitting.add(PREPARED.shard(EXAMPLES)));
        assertEquals(List.of("0.0", "0.1", "0.2"), diary.seen);
        assertEquals(6, fitting.steps());
    }

    @Test
    void shardsOutOfOrderAreRefused() {
        Fitting fitting = fitting(100);
        fitting.add(PREPARED.shard(3, EXAMPLES));
        for (int index : new int[] {3, 2}) {
            assertThrows(IllegalArgumentException.class, () -> fitting.add(PREPARED.shard(index, EXAMPLES)));
        }
    }

    @Test
    void howRecordsAreSpreadOverShardsChangesNothing() {
        long seed = 41;
        Random random = new Random(seed);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            StringBuilder text = new StringBuilder("w" + random.nextInt(9));
            for (int w = random.nextInt(6); w > 0; w--) {
                text.append(" w").append(random.nextInt(9));
            }
            examples.add(Prepared.text(random.nextInt(3) == 0 ? "x" : "y", text.toString()));
        }
        Prepared prepared = Prepared.of(Says.RECORD_CLASS, Unit.WORD, examples);
        List<Baseline> together = prepared.baselines();
        new Fitting(together, 1000).add(prepared.shard(examples));
        List<Baseline> apart = prepared.baselines();
        Fitting fitting = new Fitting(apart, 1000);
        for (int s = 0; s < 6; s++) {
            fitting.add(prepared.shard(s, examples.subList(10 * s, 10 * s + 10)));
        }
        for (int b = 0; b < together.size(); b++) {
            for (Example example : examples) {
                assertEquals(
                        prepared.said(together.get(b), example),
                        prepared.said(apart.get(b), example),
                        "seed " + seed + " " + together.get(b).name());
            }
        }
    }
}
