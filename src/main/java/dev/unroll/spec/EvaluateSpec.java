package dev.unroll.spec;

import java.io.Serializable;

/**
 * How a language model is measured: {@code evaluate.*}.
 *
 * @param lanes {@code evaluate.lanes}, pieces of a stream that each begin with a zero state; 0 = one for 50,000 units
 * @param context {@code evaluate.context}, as trained unless set
 * @param baselineUnits {@code evaluate.baseline-units}, training units that the baselines see at most; 0 = no baselines
 */
public record EvaluateSpec(int lanes, DataSpec.Context context, long baselineUnits) implements Serializable {
    /** What {@code evaluate.context} is unless set: that of {@code data.context}. */
    static final String AS_TRAINED = "as-trained";

    /** Checks each value by itself. */
    public EvaluateSpec {
        Rule.range(Keys.EVALUATE_LANES, lanes, lanes >= 0);
        Rule.range(Keys.EVALUATE_BASELINE_UNITS, baselineUnits, baselineUnits >= 0);
    }
}
