package dev.unroll.check;

import dev.unroll.data.Constraints;
import dev.unroll.data.Targets;
import dev.unroll.nn.Layout;
import dev.unroll.nn.Network;
import dev.unroll.spec.HeadSpec;

/** The loss of one lane's scores, straight from the definition of each kind of head. */
final class DoubleHead {
    private final HeadSpec spec;
    private final Layout layout;
    private final float[] classWeights;
    private final Constraints constraints;
    private final double[] weights;

    DoubleHead(Network network, double[] weights) {
        this.spec = network.spec().head();
        this.layout = network.layout();
        this.classWeights = network.rules().weights();
        this.constraints = network.rules().constraints();
        this.weights = weights;
    }

    /**
     * The loss, each term times its weight.
     *
     * @param scores of each of the lane's answers, (T, K) or (1, K)
     * @param rows where their targets are
     */
    double loss(double[][] scores, Targets targets, int[] rows) {
        if (targets.rows() == 0) {
            return 0;
        }
        if (spec.crf()) {
            return chain(scores, ((Targets.Classes) targets).ids(), rows);
        }
        double loss = 0;
        for (int t = 0; t < rows.length; t++) {
            loss += term(scores[t], targets, rows[t]);
        }
        return loss;
    }

    private double term(double[] scores, Targets targets, int row) {
        double loss = 0;
        if (targets instanceof Targets.Classes classes && classes.ids()[row] >= 0) {
            int y = classes.ids()[row];
            loss -= (classWeights.length == 0 ? 1 : classWeights[y]) * (scores[y] - logSum(scores));
        }
        if (targets instanceof Targets.Values values) {
            for (int k = 0; k < scores.length; k++) {
                double y = values.values()[row * scores.length + k];
                if (!Double.isNaN(y)) {
                    loss += switch (spec.output()) {
                        case SOFTMAX -> throw new IllegalArgumentException("softmax has no values to come near to");
                        case SIGMOID -> crossEntropy(1 / (1 + StrictMath.exp(-scores[k])), y);
                        case LINEAR -> error(Math.abs(scores[k] - y));
                    };
                }
            }
        }
        return loss;
    }

    private static double crossEntropy(double p, double y) {
        return -y * StrictMath.log(p) - (1 - y) * StrictMath.log(1 - p);
    }

    private double error(double e) {
        double delta = spec.huber();
        return delta == 0 || e <= delta ? e * e : 2 * delta * e - delta * delta;
    }

    /** log of the sum over all sequences of labels, less that over those that agree with the given ones. */
    private double chain(double[][] scores, int[] ids, int[] rows) {
        int[] given = new int[rows.length];
        int[] any = new int[rows.length];
        for (int t = 0; t < rows.length; t++) {
            given[t] = ids[rows[t]];
            any[t] = -1;
        }
        return logSum(scores, any) - logSum(scores, given);
    }

    private double logSum(double[][] scores, int[] given) {
        int labels = scores[0].length;
        double[] before = new double[labels];
        for (int t = 0; t < scores.length; t++) {
            double[] here = new double[labels];
            for (int j = 0; j < labels; j++) {
                double[] ways = new double[t == 0 ? 1 : labels];
                for (int i = 0; i < ways.length; i++) {
                    ways[i] =
                            t == 0 ? score("crf.first", constraints.first(), j) : before[i] + transition(i, j, labels);
                }
                here[j] = given[t] < 0 || given[t] == j ? scores[t][j] + logSum(ways) : Double.NEGATIVE_INFINITY;
            }
            before = here;
        }
        for (int j = 0; j < labels; j++) {
            before[j] += score("crf.last", constraints.last(), j);
        }
        return logSum(before);
    }

    private double transition(int i, int j, int labels) {
        return score("crf.transition", constraints.next(), i * labels + j);
    }

    private double score(String slot, boolean[] forbidden, int i) {
        boolean never = forbidden.length > 0 && forbidden[i];
        return never ? Double.NEGATIVE_INFINITY : weights[layout.slot(slot).offset() + i];
    }

    private static double logSum(double[] x) {
        double max = Double.NEGATIVE_INFINITY;
        for (double value : x) {
            max = Math.max(max, value);
        }
        double sum = 0;
        for (double value : x) {
            sum += max == Double.NEGATIVE_INFINITY ? 0 : StrictMath.exp(value - max);
        }
        return max + StrictMath.log(sum);
    }
}
