package dev.unroll.data;

/**
 * N sequences of T steps at most, time-major, without a single padded row.
 *
 * <p>Lanes are sorted by length, longest first, so the lanes still running at step t are the first {@code active(t)}. Row
 * {@code offset(t) + n} is step t of lane n; there are {@code rows()} = sum of active(t) rows, and every array over the
 * sequence has exactly so many. A lane that has ended costs nothing.
 *
 * <p>What is read has three channels, any of which may be missing: unit ids, of which -1 is x = 0 (nothing came before), how words are
 * {@link Spelled}, and F numbers a step. What records begin from is {@link Given}. What is to be said are {@link Targets}.
 */
public final class MiniBatch {
    /** An input id that stands for x = 0. */
    public static final int NONE = -1;

    private final int[] offsets;
    private final int[] inputs;
    private final Spelled spelled;
    private final int featureWidth;
    private final float[] features;
    private final Targets targets;
    private final long[] laneIds;
    private final Given given;

    /**
     * Units, one class each to be said.
     *
     * @param offsets (T + 1): row of step t's first lane; offsets[T] is the number of rows
     * @param inputs (R) unit ids
     * @param targets (R) unit ids, empty where nothing is predicted
     * @param laneIds (N) the number of each lane before any sorting: names its draws
     */
    public MiniBatch(int[] offsets, int[] inputs, int[] targets, long[] laneIds) {
        this(offsets, new Read(inputs, 0, new float[0]), new Targets.Classes(Targets.Level.STEP, targets), laneIds);
    }

    /**
     * What is read at each step.
     *
     * @param units (R) unit ids; empty where records have no units
     * @param featureWidth F, 0 where records have no numbers
     * @param features (R, F)
     * @param spelled how words are written
     */
    public record Read(int[] units, int featureWidth, float[] features, Spelled spelled) {
        /** Units and numbers alone. */
        public Read(int[] units, int featureWidth, float[] features) {
            this(units, featureWidth, features, Spelled.NONE);
        }
    }

    /**
     * @param offsets (T + 1): row of step t's first lane; offsets[T] is the number of rows
     * @param read what is read at each step
     * @param targets what is to be said
     * @param laneIds (N) the number of each lane before any sorting: names its draws
     */
    public MiniBatch(int[] offsets, Read read, Targets targets, long[] laneIds) {
        this(offsets, read, targets, laneIds, Given.NONE);
    }

    private MiniBatch(int[] offsets, Read read, Targets targets, long[] laneIds, Given given) {
        int rows = offsets[offsets.length - 1];
        int units = read.units().length;
        int spellings = read.spelled().rows();
        boolean fits = (units == rows || units == 0)
                && (spellings == rows || spellings == 0)
                && read.features().length == Math.multiplyExact(rows, read.featureWidth());
        int wanted = targets.level() == Targets.Level.STEP ? rows : laneIds.length;
        if (!fits || (targets.rows() != wanted && targets.rows() != 0)) {
            throw new IllegalArgumentException("rows differ: offsets=" + rows + " inputs=" + units + " spellings="
                    + spellings + " features=" + read.features().length + " targets=" + targets.rows());
        }
        for (int t = 1; t + 1 < offsets.length; t++) {
            if (offsets[t + 1] - offsets[t] > offsets[t] - offsets[t - 1]) {
                throw new IllegalArgumentException("lanes are not sorted by length: step=" + t);
            }
        }
        if (offsets.length > 1 && offsets[1] != laneIds.length) {
            throw new IllegalArgumentException("lanes differ: first step=" + offsets[1] + " ids=" + laneIds.length);
        }
        if (!given.isNone() && given.lanes() != laneIds.length) {
            throw new IllegalArgumentException("lanes differ: given=" + given.lanes() + " ids=" + laneIds.length);
        }
        this.offsets = offsets;
        this.inputs = read.units();
        this.spelled = read.spelled();
        this.featureWidth = read.featureWidth();
        this.features = read.features();
        this.targets = targets;
        this.laneIds = laneIds;
        this.given = given;
    }

    /** The same steps, of which the first ones are those of records that begin so. */
    public MiniBatch withGiven(Given other) {
        return new MiniBatch(offsets, new Read(inputs, featureWidth, features, spelled), targets, laneIds, other);
    }

    /** The same steps and lanes with other units, no numbers and nothing to say. */
    public MiniBatch withUnits(int[] units) {
        return new MiniBatch(offsets, new Read(units, 0, new float[0]), Targets.NONE, laneIds);
    }

    /** The same steps and lanes, of which something else is to be said. */
    public MiniBatch withTargets(Targets other) {
        return new MiniBatch(offsets, new Read(inputs, featureWidth, features, spelled), other, laneIds, given);
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

    /** Unit id of each row, {@link #NONE} for x = 0; empty where records have no units. */
    public int[] inputs() {
        return inputs;
    }

    /** How the words are written. */
    public Spelled spelled() {
        return spelled;
    }

    /** F, numbers read at each step besides the unit. */
    public int featureWidth() {
        return featureWidth;
    }

    /** (R, F) numbers. */
    public float[] features() {
        return features;
    }

    /** What the lanes begin from; none where they go on. */
    public Given given() {
        return given;
    }

    /** What is to be said. */
    public Targets targets() {
        return targets;
    }

    /** Target class of each row or lane, -1 where there is no loss term; empty where targets are not classes. */
    public int[] classes() {
        return targets instanceof Targets.Classes classes ? classes.ids() : new int[0];
    }

    /** Target numbers of each row or lane, (rows, K); empty where targets are no numbers. */
    public float[] values() {
        return targets instanceof Targets.Values values ? values.values() : new float[0];
    }

    /** The lanes' own numbers. */
    public long[] laneIds() {
        return laneIds;
    }
}
