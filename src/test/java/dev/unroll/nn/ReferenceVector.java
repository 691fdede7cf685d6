package dev.unroll.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.unroll.data.MiniBatch;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.NetworkSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One file of src/test/resources/reference, and the network that it describes.
 *
 * <p>A dense input enters as the embedding of T x N units of its own, so that the gradient of the input is that of the embedding.
 */
class ReferenceVector {
    static final double OUTPUT_TOLERANCE = 2e-6;
    static final double GRADIENT_TOLERANCE = 1e-5;
    /** Heads with a softmax at each step. */
    static final Set<String> LABELLED = Set.of("softmax-each", "tied");

    private static final Path FOLDER = Path.of("src/test/resources/reference");

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

    ReferenceVector(String file) throws IOException {
        vector = new ObjectMapper().readTree(FOLDER.resolve(file).toFile());
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
        boolean slot = network.layout().slots().stream().anyMatch(s -> s.name().equals(name));
        if (slot && (tied || !name.startsWith("output."))) {
            Layout.Slot at = network.layout().slot(name);
            assertEquals(at.size(), values.length, name);
            for (int i = 0; i < values.length; i++) {
                weights[at.offset() + i] = (float) values[i];
            }
        }
    }

    /** All sequences, with a target at each step where the vector has labels there. */
    MiniBatch batch() {
        int[] offsets = Batches.offsets(lengths);
        int[] inputs = new int[offsets[steps]];
        int[] targets = new int[offsets[steps]];
        boolean labels = LABELLED.contains(vector.get("head").asText());
        for (int t = 0; t < steps; t++) {
            for (int n = 0; n < offsets[t + 1] - offsets[t]; n++) {
                int row = offsets[t] + n;
                inputs[row] = tied ? vector.get("ids").get(t).get(order[n]).asInt() : t * lanes + order[n];
                targets[row] =
                        labels ? vector.get("target").get(t).get(order[n]).asInt() : -1;
            }
        }
        return new MiniBatch(offsets, inputs, targets, Batches.ids(lanes));
    }

    Carry firstState() {
        Carry carry = network.zeroCarry(lanes);
        int next = 0;
        for (int l = 0; l < vector.get("layers").asInt(); l++) {
            for (String direction : directions()) {
                for (String state : states()) {
                    double[] values = numbers(vector.get("weights").get("layer" + l + "." + direction + "." + state));
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

    List<String> directions() {
        return vector.get("bidirectional").asBoolean() ? List.of("forward", "backward") : List.of("forward");
    }

    List<String> states() {
        return vector.get("cell").asText().equals("lstm") ? List.of("a0", "c0") : List.of("a0");
    }

    void checkFirstStateGradient(Workspace work) {
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

    void checkGradient(float[] gradient) {
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

    /** The names of all files. */
    static Stream<String> files() {
        String[] names = FOLDER.toFile().list((folder, name) -> name.endsWith(".json"));
        return Arrays.stream(names).sorted();
    }

    static double[] numbers(JsonNode node) {
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

    static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    static void assertClose(String what, double[] expected, double[] actual, double tolerance) {
        assertEquals(expected.length, actual.length, what);
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs(expected[i] - actual[i]);
            assertTrue(
                    difference <= tolerance,
                    what + "[" + i + "]: expected " + expected[i] + " actual " + actual[i] + " tolerance " + tolerance);
        }
    }
}
