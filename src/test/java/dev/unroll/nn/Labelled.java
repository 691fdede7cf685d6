package dev.unroll.nn;

import dev.unroll.data.Constraints;
import dev.unroll.data.MiniBatch;
import dev.unroll.data.Targets;
import dev.unroll.spec.HeadSpec;
import dev.unroll.spec.Output;
import dev.unroll.spec.Pool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Every kind of head over every pooling, with mini-batches of targets for them. */
public final class Labelled {
    /** K of these heads. */
    public static final int OUTPUTS = 4;
    /** Label 1 must not follow label 0, no record begins with 2 or ends with 3. */
    public static final Constraints CONSTRAINTS = new Constraints(
            new boolean[] {
                false, true, false, false, //
                false, false, false, false, //
                false, false, false, false, //
                false, false, false, false
            },
            new boolean[] {false, false, true, false},
            new boolean[] {false, false, false, true});

    private Labelled() {}

    /**
     * A head and what it knows of labels.
     *
     * @param spec which
     * @param rules class weights or constraints
     */
    public record Kind(HeadSpec spec, LabelRules rules) {
        @Override
        public String toString() {
            return spec.output() + " " + spec.pool() + (spec.crf() ? " crf" : "") + (spec.huber() > 0 ? " huber" : "")
                    + (rules.weights().length > 0 ? " weighted" : "")
                    + (rules.constraints().labels() > 0 ? " constrained" : "");
        }
    }

    /** Which rows have a target. */
    public enum Mask {
        /** All. */
        NONE,
        /** Every third row has none; of several numbers every fifth. */
        SOME,
        /** Every second lane has none at all. */
        LANES
    }

    /** How long lanes are. */
    public enum Shape {
        /** All different but two. */
        RAGGED(5, 4, 3, 3, 1),
        /** All the same. */
        EVEN(3, 3, 3, 3),
        /** One step each. */
        SINGLE(1, 1, 1, 1);

        private final int[] lengths;

        Shape(int... lengths) {
            this.lengths = lengths;
        }

        /** The longest first. */
        public int[] lengths() {
            return lengths.clone();
        }
    }

    /** All of them. */
    public static List<Kind> kinds() {
        LabelRules weighted = new LabelRules(new float[] {1, 0.25f, 3, 0.5f}, Constraints.NONE);
        List<Kind> kinds = new ArrayList<>();
        for (Pool pool : Pool.values()) {
            kinds.add(new Kind(new HeadSpec(Output.SOFTMAX, pool, false, 0), LabelRules.NONE));
            kinds.add(new Kind(new HeadSpec(Output.SOFTMAX, pool, false, 0), weighted));
            kinds.add(new Kind(new HeadSpec(Output.SIGMOID, pool, false, 0), LabelRules.NONE));
            kinds.add(new Kind(new HeadSpec(Output.LINEAR, pool, false, 0), LabelRules.NONE));
            kinds.add(new Kind(new HeadSpec(Output.LINEAR, pool, false, 0.3), LabelRules.NONE));
        }
        HeadSpec crf = new HeadSpec(Output.SOFTMAX, Pool.NONE, true, 0);
        kinds.add(new Kind(crf, LabelRules.NONE));
        kinds.add(new Kind(crf, new LabelRules(new float[0], CONSTRAINTS)));
        return kinds;
    }

    /** The mini-batch with seeded targets for a head; those of classes break no {@link #CONSTRAINTS}. */
    public static MiniBatch with(MiniBatch batch, HeadSpec head, Mask mask, long seed) {
        boolean steps = head.pool() == Pool.NONE;
        Targets.Level level = steps ? Targets.Level.STEP : Targets.Level.RECORD;
        int[] lanes = steps ? laneOfRow(batch) : laneOfRecord(batch);
        Random random = new Random(seed);
        if (head.output() == Output.SOFTMAX) {
            int[] ids = random.ints(lanes.length, 0, OUTPUTS).toArray();
            Arrays.setAll(ids, row -> head.crf() ? allowed(batch, row, lanes[row]) : ids[row]);
            Arrays.setAll(ids, row -> hidden(mask, row, lanes[row], 3) ? MiniBatch.NONE : ids[row]);
            return Batches.with(batch, new Targets.Classes(level, ids));
        }
        float[] values = new float[lanes.length * OUTPUTS];
        for (int i = 0; i < values.length; i++) {
            float value = head.output() == Output.SIGMOID ? random.nextInt(2) : 2 * random.nextFloat() - 1;
            int row = i / OUTPUTS;
            boolean hidden = hidden(mask, row, lanes[row], 3) || (mask == Mask.SOME && i % 5 == 4);
            values[i] = hidden ? Float.NaN : value;
        }
        return Batches.with(batch, new Targets.Values(level, OUTPUTS, values));
    }

    private static boolean hidden(Mask mask, int row, int lane, int every) {
        return switch (mask) {
            case NONE -> false;
            case SOME -> row % every == every - 1;
            case LANES -> lane % 2 == 1;
        };
    }

    /** 0 2 3 1 2 3 1 .. and, for lanes that would end with 3, 0 at their end. */
    private static int allowed(MiniBatch batch, int row, int lane) {
        int t = 0;
        while (batch.offset(t) + lane != row) {
            t++;
        }
        boolean last = t + 1 == batch.steps() || batch.active(t + 1) <= lane;
        int label = t == 0 ? 0 : 1 + t % 3;
        return last && label == 3 ? 0 : label;
    }

    private static int[] laneOfRow(MiniBatch batch) {
        int[] lanes = new int[batch.rows()];
        for (int t = 0; t < batch.steps(); t++) {
            for (int n = 0; n < batch.active(t); n++) {
                lanes[batch.offset(t) + n] = n;
            }
        }
        return lanes;
    }

    private static int[] laneOfRecord(MiniBatch batch) {
        int[] lanes = new int[batch.lanes()];
        Arrays.setAll(lanes, n -> n);
        return lanes;
    }
}
