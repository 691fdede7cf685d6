package dev.unroll.train.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.data.Example;
import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.Labels;
import dev.unroll.data.Targets;
import dev.unroll.spec.VocabularySpec.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;

class VectorBaselinesTest {
    private static Example piece(float... numbers) {
        return new Example("", "", Example.Reading.ofFeatures(2, numbers), Labels.NONE);
    }

    /** Five steps: the first number is 1 at three of them, the second at none. */
    private static final List<Example> TRAINING = List.of(piece(1, 0, 1, 0, 0, 0), piece(0, 0, 1, 0));

    private static float[] said(String name, Example measured) {
        Prepared prepared = Prepared.of(Says.NEXT_VECTOR, Unit.CHAR, TRAINING);
        Baseline baseline = Prepared.fit(prepared.baseline(name), prepared.shard(TRAINING));
        Targets.Values values = (Targets.Values) baseline.predict(prepared.shard(List.of(measured)), 0);
        assertEquals(2, values.width());
        return values.values();
    }

    /** (3 + 1) / (5 + 2) and (0 + 1) / (5 + 2), whatever is measured. */
    @Test
    void frequencyIsOnesAmongStepsAndOneOfEachMore() {
        float often = (float) (4.0 / 7);
        float never = (float) (1.0 / 7);
        assertArrayEquals(
                new float[] {often, never, often, never, often, never}, said("frequency", piece(0, 1, 1, 1, 0, 0)));
    }

    /**
     * The first number stays 1 at one of two steps behind a 1 and comes at the one step behind a 0; the second never comes in three.
     * Behind a 1 of the second nothing was ever seen: one half.
     */
    @Test
    void persistenceAsksWhatFollowedTheStepBefore() {
        float[] expected = {
            (float) (4.0 / 7), (float) (1.0 / 7), (float) (2.0 / 4), (float) (1.0 / 5), (float) (2.0 / 3), 0.5f
        };
        assertArrayEquals(expected, said("persistence", piece(1, 0, 0, 1, 0, 0)));
    }
}
