package dev.unroll.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Constraints;
import dev.unroll.data.MiniBatch;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The linear chain against all sequences of labels, one by one: 3 labels, lanes of 4, 4, 2 and 1 steps. */
class LatticeTest {
    private static final int K = 3;
    private static final long SEED = 23;
    private static final double TOLERANCE = 1e-6;
    private static final MiniBatch BATCH = Batches.random(5, SEED, 4, 4, 2, 1);
    private static final Constraints CONSTRAINTS = new Constraints(
            new boolean[] {
                false, true, false, //
                false, false, true, //
                false, false, false
            },
            new boolean[] {false, false, true},
            new boolean[] {true, false, false});

    /** Labels of lane 0 in full, none of lane 1, the last one of lane 2, that of lane 3; by rows, step after step. */
    private static final int[] GIVEN = {
        0, -1, -1, 1, //
        2, -1, 2, //
        0, -1, //
        2, -1
    };

    static Stream<Constraints> constraints() {
        return Stream.of(Constraints.NONE, CONSTRAINTS);
    }

    private static Lattice.Parts parts(float[] numbers, Constraints constraints) {
        Chain chain = Chain.of(numbers, new CrfHead.Place(K, 0, K * K, K * K + K), constraints);
        float[] scores = Arrays.copyOfRange(numbers, K * K + 2 * K, numbers.length);
        return new Lattice.Parts(chain, BATCH, Rows.lengths(BATCH), scores);
    }

