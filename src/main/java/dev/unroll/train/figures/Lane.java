package dev.unroll.train.figures;

import dev.unroll.data.LabelSet;
import dev.unroll.data.MiniBatch;
import dev.unroll.data.Targets;
import dev.unroll.nn.Outputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A record of a mini-batch and what is said of it. Its rows are its steps, or itself where a record has one answer.
 *
 * @param name the same wherever the record is measured: its shard and its number there
 * @param batch the record's company
 * @param outputs what is said
 * @param lane where it is in the mini-batch
 * @param rows how many it has
 */
record Lane(long name, MiniBatch batch, Outputs outputs, int lane, int rows) {
    /** All records of a mini-batch. */
    static List<Lane> of(int shard, MiniBatch batch, Outputs outputs) {
        int[] rows = new int[batch.lanes()];
        Arrays.fill(rows, 1);
        for (int t = 0; t < batch.steps() && batch.targets().level() == Targets.Level.STEP; t++) {
            Arrays.fill(rows, 0, batch.active(t), t + 1);
        }
        List<Lane> lanes = new ArrayList<>(rows.length);
        for (int n = 0; n < rows.length; n++) {
            long name = (long) shard << 32 ^ batch.laneIds()[n];
            lanes.add(new Lane(name, batch, outputs, n, rows[n]));
        }
        return lanes;
    }

    /** Where a row is in the mini-batch; row 0 of a record that has one answer is the lane itself. */
    private int at(int row) {
        return batch.offset(row) + lane;
    }

    /** Whether a row has a label, be it one that was not in the training part. */
    boolean isLabelled(int row) {
        return isUnknown(row) || batch.targets().isLabelled(at(row));
    }

    /** Whether a row has a label that was not in the training part. */
    boolean isUnknown(int row) {
        return batch.targets() instanceof Targets.Classes classes && classes.ids()[at(row)] == LabelSet.UNKNOWN;
    }

    /** The class of a row where classes exclude each other; below 0 without one that is known. */
    int truth(int row) {
        return batch.classes()[at(row)];
    }

    /** The class that a row is said to have. */
    int said(int row) {
        return outputs.labels()[at(row)];
    }

    /** Whether it is known if a row has a class. */
    boolean isKnown(int row, int label) {
        return batch.targets() instanceof Targets.Classes ? isLabelled(row) : !Float.isNaN(target(row, label));
    }

    /** Whether a row has a class. */
    boolean is(int row, int label) {
        return batch.targets() instanceof Targets.Classes ? truth(row) == label : target(row, label) > 0.5f;
    }

    /** Whether classes exclude each other. */
    boolean isOneOfAll() {
        return batch.targets() instanceof Targets.Classes;
    }

    /** Whether a row is said to have a class: the chosen one, or one more likely than not. */
    boolean says(int row, int label) {
        return batch.targets() instanceof Targets.Classes ? said(row) == label : value(row, label) > 0.5f;
    }

    /** Output k of a row: a probability, or a number. */
    float value(int row, int k) {
        return outputs.values()[at(row) * outputs.width() + k];
    }

    /** What output k of a row should be where it is a number; NaN without a target. */
    float target(int row, int k) {
        return batch.values()[at(row) * outputs.width() + k];
    }

    /** The loss of a row, where each has its own. */
    double loss(int row) {
        return outputs.losses()[at(row)];
    }

    /** The record's loss, each row counting 1: in the order of its rows, or as a whole where they are a linear chain. */
    double loss() {
        if (outputs.losses().length == batch.lanes()) {
            return outputs.losses()[lane];
        }
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += loss(row);
        }
        return sum;
    }
}
