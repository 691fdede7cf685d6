package dev.unroll.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.unroll.data.MiniBatch;
import dev.unroll.math.Kernels;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.NetworkSpec;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Outputs and gradients of every cell against automatic differentiation in double precision (src/test/resources/reference).
 *
 * <p>A dense input enters as the embedding of T x N units of its own, so that the gradient of the input is that of the embedding.
 */
class ReferenceVectorTest {
    private static final double OUTPUT_TOLERANCE = 2e-6;
    private static final double GRADIENT_TOLERANCE = 1e-5;

    static Stream<String> vectors() {
        String[] names = new File("src/test/resources/reference").list((folder, name) -> name.endsWith(".json"));
        return Arrays.stream(names).sorted();
    }

    @Test
    void allFiftyVectorsAreThere() {
        assertEquals(50, vectors().count());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void outputsAndGradientsAgree(String file) throws Exception {
        JsonNode vector = new ObjectMapper().readTree(new File("src/test/resources/reference/" + file));
        new Case(vector).run();
    }

    /** One file. */
    private static final class Case {
        final JsonNode vector;
        final int steps;
        final int lanes;
        final int width;
        final boolean tied;
        final Integer[] order; // lanes, longest first
        final int[] lengths; // in that order
        final Network network;
        final float[] weights;
        final Map<String, double[]> gradients = new HashMap<>();

        Case(JsonNode vector) {
            this.vector = vector;
            steps = vector.get("T").asInt();
            lanes = vector.get("N").asInt();
            width = vector.get("D").asInt();
            tied = vector.get("head").asText().equals("tied");
            JsonNode given = vector.get("lengths");
            order = new Integer[lanes];
            Arrays.setAll(order, n -> n);
            Arrays.sort(order, Comparator.comparingInt(n -> -given.get(n).asInt()));
            lengths = new int[lanes];
            Arrays.setAll(lengths, n -> given.get(order[n]).asInt());
            String cell = vector.get("cell").asText();
            NetworkSpec spec = new NetworkSpec(
                    Cell.valueOf((cell.startsWith("rnn") ? "rnn" : cell)
                            .replace('-', '_')
                            .toUpperCase(Locale.ROOT)),
                    vector.get("layers").asInt(),
                    vector.get("H").asInt(),
                    vector.get("bidirectional").asBoolean(),
                    width,
                    cell.equals("rnn-relu") ? Activation.RELU : Activation.TANH,
                    tied,
                    0,
                    0,
                    0);
            network = new Network(spec, tied ? vector.get("V").asInt() : steps * lanes, InputPath.ROWS);
            weights = new float[network.layout().size()];
            vector.get("weights").properties().forEach(e -> put(e.getKey(), numbers(e.getValue())));
            if (!tied) {
                put("embedding.E", numbers(vector.get("weights").get("x")));
            }
            vector.get("gradients").properties().forEach(e -> gradients.put(e.getKey(), numbers(e.getValue())));
        }

        private void put(String name, double[] values) {
            boolean slot =
                    network.layout().slots().stream().anyMatch(s -> s.name().equals(name));
            if (slot && (tied || !name.startsWith("output."))) {
                Layout.Slot at = network.layout().slot(name);
                assertEquals(at.size(), values.length, name);
                for (int i = 0; i < values.length; i++) {
                    weights[at.offset() + i] = (float) values[i];
                }
            }
        }

        void run() {
            PackedNetwork packed = network.allocate(Kernels.best());
            network.load(weights, packed);
            Workspace work = network.workspace();
            float[] gradient = new float[weights.length];
            Carry carry = firstState();
            int cut = vector.get("cut").isNull() ? steps : vector.get("cut").asInt();
            MiniBatch whole = batch();
            List<Runnable> behind = new ArrayList<>();
            for (int from = 0; from < steps; from += cut) {
                MiniBatch batch = Batches.slice(whole, 0, lanes, from, from + cut);
                int first = from;
                Network.Window window = new Network.Window(batch, carry, null);
                float[] h = network.forward(packed, window, work);
                work.dOut = Workspace.atLeast(work.dOut, h.length);
                Head head = new Head(batch, h, first, carry);
                network.zeroStateGradients(batch, work);
                head.backward(work);
                network.backward(packed, window, work, gradient);
                behind.add(() -> head.checkLogits());
                head.addTiedGradient(gradient);
                if (from == 0) {
                    checkFirstStateGradient(work);
                }
            }
            behind.forEach(Runnable::run);
            checkGradient(gradient);
        }

        private MiniBatch batch() {
            int[] offsets = Batches.offsets(lengths);
            int[] inputs = new int[offsets[steps]];
            int[] targets = new int[offsets[steps]];
            for (int t = 0; t < steps; t++) {
                for (int n = 0; n < offsets[t + 1] - offsets[t]; n++) {
                    int row = offsets[t] + n;
                    inputs[row] = tied ? vector.get("ids").get(t).get(order[n]).asInt() : t * lanes + order[n];
                }
            }
            return new MiniBatch(offsets, inputs, targets, Batches.ids(lanes));
        }

        private Carry firstState() {
            Carry carry = network.zeroCarry(lanes);
            int next = 0;
            for (int l = 0; l < vector.get("layers").asInt(); l++) {
                for (String direction : directions()) {
                    for (String state : states()) {
                        double[] values =
                                numbers(vector.get("weights").get("layer" + l + "." + direction + "." + state));
                        float[] into = carry.states()[next++];
                        int hidden = values.length / lanes;
                        for (int n = 0; n < lanes; n++) {
                            for (int j = 0; j < hidden; j++) {
                                into[n * hidden + j] = (float) values[order[n] * hidden + j];
                            }
                        }
                    }
                }
            }
            return carry;
        }

        private List<String> directions() {
            return vector.get("bidirectional").asBoolean() ? List.of("forward", "backward") : List.of("forward");
        }

        private List<String> states() {
            return vector.get("cell").asText().equals("lstm") ? List.of("a0", "c0") : List.of("a0");
        }

        private void checkFirstStateGradient(Workspace work) {
            int next = 0;
            for (int l = 0; l < vector.get("layers").asInt(); l++) {
                for (String direction : directions()) {
                    List<String> states = states();
                    for (int s = 0; s < states.size(); s++) {
                        double[] expected = gradients.get("layer" + l + "." + direction + "." + states.get(s));
                        int hidden = expected.length / lanes;
                        double[] sorted = new double[expected.length];
                        double[] actual = new double[expected.length];
                        for (int n = 0; n < lanes; n++) {
                            for (int j = 0; j < hidden; j++) {
                                sorted[n * hidden + j] = expected[order[n] * hidden + j];
                                actual[n * hidden + j] = work.dStates[next][s][n * hidden + j];
                            }
                        }
                        assertClose("first state", sorted, actual, GRADIENT_TOLERANCE * largest(sorted));
                    }
                    next++;
                }
            }
        }

        private void checkGradient(float[] gradient) {
            for (Layout.Slot slot : network.layout().slots()) {
                if (!tied && slot.name().startsWith("output.")) {
                    continue;
                }
                double[] expected = gradients.get(slot.name().equals("embedding.E") && !tied ? "x" : slot.name());
                double[] actual = new double[slot.size()];
                for (int i = 0; i < actual.length; i++) {
                    actual[i] = gradient[slot.offset() + i];
                }
                assertClose(slot.name(), expected, actual, GRADIENT_TOLERANCE * largest(expected));
            }
        }

        /** The vector's head in double precision: only what stands before it is on trial here. */
        private final class Head {
            final MiniBatch batch;
            final float[] h;
            final int first;
            final int top;
            final int classes;
            final double[] w;
            final double[] b;
            final String kind;
            final Carry carry;
            final double[][] dH;
            final double[] dTied;
            final double[] dBias;

            Head(MiniBatch batch, float[] h, int first, Carry carry) {
                this.batch = batch;
                this.h = h.clone();
                this.first = first;
                this.carry = carry.copy();
                classes = vector.get("V").asInt();
                w = numbers(vector.get("weights").get(tied ? "embedding.E" : "output.W"));
                b = numbers(vector.get("weights").get("output.b"));
                top = w.length / classes;
                kind = vector.get("head").asText();
                dH = new double[batch.rows()][top];
                dTied = new double[w.length];
                dBias = new double[classes];
            }

            private double[] row(int t, int n) {
                double[] x = new double[top];
                for (int i = 0; i < top; i++) {
                    x[i] = h[(batch.offset(t) + n) * top + i];
                }
                return x;
            }

            private double[] logits(double[] x) {
                double[] z = b.clone();
                for (int v = 0; v < classes; v++) {
                    for (int i = 0; i < top; i++) {
                        z[v] += w[v * top + i] * x[i];
                    }
                }
                return z;
            }

            /** Fills work.dOut and, for the last state, work.dStates. */
            void backward(Workspace work) {
                switch (kind) {
                    case "softmax-each", "tied", "sigmoid-each", "linear-each" -> each();
                    default -> pooled(work);
                }
                for (int r = 0; r < batch.rows(); r++) {
                    for (int i = 0; i < top; i++) {
                        work.dOut[r * top + i] = (float) dH[r][i];
                    }
                }
            }

            private void each() {
                for (int t = 0; t < batch.steps(); t++) {
                    for (int n = 0; n < batch.active(t); n++) {
                        double[] x = row(t, n);
                        JsonNode target = vector.get("target").get(first + t).get(order[n]);
                        back(derive(logits(x), target), x, dH[batch.offset(t) + n]);
                    }
                }
            }

            private double[] derive(double[] z, JsonNode target) {
                double[] dz = new double[classes];
                double sum = Arrays.stream(z).map(Math::exp).sum();
                for (int v = 0; v < classes; v++) {
                    dz[v] = switch (kind) {
                        case "sigmoid-each" ->
                            1 / (1 + Math.exp(-z[v])) - target.get(v).asDouble();
                        case "linear-each" -> 2 * (z[v] - target.get(v).asDouble());
                        default -> Math.exp(z[v]) / sum - (target.asInt() == v ? 1 : 0);
                    };
                }
                return dz;
            }

            private void back(double[] dz, double[] x, double[] dx) {
                for (int v = 0; v < classes; v++) {
                    dBias[v] += dz[v];
                    for (int i = 0; i < top; i++) {
                        dx[i] += dz[v] * w[v * top + i];
                        dTied[v * top + i] += dz[v] * x[i];
                    }
                }
            }

            private void pooled(Workspace work) {
                for (int n = 0; n < lanes; n++) {
                    JsonNode target = vector.get("target").get(order[n]);
                    double[] x = new double[top];
                    int[] from = new int[top];
                    int hidden = vector.get("H").asInt();
                    for (int i = 0; i < top; i++) {
                        switch (kind) {
                            case "softmax-last" -> x[i] = last(n, i, hidden);
                            case "softmax-mean" -> {
                                for (int t = 0; t < lengths[n]; t++) {
                                    x[i] += row(t, n)[i] / lengths[n];
                                }
                            }
                            default -> {
                                for (int t = 0; t < lengths[n]; t++) {
                                    from[i] = row(t, n)[i] > row(from[i], n)[i] ? t : from[i];
                                }
                                x[i] = row(from[i], n)[i];
                            }
                        }
                    }
                    double[] dx = new double[top];
                    back(derive(logits(x), target), x, dx);
                    for (int i = 0; i < top; i++) {
                        switch (kind) {
                            case "softmax-last" -> {
                                int layer = vector.get("layers").asInt() - 1;
                                int d = layer * directions().size() + i / hidden;
                                work.dStates[d][0][n * hidden + i % hidden] += (float) dx[i];
                            }
                            case "softmax-mean" -> {
                                for (int t = 0; t < lengths[n]; t++) {
                                    dH[batch.offset(t) + n][i] += dx[i] / lengths[n];
                                }
                            }
                            default -> dH[batch.offset(from[i]) + n][i] += dx[i];
                        }
                    }
                }
            }

            private double last(int n, int i, int hidden) {
                int layer = vector.get("layers").asInt() - 1;
                int d = layer * directions().size() + i / hidden;
                return carry.states()[d * states().size()][n * hidden + i % hidden];
            }

            void addTiedGradient(float[] gradient) {
                if (tied) {
                    addInto(gradient, "embedding.E", dTied);
                    addInto(gradient, "output.b", dBias);
                }
            }

            private void addInto(float[] gradient, String name, double[] d) {
                int at = network.layout().slot(name).offset();
                for (int i = 0; i < d.length; i++) {
                    gradient[at + i] += (float) d[i];
                }
            }

            void checkLogits() {
                for (int t = 0; t < batch.steps(); t++) {
                    for (int n = 0; n < batch.active(t); n++) {
                        double[] outputs =
                                numbers(vector.get("outputs").get(first + t).get(order[n]));
                        assertClose("outputs", outputs, row(t, n), OUTPUT_TOLERANCE);
                        if (kind.endsWith("-each") || tied) {
                            double[] expected =
                                    numbers(vector.get("logits").get(first + t).get(order[n]));
                            assertClose("logits", expected, logits(row(t, n)), OUTPUT_TOLERANCE);
                        }
                    }
                }
            }
        }
    }

    private static double[] numbers(JsonNode node) {
        List<Double> values = new ArrayList<>();
        collect(node, values);
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void collect(JsonNode node, List<Double> into) {
        if (node.isArray()) {
            node.forEach(child -> collect(child, into));
        } else {
            into.add(node.asDouble());
        }
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    private static void assertClose(String what, double[] expected, double[] actual, double tolerance) {
        assertEquals(expected.length, actual.length, what);
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs(expected[i] - actual[i]);
            assertTrue(
                    difference <= tolerance,
                    what + "[" + i + "]: expected " + expected[i] + " actual " + actual[i] + " tolerance " + tolerance);
        }
    }
}
