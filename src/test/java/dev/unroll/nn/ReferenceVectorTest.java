package dev.unroll.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.unroll.data.MiniBatch;
import dev.unroll.data.Targets;
import dev.unroll.math.Kernels;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.HeadSpec;
import dev.unroll.spec.NetworkSpec;
import dev.unroll.spec.Output;
import dev.unroll.spec.Pool;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Outputs, logits, loss and gradients of every cell, pooling and head against automatic differentiation in double precision
 * (src/test/resources/reference).
 *
 * <p>A dense input enters twice: as the embedding of T x N units of its own, so that the gradient of the input is that of the embedding,
 * and as features, which have no gradient.
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
    void outputsLossAndGradientsAgree(String file) throws Exception {
        new Case(read(file), Reading.UNITS).run();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void featuresAreReadAsTheyAre(String file) throws Exception {
        JsonNode vector = read(file);
        if (!vector.get("head").asText().equals("tied")) {
            new Case(vector, Reading.FEATURES).run();
        }
    }

    private static JsonNode read(String file) throws Exception {
        return new ObjectMapper().readTree(new File("src/test/resources/reference/" + file));
    }

    /** How the input enters. */
    private enum Reading {
        UNITS,
        FEATURES
    }

    /** One file. */
    private static final class Case {
        final JsonNode vector;
        final Reading reading;
        final String head;
        final int steps;
        final int lanes;
        final int width;
        final int outputs;
        final Integer[] order; // lanes, longest first
        final int[] lengths; // in that order
        final Network network;
        final PackedNetwork packed;
        final float[] weights;
        final float[] gradient;

        Case(JsonNode vector, Reading reading) {
            this.vector = vector;
            this.reading = reading;
            head = vector.get("head").asText();
            steps = vector.get("T").asInt();
            lanes = vector.get("N").asInt();
            width = vector.get("D").asInt();
            outputs = vector.get("V").asInt();
            order = new Integer[lanes];
            JsonNode given = vector.get("lengths");
            Arrays.setAll(order, n -> n);
            Arrays.sort(order, Comparator.comparingInt(n -> -given.get(n).asInt()));
            lengths = new int[lanes];
            Arrays.setAll(lengths, n -> given.get(order[n]).asInt());
            int vocabulary = isTied() ? outputs : steps * lanes;
            Sizes sizes = reading == Reading.UNITS ? new Sizes(vocabulary, 0, outputs) : new Sizes(0, width, outputs);
            network = new Network(spec(), sizes, InputPath.ROWS);
            weights = new float[network.layout().size()];
            gradient = new float[weights.length];
            for (Layout.Slot slot : network.layout().slots()) {
                double[] values = numbers(vector.get("weights").get(nameInFile(slot)));
                assertEquals(slot.size(), values.length, slot.name());
                for (int i = 0; i < values.length; i++) {
                    weights[slot.offset() + i] = (float) values[i];
                }
            }
            packed = network.allocate(Kernels.best());
            network.load(weights, packed);
        }

        private boolean isTied() {
            return head.equals("tied");
        }

        private String nameInFile(Layout.Slot slot) {
            return slot.name().equals("embedding.E") && !isTied() ? "x" : slot.name();
        }

        private NetworkSpec spec() {
            String cell = vector.get("cell").asText();
            return new NetworkSpec(
                            Cell.valueOf((cell.startsWith("rnn") ? "rnn" : cell)
                                    .replace('-', '_')
                                    .toUpperCase(Locale.ROOT)),
                            vector.get("layers").asInt(),
                            vector.get("H").asInt(),
                            vector.get("bidirectional").asBoolean(),
                            reading == Reading.UNITS ? width : 0,
                            cell.equals("rnn-relu") ? Activation.RELU : Activation.TANH,
                            isTied(),
                            0,
                            0,
                            0)
                    .withHead(headSpec());
        }

        private HeadSpec headSpec() {
            return switch (head) {
                case "softmax-each", "tied" -> HeadSpec.SOFTMAX;
                case "sigmoid-each" -> new HeadSpec(Output.SIGMOID, Pool.NONE, false, 0);
                case "linear-each" -> new HeadSpec(Output.LINEAR, Pool.NONE, false, 0);
                default -> {
                    String pool = head.substring(head.indexOf('-') + 1).toUpperCase(Locale.ROOT);
                    yield new HeadSpec(Output.SOFTMAX, Pool.valueOf(pool), false, 0);
                }
            };
        }

        private boolean answersEachStep() {
            return head.endsWith("-each") || isTied();
        }

        void run() {
            Workspace work = network.workspace();
            Carry carry = firstState();
            MiniBatch whole = batch();
            int cut = vector.get("cut").isNull() ? steps : vector.get("cut").asInt();
            double loss = 0;
            for (int from = 0; from < steps; from += cut) {
                MiniBatch batch = Batches.slice(whole, 0, lanes, from, from + cut);
                Loss part = network.train(packed, new Network.Window(batch, carry, null), work, gradient);
                assertEquals(part.terms(), part.weight());
                loss += part.sum();
                checkOutputs(batch, work, from);
                if (from == 0) {
                    checkFirstStateGradient(work);
                }
            }
            double expected = vector.get("loss").asDouble();
            assertEquals(expected, loss, OUTPUT_TOLERANCE * expected, "loss");
            checkGradient();
        }

        private MiniBatch batch() {
            int[] offsets = Batches.offsets(lengths);
            int rows = offsets[steps];
            int[] units = new int[reading == Reading.UNITS ? rows : 0];
            float[] features = new float[reading == Reading.UNITS ? 0 : rows * width];
            for (int t = 0; t < steps; t++) {
                for (int n = 0; n < offsets[t + 1] - offsets[t]; n++) {
                    int row = offsets[t] + n;
                    if (reading == Reading.UNITS) {
                        units[row] = isTied() ? at("ids", t, order[n]).asInt() : t * lanes + order[n];
                        continue;
                    }
                    double[] x = numbers(vector.get("weights").get("x").get(t).get(order[n]));
                    for (int i = 0; i < width; i++) {
                        features[row * width + i] = (float) x[i];
                    }
                }
            }
            MiniBatch.Read read = new MiniBatch.Read(units, reading == Reading.UNITS ? 0 : width, features);
            return new MiniBatch(offsets, read, targets(offsets), Batches.ids(lanes));
        }

        private JsonNode at(String field, int t, int n) {
            return vector.get(field).get(t).get(n);
        }

        private Targets targets(int[] offsets) {
            List<Double> targets = new ArrayList<>();
            for (int t = 0; t < (answersEachStep() ? steps : 1); t++) {
                for (int n = 0; n < offsets[t + 1] - offsets[t]; n++) {
                    collect(
                            answersEachStep()
                                    ? at("target", t, order[n])
                                    : vector.get("target").get(order[n]),
                            targets);
                }
            }
            Targets.Level level = answersEachStep() ? Targets.Level.STEP : Targets.Level.RECORD;
            if (head.equals("sigmoid-each") || head.equals("linear-each")) {
                float[] values = new float[targets.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = targets.get(i).floatValue();
                }
                return new Targets.Values(level, outputs, values);
            }
            return new Targets.Classes(
                    level, targets.stream().mapToInt(Double::intValue).toArray());
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

        /** The top outputs and the logits of a window that begins at step {@code first}. */
        private void checkOutputs(MiniBatch batch, Workspace work, int first) {
            OutputLayer layer = network.head().layer();
            float[] h = work.inputs[network.spec().layers()][0];
            int rows = answersEachStep() ? batch.rows() : lanes;
            float[] logits = new float[rows * outputs];
            layer.forward(packed.head, work.headInput, 0, rows, logits);
            for (int t = 0; t < batch.steps(); t++) {
                for (int n = 0; n < batch.active(t); n++) {
                    int row = batch.offset(t) + n;
                    check("outputs", at("outputs", first + t, order[n]), h, row);
                    if (answersEachStep()) {
                        check("logits", at("logits", first + t, order[n]), logits, row);
                    }
                }
            }
            for (int n = 0; n < lanes && !answersEachStep(); n++) {
                check("logits", vector.get("logits").get(order[n]), logits, n);
            }
        }

        private static void check(String what, JsonNode node, float[] values, int row) {
            double[] expected = numbers(node);
            assertClose(what, expected, doubles(values, row * expected.length, expected.length), OUTPUT_TOLERANCE);
        }

        private void checkFirstStateGradient(Workspace work) {
            int next = 0;
            for (int l = 0; l < vector.get("layers").asInt(); l++) {
                for (String direction : directions()) {
                    List<String> states = states();
                    for (int s = 0; s < states.size(); s++) {
                        String name = "layer" + l + "." + direction + "." + states.get(s);
                        double[] expected = numbers(vector.get("gradients").get(name));
                        int hidden = expected.length / lanes;
                        double[] sorted = new double[expected.length];
                        for (int i = 0; i < sorted.length; i++) {
                            sorted[i] = expected[order[i / hidden] * hidden + i % hidden];
                        }
                        double[] actual = doubles(work.dStates[next][s], 0, expected.length);
                        assertClose(name, sorted, actual, GRADIENT_TOLERANCE * largest(sorted));
                    }
                    next++;
                }
            }
        }

        private void checkGradient() {
            for (Layout.Slot slot : network.layout().slots()) {
                double[] expected = numbers(vector.get("gradients").get(nameInFile(slot)));
                double[] actual = doubles(gradient, slot.offset(), slot.size());
                assertClose(slot.name(), expected, actual, GRADIENT_TOLERANCE * largest(expected));
            }
        }
    }

    private static double[] doubles(float[] values, int from, int count) {
        double[] doubles = new double[count];
        Arrays.setAll(doubles, i -> values[from + i]);
        return doubles;
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
