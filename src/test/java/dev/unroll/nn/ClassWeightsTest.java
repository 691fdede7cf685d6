package dev.unroll.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.data.Constraints;
import dev.unroll.data.MiniBatch;
import dev.unroll.data.Targets;
import dev.unroll.math.Kernels;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.HeadSpec;
import dev.unroll.spec.NetworkSpec;
import dev.unroll.spec.Output;
import dev.unroll.spec.Pool;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A record whose class weighs 3 is three records. */
class ClassWeightsTest {
    private static final long SEED = 31;
    private static final int LANES = 6;
    private static final int STEPS = 5;
    private static final int[] CLASSES = {0, 1, 0, 1, 1, 0};

    /** The mini-batch of these records, in this order. */
    private static MiniBatch batch(int... records) {
        int[] lengths = new int[records.length];
        Arrays.fill(lengths, STEPS);
        int[] offsets = Batches.offsets(lengths);
        float[] source = Batches.numbers(LANES * STEPS * 2, SEED);
        float[] features = new float[records.length * STEPS * 2];
        for (int t = 0; t < STEPS; t++) {
            for (int n = 0; n < records.length; n++) {
                System.arraycopy(source, (records[n] * STEPS + t) * 2, features, (offsets[t] + n) * 2, 2);
            }
        }
        int[] ids = Arrays.stream(records).map(record -> CLASSES[record]).toArray();
        return new MiniBatch(
                offsets,
                new MiniBatch.Read(new int[0], 2, features),
                new Targets.Classes(Targets.Level.RECORD, ids),
                Batches.ids(records.length));
    }

    @Test
    void aWeightIsARecordSoManyTimes() {
        int[] once = IntStream.range(0, LANES).toArray();
        int[] repeated = Arrays.stream(once)
                .flatMap(record -> IntStream.generate(() -> record).limit(CLASSES[record] == 1 ? 3 : 1))
                .toArray();
        Run weighted = new Run(new LabelRules(new float[] {1, 3}, Constraints.NONE), batch(once));
        Run plain = new Run(LabelRules.NONE, batch(repeated));
        assertEquals(12, weighted.loss.weight());
        assertEquals(6, weighted.loss.terms());
        assertEquals(12, plain.loss.weight());
        assertEquals(plain.loss.mean(), weighted.loss.mean(), 1e-9);
        for (Layout.Slot slot : plain.network.layout().slots()) {
            double largest = 0;
            for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
                largest = Math.max(largest, Math.abs(plain.gradient[i]));
            }
            for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
                assertEquals(plain.gradient[i], weighted.gradient[i], 1e-5 * largest, slot.name());
            }
        }
    }

    private static final class Run {
        final Network network;
        final float[] gradient;
        final Loss loss;

        Run(LabelRules rules, MiniBatch batch) {
            NetworkSpec spec = new NetworkSpec(Cell.LSTM, 1, 7, true, 0, Activation.TANH, false, 0, 0, 0.5)
                    .withHead(new HeadSpec(Output.SOFTMAX, Pool.ATTENTION, false, 0));
            network = new Network(spec, new Sizes(0, 2, 2), InputPath.ROWS, rules);
            PackedNetwork packed = network.allocate(Kernels.best());
            network.load(network.initialWeights(SEED), packed);
            gradient = new float[network.layout().size()];
            Network.Window window = new Network.Window(batch, network.zeroCarry(batch.lanes()), null);
            loss = network.train(packed, window, network.workspace(), gradient);
        }
    }
}
