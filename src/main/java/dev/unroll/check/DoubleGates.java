package dev.unroll.check;

import dev.unroll.nn.Layout;

/** What every cell is made of: W [left, x] + b, and the sigmoid of it. */
final class DoubleGates {
    private final Layout layout;
    private final double[] weights;

    DoubleGates(Layout layout, double[] weights) {
        this.layout = layout;
        this.weights = weights;
    }

    /** W [left, x] + b of the gate with this name. */
    double[] gate(String name, double[] left, double[] x) {
        Layout.Slot w = layout.slot(name + ".W");
        int b = layout.slot(name + ".b").offset();
        int hidden = w.shape().get(0);
        int width = w.shape().get(1);
        double[] z = new double[hidden];
        for (int i = 0; i < hidden; i++) {
            z[i] = weights[b + i];
            int row = w.offset() + i * width;
            for (int j = 0; j < left.length; j++) {
                z[i] += weights[row + j] * left[j];
            }
            for (int j = 0; j < x.length; j++) {
                z[i] += weights[row + left.length + j] * x[j];
            }
        }
        return z;
    }

    static double[] sigmoid(double[] z) {
        double[] s = new double[z.length];
        for (int i = 0; i < z.length; i++) {
            s[i] = 1 / (1 + StrictMath.exp(-z[i]));
        }
        return s;
    }
}
