package dev.unroll.train.metrics;

/**
 * What was found, what was found wrongly, what was missed; precision, recall and F1 of it (van Rijsbergen 1979).
 *
 * <p>precision = TP / (TP + FP), recall = TP / (TP + FN), F1 = their harmonic mean = 2 TP / (2 TP + FP + FN); 0/0 is 0, as in
 * conlleval.
 *
 * @param right TP, in the truth and predicted
 * @param wrong FP, predicted but not in the truth
 * @param missed FN, in the truth but not predicted
 */
public record Matches(long right, long wrong, long missed) {
    /** Refuses negative counts. */
    public Matches {
        if (right < 0 || wrong < 0 || missed < 0) {
            throw new IllegalArgumentException(
                    "negative count: right=" + right + " wrong=" + wrong + " missed=" + missed);
        }
    }

    /** How many there are in truth. */
    public long support() {
        return right + missed;
    }

    /** The share of what was predicted that is right. */
    public double precision() {
        return ratio(right, right + wrong);
    }

    /** The share of what is there that was found; sensitivity. */
    public double recall() {
        return ratio(right, support());
    }

    /** Harmonic mean of precision and recall. */
    public double f1() {
        return ratio(2 * right, 2 * right + wrong + missed);
    }

    /** 0/0 = 0. */
    static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
