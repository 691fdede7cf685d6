package dev.unroll.infer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.unroll.data.MiniBatch;
import dev.unroll.data.Targets;
import dev.unroll.math.Kernels;
import dev.unroll.nn.InputPath;
import dev.unroll.nn.Network;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.nn.Sizes;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.HeadSpec;
import dev.unroll.spec.NetworkSpec;
import dev.unroll.spec.Output;
import dev.unroll.spec.Pool;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VectorSamplerTest {
    private static final int WIDTH = 5;

    private final Network network;
    private final PackedNetwork packed;
    private final VectorSampler sampler;

    VectorSamplerTest() {
        NetworkSpec spec = new NetworkSpec(Cell.LSTM, 2, 7, false, 0, Activation.TANH, false, 0, 0, 1.5)
                .withHead(new HeadSpec(Output.SIGMOID, Pool.NONE, false, 0));
        Sizes sizes = new Sizes(0, WIDTH, WIDTH, 0);
        network = new Network(spec, sizes, InputPath.scoring(spec, sizes));
        packed = network.allocate(Kernels.best());
        network.load(network.initialWeights(6), packed);
        sampler = new VectorSampler(network, packed);
    }

    private static VectorSampler.Range range(int steps, double temperature) {
        return new VectorSampler.Range(steps, temperature, 77);
    }

    @Test
    void aSampleIsTheSameHoweverManyAreDrawn() {
        List<float[]> few = sampler.samples(66, range(9, 1));
        List<float[]> many = sampler.samples(130, range(9, 1));
        for (int n = 0; n < few.size(); n++) {
            assertArrayEquals(few.get(n), many.get(n), "sample " + n);
        }
        assertEquals(130, many.size());
        assertFalse(Arrays.equals(many.get(0), many.get(1)));
        assertFalse(Arrays.equals(many.get(0), many.get(64)), "draws are named by the sample, not by its lane");
    }

    @Test
    void aLongerSampleBeginsWithTheShorter() {
        float[] shorter = sampler.samples(1, range(4, 1)).get(0);
        float[] longer = sampler.samples(1, range(9, 1)).get(0);
        assertArrayEquals(shorter, Arrays.copyOf(longer, shorter.length));
    }

    /** What a network says of the first step does not depend on anything drawn: each number is 1 about as often as it says. */
    @Test
    void eachNumberIsDrawnAsOftenAsTheNetworkSays() {
        MiniBatch.Read nothing = new MiniBatch.Read(new int[0], WIDTH, new float[WIDTH]);
        MiniBatch first = new MiniBatch(new int[] {0, 1}, nothing, Targets.NONE, new long[] {0});
        float[] said = network.outputs(
                        packed, new Network.Window(first, network.zeroCarry(1), null), network.workspace())
                .values();
        int count = 4000;
        double[] ones = new double[WIDTH];
        for (float[] sample : sampler.samples(count, range(1, 1))) {
            for (int k = 0; k < WIDTH; k++) {
                ones[k] += sample[k];
            }
        }
        for (int k = 0; k < WIDTH; k++) {
            double deviation = Math.sqrt(said[k] * (1 - said[k]) / count);
            assertEquals(said[k], ones[k] / count, 4 * deviation, "number " + k);
        }
    }

    /** At temperature 0 a number is 1 where that is likelier, and what was drawn is what is read next. */
    @Test
    void withoutTemperatureWhatIsLikelierIsSaidAndReadAgain() {
        float[] sample = sampler.samples(1, range(6, 0)).get(0);
        float[] read = new float[6 * WIDTH];
        System.arraycopy(sample, 0, read, WIDTH, 5 * WIDTH);
        int[] offsets = {0, 1, 2, 3, 4, 5, 6};
        MiniBatch all =
                new MiniBatch(offsets, new MiniBatch.Read(new int[0], WIDTH, read), Targets.NONE, new long[] {0});
        float[] said = network.outputs(packed, new Network.Window(all, network.zeroCarry(1), null), network.workspace())
                .values();
        for (int i = 0; i < sample.length; i++) {
            assertEquals(said[i] > 0.5f ? 1 : 0, sample[i], "number " + i);
        }
    }
}
