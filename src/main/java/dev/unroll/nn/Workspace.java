package dev.unroll.nn;

/**
 * Scratch of one thread: tapes, layer inputs and their gradients. It belongs to the caller, who may use it for one mini-batch after
 * another of any size; arrays only grow. Nothing in it outlives a pass.
 */
public final class Workspace {
    /** [layer][direction]. */
    final Tape[][] tapes;
    /** [layer][direction]: x (R, D) of each layer, time-reversed for the backward direction; the last one is the head's input. */
    final float[][][] inputs;
    /** [layer]: dropout on each layer's input and on the head's, (N, D). */
    final float[][] masks;
    /** Gradient by the current layer's output, (R, width). */
    float[] dOut = {};
    /** Gradient by the current layer's input, one per direction. */
    final float[][] dX = {{}, {}};
    /** One direction's share of dOut, (R, H). */
    float[] dH = {};
    /** [layer * directions + direction][state]: gradients by the states, (N, H). */
    final float[][][] dStates;
    /** A gather's gradient by its table, (V, GH). */
    float[] dTable = {};
    /** What the characters of words need. */
    final SpellingLayer.Scratch spelling = new SpellingLayer.Scratch();
    /** What is pooled. */
    final Pooling.Tape pool = new Pooling.Tape();
    /** (rows, W): what the head reads, the top outputs or what is pooled. */
    float[] headInput = {};
    /** (rows, W): its gradient. */
    float[] dHeadInput = {};
    /** One block of the head, (block rows, K): scores, then answers, then their gradient. */
    float[] block = {};
    /** Loss of each row, of a linear chain each lane's. */
    double[] losses = {};
    /** What a linear chain needs besides. */
    final CrfHead.Tape crf = new CrfHead.Tape();

    Workspace(int layers, int directions, int states) {
        tapes = new Tape[layers][directions];
        inputs = new float[layers + 1][directions][0];
        masks = new float[layers + 1][0];
        dStates = new float[layers * directions][states][0];
        for (Tape[] ofLayer : tapes) {
            for (int d = 0; d < directions; d++) {
                ofLayer[d] = new Tape();
            }
        }
    }

    /**
     * Loss of each row, as in {@link Outputs#losses}, after {@link Network#score} or {@link Network#train}; longer than that at times. A
     * language model's is the negative log-probability of the row's target.
     */
    public double[] losses() {
        return losses;
    }

    /** The array if it is long enough, otherwise a new one. */
    static float[] atLeast(float[] array, int length) {
        return array.length >= length ? array : new float[length];
    }

    static double[] atLeast(double[] array, int length) {
        return array.length >= length ? array : new double[length];
    }

    static int[] atLeast(int[] array, int length) {
        return array.length >= length ? array : new int[length];
    }
}
