package dev.unroll.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.MiniBatch;
import dev.unroll.math.Kernels;
import dev.unroll.math.PackedMatrix;
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
    private record Result(double[] losses, float[] dH, float[] gradient) {}

    private static SoftmaxHead head(int blockFloats) {
        OutputLayer.Place place = new OutputLayer.Place(WIDTH, 0, VOCABULARY * WIDTH);
        return new SoftmaxHead(new OutputLayer(VOCABULARY, place, blockFloats), new float[0]);
    }

    private Head.Pass pass(SoftmaxHead head, MiniBatch batch, float[] from) {
        Kernels kernels = Kernels.best();
        OutputLayer.Packed packed = head.layer().allocate(kernels);
        head.layer().load(array, packed);
        Layers.Packed none = new Layers.Packed(null, null, null);
        Workspace work = new Workspace(1, 1, 1);
        work.headInput = from;
        work.dHeadInput = new float[from.length];
        work.losses = new double[batch.rows()];
        work.block = new float[head.blockRows(batch.rows()) * VOCABULARY];
        return new Head.Pass(batch, batch.rows(), new PackedNetwork(kernels, none, new PackedMatrix[0], packed), work);
    }

    private Result train(SoftmaxHead head) {
        Head.Pass pass = pass(head, all, h);
        float[] gradient = new float[array.length];
        head.train(pass, gradient);
        return new Result(pass.work().losses, pass.work().dHeadInput, gradient);
    }

    @Test
    void severalBlocksHaveTheBitsOfOne() {
        SoftmaxHead blocks = head(OutputLayer.BLOCK_FLOATS);
        SoftmaxHead oneBlock = head(all.rows() * VOCABULARY);
        assertTrue(2 * blocks.blockRows(all.rows()) < all.rows(), "three blocks");
        assertEquals(all.rows(), oneBlock.blockRows(all.rows()));
        Result expected = train(oneBlock);
        Result found = train(blocks);
        assertArrayEquals(expected.losses(), found.losses(), "seed " + SEED);
        assertArrayEquals(expected.dH(), found.dH(), "seed " + SEED);
        assertArrayEquals(expected.gradient(), found.gradient(), "seed " + SEED);
    }

    @Test
    void aLaneAloneHasTheBitsItHasInAnyBlock() {
        SoftmaxHead head = head(OutputLayer.BLOCK_FLOATS);
        Head.Pass together = pass(head, all, h);
        head.score(together);
        double[] losses = together.work().losses;
        assertArrayEquals(train(head).losses(), losses);
        for (int n = 0; n < all.lanes(); n++) {
            MiniBatch one = Batches.slice(all, n, 1, 0, all.steps());
            float[] own = new float[one.rows() * WIDTH];
            double[] expected = new double[one.rows()];
            for (int t = 0; t < one.rows(); t++) {
                int row = all.offset(t) + n;
                System.arraycopy(h, row * WIDTH, own, t * WIDTH, WIDTH);
                expected[t] = losses[row];
            }
            Head.Pass alone = pass(head, one, own);
            head.score(alone);
            assertArrayEquals(expected, alone.work().losses, "lane " + n + " seed " + SEED);
        }
        assertTrue(Arrays.stream(losses).anyMatch(loss -> loss > 8), "probabilities like 1 / V");
    }
}
