package dev.unroll.train.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.data.Example;
import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.Labels;
import dev.unroll.data.Targets;
import dev.unroll.spec.VocabularySpec.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Baselines that read numbers or say them, and the oracle. */
class NumbersTest {
    private static final float NONE = Float.NaN;

    private static Labels steps(int... ids) {
        return new Labels.OfSteps(List.of("a", "b"), ids);
    }

    private static float[] values(Baseline baseline, Prepared prepared, Example example) {
        return ((Targets.Values) baseline.predict(prepared.shard(List.of(example)), 0)).values();
    }

    @Test
    void theLikelierOfTwoBellsIsSaid() {
        // a: 0, 2, so mean 1 and variance 1; b: 5, 11, so mean 8 and variance 9; the second column never changes.
        List<Example> training =
                List.of(Prepared.numbers(2, new float[] {0, 3, 5, 3, 2, 3, 11, 3, 100, 3}, steps(0, 1, 0, 1, -1)));
        Prepared prepared = Prepared.of(Says.STEP_CLASS, Unit.WORD, training);
        Baseline bayes = Prepared.fit(prepared.baseline("gaussian-naive-bayes"), prepared.shard(training));
        // (x - 1)^2 = ln 9 + (x - 8)^2 / 9 at x = -2.94 and x = 3.18
        float[] asked = {3.15f, 0, 3.22f, 0, -2.9f, 0, -2.97f, 0, 1, NONE, 8, NONE};
        assertEquals("a b a b a b", prepared.said(bayes, Prepared.numbers(2, asked, steps(0, 0, 0, 0, 0, 0))));
    }

    @Test
    void aMissingNumberLeavesTheOthersToSay() {
        // by the first column a is about 0.5 and b 10.5, by the second 13 and 1
        List<Example> training = List.of(Prepared.numbers(
                2, new float[] {0, 12, 1, NONE, 10, 0, 11, 2, NONE, 14, 1, 12, 0, 14}, steps(0, 0, 1, 1, 0, 0, 0)));
        Prepared prepared = Prepared.of(Says.STEP_CLASS, Unit.WORD, training);
        Baseline bayes = Prepared.fit(prepared.baseline("gaussian-naive-bayes"), prepared.shard(training));
        float[] asked = {NONE, 13, NONE, 1, 0.5f, NONE, 10.5f, NONE, NONE, NONE};
        assertEquals("a b a b a", prepared.said(bayes, Prepared.numbers(2, asked, steps(0, 0, 0, 0, 0))));
    }

    @Test
    void allStepsOfARecordSpeakForItsClass() {
        Labels a = new Labels.OfRecord(List.of("a"));
        Labels b = new Labels.OfRecord(List.of("b"));
        List<Example> training = List.of(
                Prepared.numbers(1, new float[] {-1, 1}, a),
                Prepared.numbers(1, new float[] {3, 5}, b),
                Prepared.numbers(1, new float[] {3, 5, 3, 5}, b));
        Prepared prepared = Prepared.of(Says.RECORD_CLASS, Unit.WORD, training);
        Baseline bayes = Prepared.fit(prepared.baseline("gaussian-naive-bayes"), prepared.shard(training));
        // both variances are 1, means 0 and 4, one record of a and two of b: the border is at sum (2 - x) = ln 2 / 4 =
        // 0.17
        assertEquals("a", prepared.said(bayes, Prepared.numbers(1, new float[] {3.5f, 0.3f}, a)));
        assertEquals("b", prepared.said(bayes, Prepared.numbers(1, new float[] {3.5f, 0.4f}, a)));
    }

