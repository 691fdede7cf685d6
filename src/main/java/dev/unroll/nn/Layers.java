package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import dev.unroll.math.Kernels;
import dev.unroll.math.RandomStream.Purpose;
import dev.unroll.spec.NetworkSpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The stacked layers in one or two directions, from what is read, and what records begin from, to the top outputs.
 *
 * <pre>
 *   a[0]&lt;t&gt; = [E[id&lt;t&gt;] or one-hot, spelling&lt;t&gt;, casing&lt;t&gt;, features&lt;t&gt;]
 *   a[l]&lt;t&gt; = cell(W[l] [a[l]&lt;t-1&gt;, a[l-1]&lt;t&gt;] + b[l])        l = 1 .. L, bidirectional: forward and backward side by side
 * </pre>
 *
 * @implNote Back from dOut, the gradient by the outputs of the layer at hand: each direction takes its columns, walks back over the
 * steps and leaves dX, the gradient by its input; the sum of both is dOut of the layer below, and at last that of the embedding.
 */
final class Layers {
    private final NetworkSpec spec;
    private final InputPath path;
    private final SpellingLayer spelling;
    private final InputRows rows;
    private final Scan[][] scans; // [layer][direction]
    private final Projection[][] projections;
    private final Beginning beginning;

    /**
     * @param spec what the user asked for
     * @param sizes what comes from the data
     * @param path how what is read reaches the first layer
     * @param builder takes the slots
     */
    Layers(NetworkSpec spec, Sizes sizes, InputPath path, Layout.Builder builder) {
        this.spec = spec;
        this.path = path;
        boolean embedded = sizes.vocabulary() > 0 && spec.embedding() > 0;
        int embedding = embedded ? builder.add("embedding.E", sizes.vocabulary(), spec.embedding()) : -1;
        spelling = SpellingLayer.add(builder, spec.words(), sizes.characters());
        rows = new InputRows(embedding, InputRows.Widths.of(spec, sizes));
        scans = new Scan[spec.layers()][directions()];
        projections = new Projection[spec.layers()][directions()];
        for (int l = 0; l < spec.layers(); l++) {
            for (int d = 0; d < directions(); d++) {
                String prefix = "layer" + l + (d == 0 ? ".forward." : ".backward.");
                Slots slots = Slots.add(builder, prefix, spec.cell(), hidden(l), inputWidth(l));
                scans[l][d] = scan(slots);
                if (usesRows(l)) {
                    projections[l][d] = new DenseProjection(slots);
                } else if (path == InputPath.TABLE) {
                    projections[l][d] = new TableProjection(slots, embedding, sizes.vocabulary());
                } else {
                    projections[l][d] = new OneHotProjection(slots);
                }
            }
        }
        beginning = Beginning.add(builder, spec.given().place(), sizes.given(), sizes.unitWidth(spec), scans);
    }

    private Scan scan(Slots slots) {
        int hidden = slots.hidden();
        int offset = slots.offset();
        return switch (spec.cell()) {
            case RNN -> new Rnn(hidden, spec.activation(), offset, slots.width());
            case GRU_SIMPLE -> new GruSimple(hidden, offset, slots.width());
            case GRU -> new Gru(hidden, offset, slots.width());
            case LSTM -> new Lstm(hidden, offset, slots.width());
        };
    }

    /** H of layer l: tied weights make the last layer as wide as the embedding. */
    private int hidden(int l) {
        return spec.tied() && l == spec.layers() - 1 ? spec.embedding() : spec.hidden();
    }

    /** D of layer l; for l = L the width of the head's input. */
    private int inputWidth(int l) {
        if (l == 0) {
            return rows.width();
        }
        return hidden(l - 1) * directions();
    }

    private int directions() {
        return spec.bidirectional() ? 2 : 1;
    }

    /** Width of the top outputs. */
    int width() {
        return inputWidth(spec.layers());
    }

    /** a&lt;0&gt; = 0, c&lt;0&gt; = 0 for so many lanes. */
    Carry zeroCarry(int lanes) {
        float[][] states = new float[spec.layers() * directions() * scans[0][0].states()][];
        int next = 0;
        for (Scan[] ofLayer : scans) {
            for (Scan scan : ofLayer) {
                for (int s = 0; s < scan.states(); s++) {
                    states[next++] = new float[lanes * scan.hidden()];
                }
            }
        }
        return new Carry(lanes, states);
    }

    /** Scratch for one thread. */
    Workspace workspace() {
        return new Workspace(spec.layers(), directions(), scans[0][0].states());
    }

    /**
     * Packed weights of all layers.
     *
     * @param recurrent [layer][direction]
     * @param projections [layer][direction]
     * @param spelling of what the characters of words say
     */
    record Packed(Scan.Recurrent[][] recurrent, Projection.Packed[][] projections, SpellingLayer.Packed spelling) {}

