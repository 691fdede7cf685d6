package dev.unroll.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.unroll.data.MiniBatch;
import dev.unroll.math.Kernels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Outputs and gradients of every cell against automatic differentiation in double precision, below heads in double precision. */
class ReferenceVectorTest {
    static Stream<String> vectors() {
        return ReferenceVector.files();
    }

    @Test
    void allFiftyVectorsAreThere() {
        assertEquals(50, vectors().count());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void outputsAndGradientsAgree(String file) throws Exception {
        new Case(file).run();
    }

    /** One file. */
    private static final class Case extends ReferenceVector {
        Case(String file) throws IOException {
            super(file);
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
}
