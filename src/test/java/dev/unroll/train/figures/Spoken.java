package dev.unroll.train.figures;

import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.MiniBatch;
import dev.unroll.data.Targets;
import dev.unroll.nn.Loss;
import dev.unroll.nn.Outputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Records and what is said of them, without a network.
 *
 * @param batch with targets
 * @param outputs what is said
 */
public record Spoken(MiniBatch batch, Outputs outputs) {
    /**
     * A step, or a record with one answer.
     *
     * @param truth class id; not looked at where there are targets
     * @param targets (K) numbers; empty where classes exclude each other
     * @param label that is said, where classes exclude each other
     * @param values (K) probabilities or numbers that are said
     * @param loss of the row
     */
    public record Row(int truth, float[] targets, int label, float[] values, double loss) {
        /** One of K classes, said with probability 0.5, the others sharing the rest; the loss is 0.5, or 0 without a known class. */
        public static Row of(int classes, int truth, int label) {
            float[] values = new float[classes];
            Arrays.fill(values, 0.5f / (classes - 1));
            values[label] = 0.5f;
            return new Row(truth, new float[0], label, values, truth < 0 ? 0 : 0.5);
        }

        /** Numbers that should be others. */
        public static Row of(float[] targets, float[] values, double loss) {
            return new Row(MiniBatch.NONE, targets, -1, values, loss);
        }

        /** Whether it has a loss term. */
        boolean isLabelled() {
            boolean labelled = targets.length == 0 && truth >= 0;
            for (float target : targets) {
                labelled |= !Float.isNaN(target);
            }
            return labelled;
        }
    }

    /**
     * A record.
     *
     * @param id names it
     * @param steps T
     * @param rows T rows, or one
     */
    public record Spell(long id, int steps, List<Row> rows) {
        /** With a row for each step. */
        public static Spell of(long id, Row... rows) {
            return new Spell(id, rows.length, List.of(rows));
        }

        /** With classes of so many for each step. */
        public static Spell of(long id, int classes, int[] truth, int[] labels) {
            List<Row> rows = new ArrayList<>();
            for (int t = 0; t < truth.length; t++) {
                rows.add(Row.of(classes, truth[t], labels[t]));
            }
            return new Spell(id, truth.length, rows);
        }
    }

    /** A mini-batch of these records, longest first. */
    public static Spoken of(Says says, List<Spell> records) {
        List<Spell> lanes = new ArrayList<>(records);
        lanes.sort(Comparator.comparingInt(lane -> -lane.steps()));
        boolean steps = says.level() == Targets.Level.STEP;
        int[] offsets = offsets(lanes);
        int count = steps ? offsets[offsets.length - 1] : lanes.size();
        int width = lanes.get(0).rows().get(0).values().length;
        boolean classes = says.classes() && !says.several();
        int[] ids = new int[classes ? count : 0];
        float[] targets = new float[classes ? 0 : count * width];
        Outputs outputs = new Outputs(
                width, new float[count * width], new int[classes ? count : 0], new double[count], Loss.NONE);
        double sum = 0;
        long terms = 0;
        for (int n = 0; n < lanes.size(); n++) {
            double lane = 0;
            for (int t = 0; t < lanes.get(n).rows().size(); t++) {
                Row row = lanes.get(n).rows().get(t);
                int at = offsets[t] + n;
                if (classes) {
                    ids[at] = row.truth();
                    outputs.labels()[at] = row.label();
                } else {
                    System.arraycopy(row.targets(), 0, targets, at * width, width);
                }
                System.arraycopy(row.values(), 0, outputs.values(), at * width, width);
                outputs.losses()[at] = row.loss();
                lane += row.loss();
                terms += row.isLabelled() ? 1 : 0;
            }
            sum += lane;
        }
        Targets all =
                classes ? new Targets.Classes(says.level(), ids) : new Targets.Values(says.level(), width, targets);
        MiniBatch.Read read = new MiniBatch.Read(new int[offsets[offsets.length - 1]], 0, new float[0]);
        long[] names = lanes.stream().mapToLong(Spell::id).toArray();
        Outputs said = new Outputs(width, outputs.values(), outputs.labels(), outputs.losses(), new Loss(sum, terms));
        return new Spoken(new MiniBatch(offsets, read, all, names), said);
    }

    private static int[] offsets(List<Spell> lanes) {
        int[] offsets = new int[lanes.get(0).steps() + 1];
        for (int t = 0; t + 1 < offsets.length; t++) {
            int step = t;
            offsets[t + 1] = offsets[t]
                    + (int) lanes.stream().filter(lane -> lane.steps() > step).count();
        }
        return offsets;
    }

    /** The figures of records in mini-batches of so many. */
    public static Figures figures(FigureRules rules, int shard, List<Spell> records, int batch) {
        Figures figures = new Figures(rules);
        for (int from = 0; from < records.size(); from += batch) {
            Spoken spoken = of(rules.says(), records.subList(from, Math.min(from + batch, records.size())));
            figures.add(shard, spoken.batch(), spoken.outputs());
        }
        return figures;
    }
}
