package dev.unroll.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.data.MiniBatch;
import dev.unroll.math.Kernels;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The softmax head against automatic differentiation in double precision: its logits, loss and gradient, and those of the layers
 * below, which get nothing but what it hands back.
 */
class ReferenceHeadTest {
    static Stream<String> vectors() {
        return ReferenceVector.files().filter(file -> ReferenceVector.LABELLED.stream()
                .anyMatch(kind -> file.endsWith("_" + kind + ".json")));
    }

    @Test
    void thereAreTwentyVectorsWithASoftmaxAtEachStep() {
        assertEquals(20, vectors().count());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void logitsLossAndGradientsAgree(String file) throws Exception {
        new Case(file).run();
    }

    /** One file. Tied weights lie in the network's own array, others in one of the head. */
    private static final class Case extends ReferenceVector {
        final int classes;
        final int top;
        final float[] headWeights;
        final float[] gradient;
        final float[] headGradient;
        final SoftmaxHead head;

        Case(String file) throws IOException {
            super(file);
            classes = vector.get("V").asInt();
            gradient = new float[weights.length];
            if (tied) {
                Layout.Slot embedding = network.layout().slot("embedding.E");
                top = width;
                headWeights = weights;
                headGradient = gradient;
                head = new SoftmaxHead(
                        classes,
                        top,
                        embedding.offset(),
                        network.layout().slot("output.b").offset());
            } else {
                double[] w = numbers(vector.get("weights").get("output.W"));
                double[] b = numbers(vector.get("weights").get("output.b"));
                top = w.length / classes;
                headWeights = new float[w.length + b.length];
                for (int i = 0; i < headWeights.length; i++) {
                    headWeights[i] = (float) (i < w.length ? w[i] : b[i - w.length]);
                }
                headGradient = new float[headWeights.length];
                head = new SoftmaxHead(classes, top, 0, w.length);
            }
        }

        void run() {
            PackedNetwork packed = network.allocate(Kernels.best());
            network.load(weights, packed);
            SoftmaxHead.Packed packedHead = head.allocate(Kernels.best());
            head.load(headWeights, packedHead);
            Workspace work = network.workspace();
            Carry carry = firstState();
            int cut = vector.get("cut").isNull() ? steps : vector.get("cut").asInt();
            MiniBatch whole = batch();
            double loss = 0;
            long terms = 0;
            for (int from = 0; from < steps; from += cut) {
                MiniBatch batch = Batches.slice(whole, 0, lanes, from, from + cut);
                Network.Window window = new Network.Window(batch, carry, null);
                float[] h = network.forward(packed, window, work);
                checkLogits(batch, packedHead, h, from);
                work.dOut = Workspace.atLeast(work.dOut, batch.rows() * top);
                double[] logP = new double[batch.rows()];
                float[] block = new float[head.blockRows(batch.rows()) * classes];
                head.train(batch, packedHead, new SoftmaxHead.Work(h, work.dOut, logP, block), headGradient);
                Loss part = Loss.of(batch, logP);
                loss += part.sum();
                terms += part.terms();
                network.zeroStateGradients(batch, work);
                network.backward(packed, window, work, gradient);
                if (from == 0) {
                    checkFirstStateGradient(work);
                }
            }
            assertEquals(whole.rows(), terms);
            assertEquals(vector.get("loss").asDouble(), loss, OUTPUT_TOLERANCE * terms);
            checkGradient(gradient);
            if (!tied) {
                int bias = headGradient.length - classes;
                checkHead("output.W", Arrays.copyOf(headGradient, bias));
                checkHead("output.b", Arrays.copyOfRange(headGradient, bias, headGradient.length));
            }
        }

        private void checkLogits(MiniBatch batch, SoftmaxHead.Packed packedHead, float[] h, int first) {
            float[] scores = new float[batch.rows() * classes];
            head.scores(packedHead, h, 0, batch.rows(), scores);
            for (int t = 0; t < batch.steps(); t++) {
                for (int n = 0; n < batch.active(t); n++) {
                    int row = (batch.offset(t) + n) * classes;
                    double[] expected =
                            numbers(vector.get("logits").get(first + t).get(order[n]));
                    assertClose(
                            "logits",
                            expected,
                            doubles(Arrays.copyOfRange(scores, row, row + classes)),
                            OUTPUT_TOLERANCE);
                }
            }
        }

        private void checkHead(String slot, float[] actual) {
            double[] expected = gradients.get(slot);
            assertClose(slot, expected, doubles(actual), GRADIENT_TOLERANCE * largest(expected));
        }

        private static double[] doubles(float[] values) {
            double[] wide = new double[values.length];
            Arrays.setAll(wide, i -> values[i]);
            return wide;
        }
    }
}
