package dev.unroll.check;

import static dev.unroll.check.DoubleGates.sigmoid;

import dev.unroll.data.Casing;
import dev.unroll.data.Given;
import dev.unroll.data.MiniBatch;
import dev.unroll.math.RandomStream.Purpose;
import dev.unroll.nn.Dropout;
import dev.unroll.nn.GradientFlow.State;
import dev.unroll.nn.Layout;
import dev.unroll.nn.Network;
import dev.unroll.nn.Sizes;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.NetworkSpec;
import org.jspecify.annotations.Nullable;

/**
 * The loss of a {@link Network} in double precision, lane by lane and step by step.
 *
 * <p>It shares with the network only the layout of the weights and the names of states and dropout draws.
 */
public final class DoubleNetwork {
    private final NetworkSpec spec;
    private final Layout layout;
    private final Sizes sizes;
    private final double[] weights;
    private final DoubleGates gates;
    private final DoubleSpelling spelling;
    private final DoubleBeginning beginning;
    private final DoublePooling pooling;
    private final DoubleHead head;

    /**
     * @param network whose loss to compute
     * @param weights its flat weights, read at each call: a caller may move one and ask again
     */
    public DoubleNetwork(Network network, double[] weights) {
        this.spec = network.spec();
        this.layout = network.layout();
        this.sizes = network.sizes();
        this.weights = weights;
        this.gates = new DoubleGates(network.layout(), weights);
        this.spelling = new DoubleSpelling(network, weights);
        this.beginning = new DoubleBeginning(network, weights);
        this.pooling = new DoublePooling(network, weights);
        this.head = new DoubleHead(network, weights);
    }

    /** Summed loss over all labelled steps or records; the state before the window is read, not changed. */
    public double loss(Network.Window window) {
        double loss = 0;
        for (int n = 0; n < window.batch().lanes(); n++) {
            loss += loss(window, n, Nudge.NONE);
        }
        return loss;
    }

    /** The loss of lane n with a small change on the way. */
    public double loss(Network.Window window, int n, Nudge nudge) {
        MiniBatch batch = window.batch();
        double[][] h = pooling.of(outputs(window, n, nudge));
        double[][] scores = new double[h.length][];
        int[] rows = new int[h.length];
        for (int t = 0; t < h.length; t++) {
            scores[t] = scores(h[t]);
            rows[t] = batch.offset(t) + n; // of a record's only answer: n
        }
        return head.loss(scores, batch.targets(), rows);
    }

    /** The top outputs of each step of lane n, (T_n, width). */
    public double[][] outputs(Network.Window window, int n) {
        return outputs(window, n, Nudge.NONE);
    }

    private double[][] outputs(Network.Window window, int n, Nudge nudge) {
        MiniBatch batch = window.batch();
        int length = 0;
        while (length < batch.steps() && n < batch.active(length)) {
            length++;
        }
        double[][] x = new double[length][];
        for (int t = 0; t < length; t++) {
            x[t] = input(batch, batch.offset(t) + n);
        }
        Masks masks = new Masks(window, n);
        for (int l = 0; l < spec.layers(); l++) {
            masks.apply(l, x);
            double[][] forward = scan(window, n, new Walk(l, 0, x, masks, nudge));
            double[][] backward =
                    spec.bidirectional() ? reverse(scan(window, n, new Walk(l, 1, reverse(x), masks, nudge))) : null;
            x = backward == null ? forward : join(forward, backward);
        }
        masks.apply(spec.layers(), x);
        return x;
    }

    /** W_y h + b_y. */
    public double[] scores(double[] h) {
        int w = layout.slot(spec.tied() ? "embedding.E" : "output.W").offset();
        int b = layout.slot("output.b").offset();
        double[] scores = new double[sizes.outputs()];
        for (int v = 0; v < scores.length; v++) {
            scores[v] = weights[b + v];
            for (int i = 0; i < h.length; i++) {
                scores[v] += weights[w + v * h.length + i] * h[i];
            }
        }
        return scores;
    }

    /** [E[id] or one-hot, spelling, casing, features]; x = 0 for no unit, or what the lane begins from. */
    private double[] input(MiniBatch batch, int row) {
        int unit = sizes.vocabulary() == 0 || spec.embedding() == 0 ? sizes.vocabulary() : spec.embedding();
        int casing = unit + spelling.width();
        int features = casing + (spec.words().casing() ? Casing.CLASSES : 0);
        double[] x = new double[features + sizes.features()];
        for (int i = 0; i < sizes.features(); i++) {
            x[features + i] = batch.features()[row * sizes.features() + i];
        }
        if (spec.words().casing()) {
            x[casing + batch.spelled().casing()[row]] = 1;
        }
        if (spelling.width() > 0) {
            System.arraycopy(spelling.of(batch.spelled(), row), 0, x, unit, spelling.width());
        }
        int id = unit == 0 ? MiniBatch.NONE : batch.inputs()[row];
        if (id == MiniBatch.NONE) {
            if (row < batch.lanes() && beginning.isInput(batch.given())) {
                System.arraycopy(beginning.input(batch.given(), row), 0, x, 0, unit);
            }
            return x;
        }
        if (spec.embedding() == 0) {
            x[id] = 1;
        } else {
            int e = layout.slot("embedding.E").offset() + id * unit;
            System.arraycopy(weights, e, x, 0, unit);
        }
        return x;
    }

