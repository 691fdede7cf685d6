package dev.unroll.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.IntList;
import dev.unroll.data.MiniBatch;
import dev.unroll.data.RecordContent;
import dev.unroll.data.Shard;
import dev.unroll.data.Turn;
import dev.unroll.data.TurnSpec;
import dev.unroll.data.Vocabulary;
import dev.unroll.math.Kernels;
import dev.unroll.nn.Carry;
import dev.unroll.nn.FlowMeans;
import dev.unroll.nn.GradientFlow;
import dev.unroll.nn.InputPath;
import dev.unroll.nn.Network;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.nn.Sizes;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.NetworkSpec;
import dev.unroll.spec.VocabularySpec.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FlowMeasureTest {
    private static final Vocabulary LETTERS = Vocabulary.of(Unit.CHAR, List.of("<unk>", "a", "b", "c", "d"));
    private static final Network NETWORK = new Network(
            new NetworkSpec(Cell.LSTM, 1, 6, false, 3, Activation.TANH, false, 0, 0, 0.8),
            Sizes.ofUnits(5),
            InputPath.TABLE);
    private static final float[] WEIGHTS = NETWORK.initialWeights(3);

    private static IntList units(int count) {
        IntList units = new IntList();
        for (int i = 0; i < count; i++) {
            units.add(1 + (i * i + i / 3) % 4);
        }
        return units;
    }

    private static Shard records(int count) {
        int[] starts = new int[count + 1];
        for (int r = 0; r < count; r++) {
            starts[r + 1] = starts[r] + 1 + r % 9;
        }
        return Shard.ofRecords(0, LETTERS, units(starts[count]), starts, 0);
    }

    private static FlowMeasure measure(int step, int records, int piece) {
        return new FlowMeasure(NETWORK, WEIGHTS, new FlowMeasure.Limits(step, records, piece));
    }

    @Test
    void noMoreRecordsAreTakenThanWanted() {
        FlowMeasure measure = measure(GradientFlow.LAST, 100, 1);
        measure.add(records(40), RecordContent.NEXT_UNIT);
        assertEquals(40, measure.means().records());
        assertTrue(!measure.isFull());
        measure.add(records(900), RecordContent.NEXT_UNIT);
        assertEquals(88, measure.means().records(), "three whole mini-batches of 16 more");
        assertTrue(measure.isFull());
        measure.add(records(900), RecordContent.NEXT_UNIT);
        assertEquals(88, measure.means().records());
    }

    @Test
    void aFewRecordsAreOfAllLengths() {
        FlowMeasure measure = measure(GradientFlow.LAST, 160, 1);
        measure.add(records(900), RecordContent.NEXT_UNIT);
        FlowMeans means = measure.means();
        assertEquals(9, means.reach());
        long shorter = means.records(0, 0) - means.records(0, 4);
        assertTrue(shorter > 48 && shorter < 96, "records of 1 to 4 units among 160: " + shorter);
    }

    @Test
    void recordsWithoutTheStepAreNotCounted() {
        FlowMeasure measure = measure(9, 1000, 1);
        measure.add(records(90), RecordContent.NEXT_UNIT);
        assertEquals(10, measure.means().records());
        assertEquals(9, measure.means().reach());
    }

    @Test
    void piecesOfARunningTextFollowEachOther() {
        Shard text = Shard.ofStream(0, LETTERS, MiniBatch.NONE, units(2 * 16 * 7));
        FlowMeasure measure = measure(GradientFlow.LAST, 32, 7);
        measure.add(text, RecordContent.NEXT_UNIT);
        FlowMeans means = measure.means();
        assertEquals(32, means.records());
        assertEquals(7, means.reach());
        FlowMeans carried = twoWindows(text, NETWORK.zeroCarry(16), null);
        FlowMeans cut = twoWindows(text, NETWORK.zeroCarry(16), NETWORK.zeroCarry(16));
        for (int k = 0; k < 7; k++) {
            assertEquals(carried.mean(0, k), means.mean(0, k));
            assertEquals(carried.mean(1, k), means.mean(1, k));
            assertNotEquals(cut.mean(0, k), means.mean(0, k));
        }
    }

    /** @param second the state before the second window; null for that behind the first */
    private static FlowMeans twoWindows(Shard text, Carry first, @Nullable Carry second) {
        PackedNetwork packed = NETWORK.allocate(Kernels.best());
        NETWORK.load(WEIGHTS, packed);
        GradientFlow flow = new GradientFlow(NETWORK, GradientFlow.LAST);
        FlowMeans means = new FlowMeans(flow.states());
        Turn turn = new TurnSpec(1, 16, 7).turn(text, 0);
        flow.norms(packed, turn.at(0), first, NETWORK.workspace()).forEach(means::add);
        Carry then = second == null ? first : second;
        flow.norms(packed, turn.at(1), then, NETWORK.workspace()).forEach(means::add);
        return means;
    }

    @Test
    void aSinglePieceIsEnough() {
        FlowMeasure measure = measure(3, 1, 3);
        measure.add(Shard.ofStream(0, LETTERS, MiniBatch.NONE, units(50)), RecordContent.NEXT_UNIT);
        assertEquals(1, measure.means().records());
        assertEquals(3, measure.means().reach());
    }
}