    private static float[] numbers() {
        float[] numbers = Batches.numbers(K * K + 2 * K + BATCH.rows() * K, SEED);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] *= 3;
        }
        return numbers;
    }

    /** What comes of one lane by going through all sequences. */
    private static final class Brute {
        final Lattice.Parts parts;
        final int n;
        final int steps;
        final double[][] marginals;
        final Chain counts = Chain.zero(K);
        double z;
        double best = Double.NEGATIVE_INFINITY;
        int[] path = {};

        Brute(Lattice.Parts parts, int n, int[] given) {
            this.parts = parts;
            this.n = n;
            steps = parts.lengths()[n];
            marginals = new double[steps][K];
            int sequences = (int) Math.pow(K, steps);
            for (int code = 0; code < sequences; code++) {
                int[] y = new int[steps];
                for (int t = 0, rest = code; t < steps; t++, rest /= K) {
                    y[t] = rest % K;
                }
                if (agrees(y, given)) {
                    add(y);
                }
            }
        }

        private boolean agrees(int[] y, int[] given) {
            for (int t = 0; t < steps; t++) {
                int label = given.length == 0 ? -1 : given[BATCH.offset(t) + n];
                if (label >= 0 && label != y[t]) {
                    return false;
                }
            }
            return true;
        }

        private void add(int[] y) {
            double score = parts.chain().first()[y[0]] + parts.chain().last()[y[steps - 1]];
            for (int t = 0; t < steps; t++) {
                score += parts.scores()[parts.at(t, n) + y[t]];
                score += t == 0 ? 0 : parts.chain().next()[y[t - 1] * K + y[t]];
            }
            double weight = Math.exp(score);
            z += weight;
            if (score > best) {
                best = score;
                path = y;
            }
            counts.first()[y[0]] += weight;
            counts.last()[y[steps - 1]] += weight;
            for (int t = 0; t < steps; t++) {
                marginals[t][y[t]] += weight;
                if (t > 0) {
                    counts.next()[y[t - 1] * K + y[t]] += weight;
                }
            }
        }

        double[] expected(double[] sums) {
            return Arrays.stream(sums).map(sum -> sum / z).toArray();
        }
    }

    @ParameterizedTest
    @MethodSource("constraints")
    void sumsAndProbabilitiesAreThoseOfAllSequences(Constraints constraints) {
        Lattice.Parts parts = parts(numbers(), constraints);
        for (int[] given : new int[][] {{}, GIVEN}) {
            Lattice lattice = new Lattice();
            lattice.run(parts, given);
            for (int n = 0; n < BATCH.lanes(); n++) {
                Brute brute = new Brute(parts, n, given);
                assertEquals(Math.log(brute.z), lattice.logZ(n), TOLERANCE, "log Z of lane " + n + ", seed " + SEED);
                for (int t = 0; t < brute.steps; t++) {
                    double[] found = new double[K];
                    for (int j = 0; j < K; j++) {
                        found[j] = lattice.probability(n, parts.at(t, n) + j);
                    }
                    assertArrayEquals(brute.expected(brute.marginals[t]), found, TOLERANCE, "lane " + n + " step " + t);
                }
                Chain derivative = Chain.zero(K);
                lattice.addDerivative(parts, n, 1, derivative);
                assertArrayEquals(brute.expected(brute.counts.next()), derivative.next(), TOLERANCE);
                assertArrayEquals(brute.expected(brute.counts.first()), derivative.first(), TOLERANCE);
                assertArrayEquals(brute.expected(brute.counts.last()), derivative.last(), TOLERANCE);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("constraints")
    void thePathIsTheLikeliestOfAllSequences(Constraints constraints) {
        Lattice.Parts parts = parts(numbers(), constraints);
        int[] labels = new int[BATCH.rows()];
        Viterbi.run(parts, labels);
        for (int n = 0; n < BATCH.lanes(); n++) {
            int[] path = new int[parts.lengths()[n]];
            for (int t = 0; t < path.length; t++) {
                path[t] = labels[BATCH.offset(t) + n];
            }
            assertArrayEquals(new Brute(parts, n, new int[0]).path, path, "lane " + n + ", seed " + SEED);
            assertEquals(-1, constraints.firstBroken(path));
        }
    }

    @Test
    void theLowestLabelCountsAmongEqualPaths() {
        int[] labels = new int[BATCH.rows()];
        Arrays.fill(labels, 9);
        Viterbi.run(parts(new float[K * K + 2 * K + BATCH.rows() * K], Constraints.NONE), labels);
        assertArrayEquals(new int[BATCH.rows()], labels);
    }

    @Test
    void longRecordsNeitherOverflowNorUnderflow() {
        int[] offsets = new int[3001];
        Arrays.setAll(offsets, t -> t);
        MiniBatch one = new MiniBatch(offsets, new int[3000], new int[0], new long[1]);
        for (float score : new float[] {-90, 90}) {
            float[] scores = new float[3000 * K];
            Arrays.fill(scores, score);
            Lattice lattice = new Lattice();
            lattice.run(new Lattice.Parts(Chain.zero(K), one, new int[] {3000}, scores), new int[0]);
            assertEquals(3000 * (score + Math.log(K)), lattice.logZ(0), 1e-3);
            assertEquals(1.0 / K, lattice.probability(0, 1500 * K + 1), 1e-6);
        }
    }

    @Test
    void whatIsNotANumberIsNotHidden() {
        float[] numbers = numbers();
        numbers[K * K + 2 * K + 1] = Float.NaN;
        Lattice lattice = new Lattice();
        Lattice.Parts parts = parts(numbers, Constraints.NONE);
        lattice.run(parts, new int[0]);
        assertTrue(Double.isNaN(lattice.logZ(0)));
        assertTrue(Float.isNaN(lattice.probability(0, parts.at(3, 0))));
        assertFalse(Double.isNaN(lattice.logZ(1)));
    }

    @Test
    void aForbiddenSequenceHasNoProbability() {
        Lattice.Parts parts = parts(numbers(), CONSTRAINTS);
        int[] broken = new int[BATCH.rows()];
        Arrays.fill(broken, -1);
        broken[BATCH.offset(1)] = 0;
        broken[BATCH.offset(2)] = 1; // 1 must not follow 0
        Lattice lattice = new Lattice();
        lattice.run(parts, broken);
        assertEquals(Double.NEGATIVE_INFINITY, lattice.logZ(0));
        assertTrue(Double.isFinite(lattice.logZ(1)));
    }
}