    @Test
    void bellsFollowTheirEquation() {
        long seed = 43;
        Random random = new Random(seed);
        int width = 3;
        int rows = 90;
        float[] features = new float[rows * width];
        int[] ids = new int[rows];
        for (int t = 0; t < rows; t++) {
            ids[t] = random.nextInt(2);
            for (int f = 0; f < width; f++) {
                features[t * width + f] = (float) (1000 + random.nextGaussian() * (1 + f + ids[t]) + ids[t]);
            }
        }
        Example example = Prepared.numbers(width, features, steps(ids));
        Prepared prepared = Prepared.of(Says.STEP_CLASS, Unit.WORD, List.of(example));
        Baseline bayes = Prepared.fit(prepared.baseline("gaussian-naive-bayes"), prepared.shard(List.of(example)));
        List<String> expected = new ArrayList<>();
        for (int t = 0; t < rows; t++) {
            double[] scores = new double[2];
            for (int k = 0; k < 2; k++) {
                int label = k;
                int[] own =
                        IntStream.range(0, rows).filter(i -> ids[i] == label).toArray();
                scores[k] = Math.log(own.length);
                for (int f = 0; f < width; f++) {
                    int column = f;
                    double mean = Arrays.stream(own)
                            .mapToDouble(i -> features[i * width + column])
                            .average()
                            .orElseThrow();
                    double variance = Arrays.stream(own)
                            .mapToDouble(i -> features[i * width + column] - mean)
                            .map(d -> d * d)
                            .average()
                            .orElseThrow();
                    double d = features[t * width + f] - mean;
                    scores[k] -= (Math.log(variance) + d * d / variance) / 2;
                }
            }
            expected.add(scores[1] > scores[0] ? "b" : "a");
        }
        assertEquals(String.join(" ", expected), prepared.said(bayes, example), "seed " + seed);
    }

    @Test
    void theMeanOfEachOutputIsSaid() {
        List<Example> training = List.of(
                Prepared.numbers(
                        1, new float[] {0}, new Labels.Values(Targets.Level.RECORD, 3, new float[] {1, NONE, 8})),
                Prepared.numbers(
                        1, new float[] {0}, new Labels.Values(Targets.Level.RECORD, 3, new float[] {4, NONE, NONE})));
        Prepared prepared = Prepared.of(Says.RECORD_VALUES, Unit.WORD, training);
        Baseline mean = Prepared.fit(prepared.baseline("mean"), prepared.shard(training));
        assertArrayEquals(new float[] {2.5f, 0, 8}, values(mean, prepared, training.get(0)));
    }

    @Test
    void theOracleSaysTheTrueLabelBefore() {
        List<Example> training = List.of(Prepared.tagged("x/B x/B x/A"));
        Prepared prepared = Prepared.of(Says.STEP_CLASS, Unit.WORD, training);
        Baseline oracle = Prepared.fit(prepared.baseline("persistence-oracle"), prepared.shard(training));
        assertEquals("B A A B", prepared.said(oracle, Prepared.tagged("x/A x x/B x/A")));
    }

    @Test
    void theOracleOfNumbersKeepsTheLastOneKnown() {
        Example example =
                Prepared.numbers(1, new float[] {0, 0, 0, 0}, new Labels.Values(Targets.Level.STEP, 2, new float[] {
                    NONE, 2, 6, NONE, 8, 4, 10, 0
                }));
        Prepared prepared = Prepared.of(Says.STEP_VALUES, Unit.WORD, List.of(example));
        Baseline oracle = Prepared.fit(prepared.baseline("persistence-oracle"), prepared.shard(List.of(example)));
        // means 8 and 2 before anything is known
        assertArrayEquals(new float[] {8, 2, 8, 2, 6, 2, 8, 4}, values(oracle, prepared, example));
    }

    @Test
    void eachOfSeveralClassesIsSaidWhereMostHaveIt() {
        List<String> names = List.of("p", "q", "r");
        Example example =
                new Example("s", "", Prepared.tagged("v w x y z").reading(), new Labels.SetsOfSteps(names, new long[] {
                    3, 1, 5, 3, -1
                }));
        Prepared prepared = Prepared.of(Says.STEP_CLASSES, Unit.WORD, List.of(example));
        Baseline majority = Prepared.fit(prepared.baseline("majority"), prepared.shard(List.of(example)));
        // of four labelled steps p has four, q two, which is no majority, r one
        assertArrayEquals(
                new float[] {1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0}, values(majority, prepared, example));
    }
}