    Packed allocate(Kernels kernels) {
        Scan.Recurrent[][] recurrent = new Scan.Recurrent[spec.layers()][directions()];
        Projection.Packed[][] packed = new Projection.Packed[spec.layers()][directions()];
        for (int l = 0; l < spec.layers(); l++) {
            for (int d = 0; d < directions(); d++) {
                recurrent[l][d] = scans[l][d].allocate(kernels);
                packed[l][d] = projections[l][d].allocate(kernels);
            }
        }
        return new Packed(recurrent, packed, spelling.allocate(kernels));
    }

    void load(float[] weights, Packed into) {
        spelling.load(weights, into.spelling());
        for (int l = 0; l < spec.layers(); l++) {
            for (int d = 0; d < directions(); d++) {
                scans[l][d].load(weights, into.recurrent()[l][d]);
                projections[l][d].load(weights, into.projections()[l][d]);
            }
        }
    }

    /** Runs all layers; returns the top outputs (R, width) under their mask. */
    float[] forward(PackedNetwork packed, Network.Window window, Workspace work) {
        MiniBatch batch = window.batch();
        drawMasks(window, work);
        if (path == InputPath.ROWS) {
            float[] x = input(work, 0, 0, batch.rows());
            rows.forward(batch, packed.weights, x);
            beginning.input(batch, packed.weights, rows.units(x));
            spelling.forward(spelled(packed, batch, work), rows.spelling(x));
            Rows.mask(batch, x, rows.width(), work.masks[0]);
        }
        beginning.states(batch, packed.weights, window.carry());
        Walk walk = walk(packed, window, work);
        for (int l = 0; l < spec.layers(); l++) {
            for (int d = 0; d < directions(); d++) {
                forwardLayer(walk, l, d);
            }
            joinDirections(walk, l);
        }
        return work.inputs[spec.layers()][0];
    }

    private static SpellingLayer.Pass spelled(PackedNetwork packed, MiniBatch batch, Workspace work) {
        return new SpellingLayer.Pass(batch.spelled(), packed.layers.spelling(), work.spelling);
    }

    /**
     * What all layers of a pass share.
     *
     * @param reversal the rows of the second direction; null where there is none
     */
    private record Walk(
            PackedNetwork packed,
            Network.Window window,
            Workspace work,
            @Nullable Reversal reversal) {
        MiniBatch batch(int d) {
            return d == 0 || reversal == null ? window.batch() : reversal.batch();
        }
    }

    private Walk walk(PackedNetwork packed, Network.Window window, Workspace work) {
        return new Walk(packed, window, work, spec.bidirectional() ? Reversal.of(window.batch()) : null);
    }

    /** One layer in one direction, the backward one over reversed rows. */
    private void forwardLayer(Walk walk, int l, int d) {
        MiniBatch batch = walk.batch(d);
        Workspace work = walk.work();
        Reversal reversal = walk.reversal();
        if (reversal != null && d == 1 && usesRows(l)) {
            reversal.apply(work.inputs[l][0], input(work, l, 1, batch.rows()), inputWidth(l));
        }
        Tape tape = work.tapes[l][d];
        tape.fit(scans[l][d], batch);
        projections[l][d].forward(pass(walk, l, d), tape.z);
        Carry carry = walk.window().carry();
        scans[l][d].forward(batch, walk.packed().layers.recurrent()[l][d], tape, states(carry, l, d));
    }

    private boolean usesRows(int l) {
        return l > 0 || path == InputPath.ROWS;
    }

    /** A gather adds to the embedding's gradient by itself. */
    private boolean hasInputGradient(int l) {
        return l > 0 || (path == InputPath.ROWS && (rows.learns() || beginning.isInput()));
    }

    private Projection.Pass pass(Walk walk, int l, int d) {
        Workspace work = walk.work();
        float[] oneHotMask = path == InputPath.ONE_HOT && l == 0 ? work.masks[0] : new float[0];
        return new Projection.Pass(
                walk.batch(d),
                walk.packed().layers.projections()[l][d],
                new Projection.Input(work.inputs[l][d], hasInputGradient(l) ? work.dX[d] : new float[0], oneHotMask),
                work.dTable);
    }

    /** The next layer's input: both directions' outputs side by side, in the order of the text, under its mask. */
    private void joinDirections(Walk walk, int l) {
        MiniBatch batch = walk.batch(0);
        Workspace work = walk.work();
        Reversal reversal = walk.reversal();
        int hidden = hidden(l);
        int width = inputWidth(l + 1);
        float[] x = input(work, l + 1, 0, batch.rows());
        int first = batch.lanes();
        Rows.copyInto(work.tapes[l][0].h, first, batch.rows(), hidden, new Rows.Columns(x, width, 0));
        if (reversal != null) {
            reversal.copyInto(work.tapes[l][1].h, first, hidden, new Rows.Columns(x, width, hidden));
        }
        Rows.mask(batch, x, width, work.masks[l + 1]);
    }

