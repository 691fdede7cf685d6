package dev.unroll.data;

/**
 * N sequences of T steps at most, time-major, without a single padded row.
 *
 * <p>Lanes are sorted by length, longest first, so the lanes still running at step t are the first {@code active(t)}. Row
 * {@code offset(t) + n} is step t of lane n; there are {@code rows()} = sum of active(t) rows, and every array over the
 * sequence has exactly so many. A lane that has ended costs nothing.
 *
 * <p>Input id -1 is x = 0 (nothing came before); target -1 is a step without a loss term.
 */
public final class MiniBatch {
    /** An input id that stands for x = 0. */
    public static final int NONE = -1;

    private final int[] offsets;
    private final int[] inputs;
    private final int[] targets;
    private final long[] laneIds;

    /**
     * @param offsets (T + 1): row of step t's first lane; offsets[T] is the number of rows
     * @param inputs (R) unit ids
     * @param targets (R) unit ids, empty where nothing is predicted
     * @param laneIds (N) the number of each lane before any sorting: names its draws
     */
    public MiniBatch(int[] offsets, int[] inputs, int[] targets, long[] laneIds) {
        int rows = offsets[offsets.length - 1];
        if (inputs.length != rows || (targets.length != rows && targets.length != 0)) {
            throw new IllegalArgumentException(
                    "rows differ: offsets=" + rows + " inputs=" + inputs.length + " targets=" + targets.length);
        }
        for (int t = 1; t + 1 < offsets.length; t++) {
            if (offsets[t + 1] - offsets[t] > offsets[t] - offsets[t - 1]) {
                throw new IllegalArgumentException("lanes are not sorted by length: step=" + t);
            }
        }
        if (offsets.length > 1 && offsets[1] != laneIds.length) {
            throw new IllegalArgumentException("lanes differ: first step=" + offsets[1] + " ids=" + laneIds.length);
        }
        this.offsets = offsets;
        this.inputs = inputs;
        this.targets = targets;
        this.laneIds = laneIds;
    }

    /** T, the length of the longest lane. */
    public int steps() {
        return offsets.length - 1;
    }

    /** N. */
    public int lanes() {
        return laneIds.length;
    }

    /** R, the number of real (step, lane) pairs. */
    public int rows() {
        return offsets[offsets.length - 1];
    }

    /** Row of lane 0 at step t; {@code offset(T)} is R. */
    public int offset(int t) {
        return offsets[t];
    }

    /** Lanes still running at step t. */
    public int active(int t) {
        return offsets[t + 1] - offsets[t];
    }

    /** Unit id of each row, {@link #NONE} for x = 0. */
    public int[] inputs() {
        return inputs;
    }

    /** Target id of each row, -1 where there is no loss term; empty without targets. */
    public int[] targets() {
        return targets;
    }

    /** The lanes' own numbers. */
    public long[] laneIds() {
        return laneIds;
    }
}
