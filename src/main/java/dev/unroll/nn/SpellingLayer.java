package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import dev.unroll.data.Spelled;
import dev.unroll.math.Kernels;
import dev.unroll.spec.Cell;
import dev.unroll.spec.WordSpec;
import java.util.Arrays;

/**
 * What the characters of a word say: an LSTM from each of its ends, and of each the last state (Lample et al. 2016, arXiv:1603.01360).
 *
 * <p>Each distinct spelling of a mini-batch is a lane, so a word that stands in many rows is read once, and no row is padded. A word has the
 * same bits in any company. Dropout falls on what the layers read of it, not on its scans.
 *
 * @implNote Forward, for a word of characters l&lt;1&gt; .. l&lt;J&gt;:
 *
 * <pre>
 *   f&lt;j&gt; = lstm-forward(f&lt;j-1&gt;, E[l&lt;j&gt;])
 *   b&lt;j&gt; = lstm-backward(b&lt;j+1&gt;, E[l&lt;j&gt;])
 *   s    = [f&lt;J&gt;, b&lt;1&gt;]                       gathered by every row of the word
 * </pre>
 *
 * Backward: ds = sum of the rows' gradients, in row order; each scan goes back from its last state alone. Characters reach the scans by a
 * table, {@link TableProjection}.
 *
 * <p>Memory, with Q characters in the N distinct spellings of a mini-batch: {@code 4 H (17 Q + 8 N)} bytes, and {@code 4 * 3 V 4 H} of
 * tables; Q 2,000, N 350, V 100, H 25: 3.8 MB.
 */
final class SpellingLayer {
    private static final Projection.Input NO_ROWS = new Projection.Input(new float[0], new float[0], new float[0]);

    private final int hidden;
    private final Lstm[] scans; // forward and backward; none where characters are not read
    private final TableProjection[] projections;

    private SpellingLayer(int hidden, int directions) {
        this.hidden = hidden;
        this.scans = new Lstm[directions];
        this.projections = new TableProjection[directions];
    }

    /**
     * Takes the slots; none where {@code network.spelling} is 0.
     *
     * @param characters V of the characters
     */
    static SpellingLayer add(Layout.Builder builder, WordSpec spec, int characters) {
        SpellingLayer layer = new SpellingLayer(spec.spelling(), spec.spelling() == 0 ? 0 : 2);
        int embedding = layer.scans.length == 0
                ? -1
                : builder.add("spelling.embedding.E", characters, spec.spellingEmbedding());
        for (int d = 0; d < layer.scans.length; d++) {
            String prefix = d == 0 ? "spelling.forward." : "spelling.backward.";
            Slots slots = Slots.add(builder, prefix, Cell.LSTM, spec.spelling(), spec.spellingEmbedding());
            layer.scans[d] = new Lstm(spec.spelling(), slots.offset(), slots.width());
            layer.projections[d] = new TableProjection(slots, embedding, characters);
        }
        return layer;
    }

    /** Columns that stand for a word's spelling; 0 where characters are not read. */
    int width() {
        return scans.length * hidden;
    }

    /**
     * Packed weights.
     *
     * @param recurrent [direction]
     * @param projections [direction]
     */
    record Packed(Scan.Recurrent[] recurrent, Projection.Packed[] projections) {}

    Packed allocate(Kernels kernels) {
        Packed packed = new Packed(new Scan.Recurrent[scans.length], new Projection.Packed[scans.length]);
        for (int d = 0; d < scans.length; d++) {
            packed.recurrent[d] = scans[d].allocate(kernels);
            packed.projections[d] = projections[d].allocate(kernels);
        }
        return packed;
    }

    void load(float[] weights, Packed into) {
        for (int d = 0; d < scans.length; d++) {
            scans[d].load(weights, into.recurrent[d]);
            projections[d].load(weights, into.projections[d]);
        }
    }

    /** Scratch: what forward leaves for backward, and gradients. */
    static final class Scratch {
        private final Tape[] tapes = {new Tape(), new Tape()};
        /** a and c (N, H): zero at first, then each word's last ones. */
        private final float[][] states = {{}, {}};
        /** Their gradient. */
        private final float[][] dStates = {{}, {}};
        /** (Q, H): 0, since no state but the last is read. */
        private float[] dH = {};
        /** (V, 4 H). */
        private float[] dTable = {};

        private static float[][] zero(float[][] states, int size) {
            for (int s = 0; s < states.length; s++) {
                states[s] = Workspace.atLeast(states[s], size);
                Arrays.fill(states[s], 0, size, 0f);
            }
            return states;
        }
    }

    /**
     * What it works on.
     *
     * @param words the rows' words
     * @param packed its weights
     * @param scratch of the caller
     */
    record Pass(Spelled words, Packed packed, Scratch scratch) {
        /** The spellings in the order in which a direction reads them. */
        private MiniBatch sequences(int d) {
            MiniBatch sequences = words.sequences();
            return d == 0 ? sequences : Reversal.of(sequences).batch();
        }

        private Projection.Pass projection(MiniBatch sequences, int d) {
            return new Projection.Pass(sequences, packed.projections[d], NO_ROWS, scratch.dTable);
        }
    }

    /** Writes s into these columns of each row. */
    void forward(Pass pass, Rows.Columns x) {
        int[] lanes = pass.words.lanes();
        for (int d = 0; d < scans.length; d++) {
            MiniBatch sequences = pass.sequences(d);
            Tape tape = pass.scratch.tapes[d];
            tape.fit(scans[d], sequences);
            projections[d].forward(pass.projection(sequences, d), tape.z);
            float[][] states = Scratch.zero(pass.scratch.states, sequences.lanes() * hidden);
            scans[d].forward(sequences, pass.packed.recurrent[d], tape, states);
            int first = x.first() + d * hidden;
            for (int r = 0; r < lanes.length; r++) {
                System.arraycopy(states[0], lanes[r] * hidden, x.values(), r * x.width() + first, hidden);
            }
        }
    }

    /** Adds the gradients of its weights, these columns of each row being that of s. */
    void backward(Pass pass, Rows.Columns dX, float[] gradient) {
        int[] lanes = pass.words.lanes();
        for (int d = 0; d < scans.length; d++) {
            MiniBatch sequences = pass.sequences(d);
            float[][] dStates = Scratch.zero(pass.scratch.dStates, sequences.lanes() * hidden);
            for (int r = 0; r < lanes.length; r++) {
                int from = r * dX.width() + dX.first() + d * hidden;
                int to = lanes[r] * hidden;
                for (int j = 0; j < hidden; j++) {
                    dStates[0][to + j] += dX.values()[from + j];
                }
            }
            int size = sequences.rows() * hidden;
            pass.scratch.dH = Workspace.atLeast(pass.scratch.dH, size);
            Arrays.fill(pass.scratch.dH, 0, size, 0f);
            Tape tape = pass.scratch.tapes[d];
            Scan.Step step = new Scan.Step(sequences, pass.packed.recurrent[d], tape, Probe.NONE);
            scans[d].backward(step, pass.scratch.dH, dStates, gradient);
            pass.scratch.dTable = Workspace.atLeast(pass.scratch.dTable, projections[d].scratch());
            projections[d].backward(pass.projection(sequences, d), tape.z, gradient);
        }
    }
}