    /** The states of one layer and direction inside a carry; the arrays themselves. */
    private float[][] states(Carry carry, int l, int d) {
        int each = scans[l][d].states();
        int from = (l * directions() + d) * each;
        return Arrays.copyOfRange(carry.states(), from, from + each);
    }

    private float[] input(Workspace work, int l, int d, int rows) {
        work.inputs[l][d] = Workspace.atLeast(work.inputs[l][d], rows * inputWidth(l));
        return work.inputs[l][d];
    }

    private void drawMasks(Network.Window window, Workspace work) {
        long[] laneIds = window.batch().laneIds();
        Dropout dropout = window.dropout();
        for (int l = 0; l <= spec.layers(); l++) {
            Dropout.Place place = new Dropout.Place(Purpose.INPUT_DROPOUT, l, inputWidth(l));
            work.masks[l] = dropout == null ? new float[0] : dropout.mask(place, laneIds, spec.dropout());
        }
        for (int l = 0; l < spec.layers(); l++) {
            for (int d = 0; d < directions(); d++) {
                Dropout.Place place = new Dropout.Place(Purpose.RECURRENT_DROPOUT, l * directions() + d, hidden(l));
                work.tapes[l][d].mask =
                        dropout == null ? new float[0] : dropout.mask(place, laneIds, spec.recurrentDropout());
            }
        }
    }

    /** No gradient comes from behind the window: truncated back-propagation. */
    void zeroStateGradients(MiniBatch batch, Workspace work) {
        for (int l = 0; l < spec.layers(); l++) {
            for (int d = 0; d < directions(); d++) {
                int size = batch.lanes() * hidden(l);
                float[][] dState = work.dStates[l * directions() + d];
                for (int s = 0; s < dState.length; s++) {
                    dState[s] = Workspace.atLeast(dState[s], size);
                    Arrays.fill(dState[s], 0, size, 0f);
                }
            }
        }
    }

    /** Back through all layers from {@code work.dOut}, the gradient by the head's input, and {@code work.dStates}. */
    void backward(PackedNetwork packed, Network.Window window, Workspace work, float[] gradient, Probe.OfScans probes) {
        MiniBatch batch = window.batch();
        Walk walk = walk(packed, window, work);
        for (int l = spec.layers() - 1; l >= 0; l--) {
            Rows.mask(batch, work.dOut, inputWidth(l + 1), work.masks[l + 1]);
            for (int d = 0; d < directions(); d++) {
                backwardLayer(walk, l, d, gradient, probes.of(scans[l][d], l, d));
            }
            beginning.statesBackward(batch, l, work.dStates[l * directions()], gradient);
            if (hasInputGradient(l)) {
                sumDirections(walk, l);
            }
        }
        if (hasInputGradient(0)) {
            Rows.mask(batch, work.dOut, rows.width(), work.masks[0]);
            rows.backward(batch, work.dOut, gradient);
            beginning.inputBackward(batch, rows.units(work.dOut), gradient);
            spelling.backward(spelled(packed, batch, work), rows.spelling(work.dOut), gradient);
        }
    }

    private void backwardLayer(Walk walk, int l, int d, float[] gradient, Probe probe) {
        MiniBatch batch = walk.batch(d);
        Workspace work = walk.work();
        Reversal reversal = walk.reversal();
        int hidden = hidden(l);
        int width = inputWidth(l + 1);
        work.dH = Workspace.atLeast(work.dH, batch.rows() * hidden);
        if (reversal == null || d == 0) {
            Rows.copyFrom(new Rows.Columns(work.dOut, width, 0), batch.rows(), hidden, work.dH);
        } else {
            reversal.copyFrom(new Rows.Columns(work.dOut, width, hidden), hidden, work.dH);
        }
        Tape tape = work.tapes[l][d];
        scans[l][d].backward(
                new Scan.Step(batch, walk.packed().layers.recurrent()[l][d], tape, probe),
                work.dH,
                work.dStates[l * directions() + d],
                gradient);
        if (hasInputGradient(l)) {
            int size = batch.rows() * inputWidth(l);
            work.dX[d] = Workspace.atLeast(work.dX[d], size);
            Arrays.fill(work.dX[d], 0, size, 0f);
        }
        work.dTable = Workspace.atLeast(work.dTable, projections[l][d].scratch());
        projections[l][d].backward(pass(walk, l, d), tape.z, gradient);
    }

    /** dOut of the layer below: both directions' dX, the backward one put back into the order of the text. */
    private void sumDirections(Walk walk, int l) {
        Workspace work = walk.work();
        Reversal reversal = walk.reversal();
        int size = walk.batch(0).rows() * inputWidth(l);
        work.dOut = Workspace.atLeast(work.dOut, size);
        System.arraycopy(work.dX[0], 0, work.dOut, 0, size);
        if (reversal != null) {
            reversal.add(work.dX[1], work.dOut, inputWidth(l));
        }
    }
}
