package dev.unroll.nn;

import dev.unroll.math.RandomStream;
import dev.unroll.math.RandomStream.Purpose;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.NetworkSpec;

/**
 * The first weights, a pure function of the seed.
 *
 * <p>Recurrent matrices are orthogonal gate by gate (Saxe et al. 2014, arXiv:1312.6120), the identity for a ReLU RNN (Le et al. 2015,
 * arXiv:1504.00941). Input weights are U(+-sqrt(3 / D)), for a one-hot unit U(+-1 / sqrt(H)), and U(+-sqrt(3 / F)) for features beside
 * it; what is given U(+-sqrt(3 / G)); the embedding U(+-0.1), that of characters U(+-sqrt(3 / D)); the output U(+-1 / sqrt(W)); attention's matrix U(+-sqrt(3 / W)) and its query U(+-1 / sqrt(W)); a linear
 * chain 0. Biases are 0, but 1 for the LSTM's forget gate (Jozefowicz et al. 2015) and -1 for the update gate of both GRUs,
 * whose keep gate is 1 - u. {@code network.init = uniform:r} draws everything from U(-r, r) instead.
 */
final class Initialisation {
    private static final double EMBEDDING_RANGE = 0.1;

    private final NetworkSpec spec;
    private final Sizes sizes;
    private final Layout layout;
    private final float[] weights;
    private final long seed;

    private Initialisation(NetworkSpec spec, Sizes sizes, Layout layout, long seed) {
        this.spec = spec;
        this.sizes = sizes;
        this.layout = layout;
        this.weights = new float[layout.size()];
        this.seed = seed;
    }

    /** The weights with which training starts. */
    static float[] weights(NetworkSpec spec, Sizes sizes, Layout layout, long seed) {
        Initialisation initialisation = new Initialisation(spec, sizes, layout, seed);
        for (int s = 0; s < layout.slots().size(); s++) {
            initialisation.fill(s);
        }
        return initialisation.weights;
    }

    private void fill(int index) {
        Layout.Slot slot = layout.slots().get(index);
        RandomStream stream = RandomStream.of(seed, Purpose.INITIALISATION, index);
        int columns = slot.shape().get(slot.shape().size() - 1);
        if (spec.initUniform() > 0) {
            uniform(slot, 0, columns, spec.initUniform(), stream);
        } else if (slot.name().equals("embedding.E")) {
            uniform(slot, 0, columns, EMBEDDING_RANGE, stream);
        } else if (slot.name().equals("output.W") || slot.name().equals("attention.v")) {
            uniform(slot, 0, columns, 1 / Math.sqrt(columns), stream);
        } else if (slot.name().equals("attention.W")
                || slot.name().equals("spelling.embedding.E")
                || (slot.name().startsWith("given.") && slot.name().endsWith(".W"))) {
            uniform(slot, 0, columns, Math.sqrt(3.0 / columns), stream);
        } else if (slot.name().endsWith(".W")) {
            int hidden = slot.shape().get(0);
            boolean oneHot = spec.embedding() == 0 && slot.name().startsWith("layer0.");
            int dense = oneHot ? hidden + sizes.vocabulary() : hidden; // first column of those that read numbers
            recurrent(slot, hidden, stream);
            uniform(slot, hidden, dense, 1 / Math.sqrt(hidden), stream);
            uniform(slot, dense, columns, Math.sqrt(3.0 / (columns - dense)), stream);
        } else {
            constant(slot, firstBias(slot.name()));
        }
    }

    /** Words are read by an LSTM, whatever reads their sequence. */
    private Cell cell(String name) {
        return name.startsWith("spelling.") ? Cell.LSTM : spec.cell();
    }

    private float firstBias(String name) {
        Cell cell = cell(name);
        if (cell == Cell.LSTM && name.endsWith(".forget.b")) {
            return 1f;
        }
        boolean gru = cell == Cell.GRU || cell == Cell.GRU_SIMPLE;
        return gru && name.endsWith(".update.b") ? -1f : 0f;
    }

    private void constant(Layout.Slot slot, float value) {
        for (int i = 0; i < slot.size(); i++) {
            weights[slot.offset() + i] = value;
        }
    }

    /** Columns {@code from} to {@code to} from U(-range, range). */
    private void uniform(Layout.Slot slot, int from, int to, double range, RandomStream stream) {
        int columns = slot.shape().get(slot.shape().size() - 1);
        int rows = slot.size() / columns;
        for (int i = 0; i < rows; i++) {
            for (int j = from; j < to; j++) {
                weights[slot.offset() + i * columns + j] = (float) (range * (2 * stream.uniformDouble(i, j) - 1));
            }
        }
    }

    private void recurrent(Layout.Slot slot, int hidden, RandomStream stream) {
        int columns = slot.shape().get(1);
        double[][] q = cell(slot.name()) == Cell.RNN && spec.activation() == Activation.RELU
                ? identity(hidden)
                : orthogonal(hidden, stream);
        for (int i = 0; i < hidden; i++) {
            for (int j = 0; j < hidden; j++) {
                weights[slot.offset() + i * columns + j] = (float) q[i][j];
            }
        }
    }

    private static double[][] identity(int n) {
        double[][] q = new double[n][n];
        for (int i = 0; i < n; i++) {
            q[i][i] = 1;
        }
        return q;
    }

    /** Gram-Schmidt over rows of normal draws, each row orthogonalised twice for accuracy. */
    private static double[][] orthogonal(int n, RandomStream stream) {
        double[][] q = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                q[i][j] = stream.normal(i, j);
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int p = 0; p < i; p++) {
                    double dot = dot(q[i], q[p]);
                    for (int j = 0; j < n; j++) {
                        q[i][j] -= dot * q[p][j];
                    }
                }
            }
            double scale = 1 / Math.sqrt(dot(q[i], q[i]));
            for (int j = 0; j < n; j++) {
                q[i][j] *= scale;
            }
        }
        return q;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