    /** One layer and direction, its input in the order in which the direction reads it. */
    private record Walk(int layer, int direction, double[][] x, Masks masks, Nudge nudge) {
        double nudge(State.Kind kind, int t, int j) {
            return nudge.at(new State(layer, direction, kind), t, j);
        }
    }

    private double[][] scan(Network.Window window, int n, Walk walk) {
        String prefix = "layer" + walk.layer() + (walk.direction() == 0 ? ".forward." : ".backward.");
        String gate = prefix + spec.cell().gates().get(0) + ".W";
        int hidden = layout.slot(gate).shape().get(0);
        int directions = spec.bidirectional() ? 2 : 1;
        int states = spec.cell() == Cell.LSTM ? 2 : 1;
        int first = (walk.layer() * directions + walk.direction()) * states;
        double[] a = state(window.carry().states()[first], n, hidden);
        double[] c = states == 2 ? state(window.carry().states()[first + 1], n, hidden) : a;
        Given given = window.batch().given();
        if (beginning.isState(given)) {
            a = beginning.state(walk.layer(), "a", given, n);
            c = states == 2 ? beginning.state(walk.layer(), "c", given, n) : a;
        }
        double[] mask = walk.masks().recurrent(walk.layer() * directions + walk.direction(), hidden);
        double[][] out = new double[walk.x().length][];
        for (int t = 0; t < out.length; t++) {
            double[] left = product(a, mask);
            double[] x = walk.x()[t];
            double[] next = new double[hidden];
            double[] nextC = new double[hidden];
            double[] relevance = spec.cell() == Cell.GRU ? sigmoid(gates.gate(prefix + "relevance", left, x)) : a;
            double[] z = new double[0];
            double[] u = new double[0];
            double[] candidate = new double[0];
            double[] f = new double[0];
            double[] o = new double[0];
            switch (spec.cell()) {
                case RNN -> z = gates.gate(prefix + "a", left, x);
                case GRU_SIMPLE -> candidate = gates.gate(prefix + "candidate", left, x);
                case GRU -> candidate = gates.gate(prefix + "candidate", product(relevance, left), x);
                case LSTM -> {
                    candidate = gates.gate(prefix + "candidate", left, x);
                    f = sigmoid(gates.gate(prefix + "forget", left, x));
                    o = sigmoid(gates.gate(prefix + "output", left, x));
                }
            }
            if (spec.cell() != Cell.RNN) {
                u = sigmoid(gates.gate(prefix + "update", left, x));
            }
            for (int j = 0; j < hidden; j++) {
                switch (spec.cell()) {
                    case RNN ->
                        next[j] = spec.activation() == Activation.TANH ? StrictMath.tanh(z[j]) : Math.max(0, z[j]);
                    case GRU, GRU_SIMPLE -> next[j] = u[j] * StrictMath.tanh(candidate[j]) + (1 - u[j]) * a[j];
                    case LSTM -> {
                        nextC[j] = u[j] * StrictMath.tanh(candidate[j]) + f[j] * c[j];
                        nextC[j] += walk.nudge(State.Kind.C, t, j);
                        next[j] = o[j] * StrictMath.tanh(nextC[j]);
                    }
                }
                next[j] += walk.nudge(State.Kind.A, t, j);
            }
            out[t] = next;
            a = next;
            c = nextC;
        }
        return out;
    }

    private static double[] product(double[] x, double[] y) {
        double[] p = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            p[i] = y.length == 0 ? x[i] : x[i] * y[i];
        }
        return p;
    }

    private static double[] state(float[] rows, int n, int hidden) {
        double[] state = new double[hidden];
        for (int j = 0; j < hidden; j++) {
            state[j] = rows[n * hidden + j];
        }
        return state;
    }

    static double[][] reverse(double[][] x) {
        double[][] reversed = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            reversed[t] = x[x.length - 1 - t].clone();
        }
        return reversed;
    }

    private static double[][] join(double[][] x, double[][] y) {
        double[][] joined = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            joined[t] = new double[x[t].length + y[t].length];
            System.arraycopy(x[t], 0, joined[t], 0, x[t].length);
            System.arraycopy(y[t], 0, joined[t], x[t].length, y[t].length);
        }
        return joined;
    }

    /** The dropout masks of one lane, drawn under the network's own names. */
    private final class Masks {
        private final @Nullable Dropout dropout;
        private final long[] laneIds;
        private final int lane;

        Masks(Network.Window window, int lane) {
            this.dropout = window.dropout();
            this.laneIds = window.batch().laneIds();
            this.lane = lane;
        }

        void apply(int layer, double[][] x) {
            if (x.length == 0) {
                return;
            }
            double[] mask = row(new Dropout.Place(Purpose.INPUT_DROPOUT, layer, x[0].length), spec.dropout());
            for (int t = 0; t < x.length; t++) {
                x[t] = product(x[t], mask);
            }
        }

        double[] recurrent(int layer, int width) {
            return row(new Dropout.Place(Purpose.RECURRENT_DROPOUT, layer, width), spec.recurrentDropout());
        }

        private double[] row(Dropout.Place place, double p) {
            if (dropout == null || p == 0) {
                return new double[0];
            }
            return state(dropout.mask(place, laneIds, p), lane, place.width());
        }
    }
}
