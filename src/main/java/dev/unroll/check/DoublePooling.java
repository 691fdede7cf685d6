package dev.unroll.check;

import dev.unroll.nn.Layout;
import dev.unroll.nn.Network;
import dev.unroll.spec.NetworkSpec;
import java.util.Arrays;

/** One vector out of the states of a lane's steps, straight from the definition of each kind of pooling. */
final class DoublePooling {
    private final NetworkSpec spec;
    private final Layout layout;
    private final double[] weights;

    DoublePooling(Network network, double[] weights) {
        this.spec = network.spec();
        this.layout = network.layout();
        this.weights = weights;
    }

    /**
     * What the head reads.
     *
     * @param h (T, W)
     * @return (T, W) where each step has an answer, otherwise (1, W)
     */
    double[][] of(double[][] h) {
        double[] attention = new double[h.length];
        switch (spec.head().pool()) {
            case NONE -> {
                return h;
            }
            case LAST -> {
                double[] last = h[h.length - 1].clone();
                int backward = spec.bidirectional() ? last.length / 2 : last.length;
                System.arraycopy(h[0], backward, last, backward, last.length - backward);
                return new double[][] {last};
            }
            case MAX -> {
                double[] max = h[0].clone();
                for (double[] a : h) {
                    for (int i = 0; i < max.length; i++) {
                        max[i] = Math.max(max[i], a[i]);
                    }
                }
                return new double[][] {max};
            }
            case CENTRE -> attention[(h.length - 1) / 2] = 1;
            case MEAN -> Arrays.fill(attention, 1.0 / h.length);
            case ATTENTION -> attention = attention(h);
        }
        double[] sum = new double[h[0].length];
        for (int t = 0; t < h.length; t++) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += attention[t] * h[t][i];
            }
        }
        return new double[][] {sum};
    }

    private double[] attention(double[][] h) {
        int w = layout.slot("attention.W").offset();
        int b = layout.slot("attention.b").offset();
        int v = layout.slot("attention.v").offset();
        double[] attention = new double[h.length];
        double sum = 0;
        for (int t = 0; t < h.length; t++) {
            int width = h[t].length;
            double energy = 0;
            for (int i = 0; i < width; i++) {
                double z = weights[b + i];
                for (int j = 0; j < width; j++) {
                    z += weights[w + i * width + j] * h[t][j];
                }
                energy += weights[v + i] * StrictMath.tanh(z);
            }
            attention[t] = StrictMath.exp(energy);
            sum += attention[t];
        }
        for (int t = 0; t < h.length; t++) {
            attention[t] /= sum;
        }
        return attention;
    }
}
