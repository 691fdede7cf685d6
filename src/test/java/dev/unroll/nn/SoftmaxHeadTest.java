package dev.unroll.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.MiniBatch;
import dev.unroll.math.Kernels;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A vocabulary so large that the rows of a mini-batch go through the softmax in several blocks. */
class SoftmaxHeadTest {
    private static final int VOCABULARY = 140_000;
    private static final int WIDTH = 2;
    private static final long SEED = 17;

    private final MiniBatch all = Batches.random(VOCABULARY, SEED, 31, 29, 7, 2);
    private final Random random = new Random(SEED);
    private final float[] h = numbers(all.rows() * WIDTH);
    private final float[] array = numbers(VOCABULARY * (WIDTH + 1));

    private float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextFloat() - 0.5f;
        }
        return numbers;
    }

    /** What came of one pass. */
    private record Result(double[] logP, float[] dH, float[] gradient) {}

    private SoftmaxHead head() {
        return new SoftmaxHead(VOCABULARY, WIDTH, 0, VOCABULARY * WIDTH);
    }

    private SoftmaxHead.Packed packed(SoftmaxHead head) {
        SoftmaxHead.Packed packed = head.allocate(Kernels.best());
        head.load(array, packed);
        return packed;
    }

    private SoftmaxHead.Work work(SoftmaxHead head, int rows, float[] from) {
        return new SoftmaxHead.Work(
                from, new float[rows * WIDTH], new double[rows], new float[head.blockRows(rows) * VOCABULARY]);
    }

    private Result train(SoftmaxHead head) {
        SoftmaxHead.Work work = work(head, all.rows(), h);
        float[] gradient = new float[array.length];
        head.train(all, packed(head), work, gradient);
        return new Result(work.logP(), work.dH(), gradient);
    }

    @Test
    void severalBlocksHaveTheBitsOfOne() {
        SoftmaxHead blocks = head();
        SoftmaxHead oneBlock = new SoftmaxHead(VOCABULARY, WIDTH, 0, VOCABULARY * WIDTH, all.rows() * VOCABULARY);
        assertTrue(2 * blocks.blockRows(all.rows()) < all.rows(), "three blocks");
        assertEquals(all.rows(), oneBlock.blockRows(all.rows()));
        Result expected = train(oneBlock);
        Result found = train(blocks);
        assertArrayEquals(expected.logP(), found.logP(), "seed " + SEED);
        assertArrayEquals(expected.dH(), found.dH(), "seed " + SEED);
        assertArrayEquals(expected.gradient(), found.gradient(), "seed " + SEED);
    }

    @Test
    void aLaneAloneHasTheBitsItHasInAnyBlock() {
        SoftmaxHead head = head();
        SoftmaxHead.Packed packed = packed(head);
        SoftmaxHead.Work together = work(head, all.rows(), h);
        head.score(all, packed, together);
        assertArrayEquals(train(head).logP(), together.logP());
        for (int n = 0; n < all.lanes(); n++) {
            MiniBatch one = Batches.slice(all, n, 1, 0, all.steps());
            float[] own = new float[one.rows() * WIDTH];
            double[] expected = new double[one.rows()];
            for (int t = 0; t < one.rows(); t++) {
                int row = all.offset(t) + n;
                System.arraycopy(h, row * WIDTH, own, t * WIDTH, WIDTH);
                expected[t] = together.logP()[row];
            }
            SoftmaxHead.Work alone = work(head, one.rows(), own);
            head.score(one, packed, alone);
            assertArrayEquals(expected, alone.logP(), "lane " + n + " seed " + SEED);
        }
        assertTrue(Arrays.stream(together.logP()).anyMatch(p -> p < -8), "log-probabilities like 1 / V");
    }
}
