package dev.unroll.check;

import static dev.unroll.check.DoubleGates.sigmoid;

import dev.unroll.data.Spelled;
import dev.unroll.nn.Layout;
import dev.unroll.nn.Network;
import java.util.Arrays;

/** What the characters of one word say: an LSTM from each of its ends, its last state. */
final class DoubleSpelling {
    private final int hidden;
    private final Layout layout;
    private final double[] weights;
    private final DoubleGates gates;

    DoubleSpelling(Network network, double[] weights) {
        this.hidden = network.spec().words().spelling();
        this.layout = network.layout();
        this.weights = weights;
        this.gates = new DoubleGates(network.layout(), weights);
    }

    /** Columns that stand for it. */
    int width() {
        return 2 * hidden;
    }

    /** Both last states of a row's word, from the front and from its end. */
    double[] of(Spelled words, int row) {
        double[][] x = characters(words, words.lanes()[row]);
        double[] forward = last("spelling.forward.", x);
        double[] backward = last("spelling.backward.", DoubleNetwork.reverse(x));
        double[] both = Arrays.copyOf(forward, 2 * hidden);
        System.arraycopy(backward, 0, both, hidden, hidden);
        return both;
    }

    private double[][] characters(Spelled words, int lane) {
        Layout.Slot e = layout.slot("spelling.embedding.E");
        int width = e.shape().get(1);
        int length = 0;
        while (length + 1 < words.offsets().length && lane < words.offsets()[length + 1] - words.offsets()[length]) {
            length++;
        }
        double[][] x = new double[length][];
        for (int j = 0; j < length; j++) {
            int from = e.offset() + words.characters()[words.offsets()[j] + lane] * width;
            x[j] = Arrays.copyOfRange(weights, from, from + width);
        }
        return x;
    }

    private double[] last(String prefix, double[][] characters) {
        double[] a = new double[hidden];
        double[] c = new double[hidden];
        for (double[] x : characters) {
            double[] u = sigmoid(gates.gate(prefix + "update", a, x));
            double[] f = sigmoid(gates.gate(prefix + "forget", a, x));
            double[] o = sigmoid(gates.gate(prefix + "output", a, x));
            double[] candidate = gates.gate(prefix + "candidate", a, x);
            for (int j = 0; j < hidden; j++) {
                c[j] = u[j] * StrictMath.tanh(candidate[j]) + f[j] * c[j];
            }
            for (int j = 0; j < hidden; j++) {
                a[j] = o[j] * StrictMath.tanh(c[j]);
            }
        }
        return a;
    }
}
