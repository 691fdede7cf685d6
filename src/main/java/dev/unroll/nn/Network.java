package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import dev.unroll.math.Kernels;
import dev.unroll.math.RandomStream.Purpose;
import dev.unroll.spec.NetworkSpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent network over units of a vocabulary: input, stacked layers in one or two directions, softmax.
 *
 * <pre>
 *   a[0]&lt;t&gt; = E[id&lt;t&gt;] or one-hot
 *   a[l]&lt;t&gt; = cell(W[l] [a[l]&lt;t-1&gt;, a[l-1]&lt;t&gt;] + b[l])        l = 1 .. L, bidirectional: forward and backward side by side
 *   p&lt;t&gt;    = softmax(W_y a[L]&lt;t&gt; + b_y)
 * </pre>
 *
 * <p>It describes and computes, and holds no weights: those come packed with every call, scratch comes from the caller, and so does
 * the state. One network serves any number of threads.
 */
public final class Network {
    private final NetworkSpec spec;
    private final int vocabulary;
    private final InputPath path;
    private final Layout layout;
    private final int embedding; // offset of E, -1 without
    private final Scan[][] scans; // [layer][direction]
    private final Projection[][] projections;
    private final SoftmaxHead head;

    /**
     * @param spec what the user asked for
     * @param vocabulary V, units in and out
     * @param path how ids reach the first layer
     */
    public Network(NetworkSpec spec, int vocabulary, InputPath path) {
        this.spec = spec;
        this.vocabulary = vocabulary;
        this.path = path;
        Layout.Builder builder = new Layout.Builder();
        embedding = spec.embedding() > 0 ? builder.add("embedding.E", vocabulary, spec.embedding()) : -1;
        scans = new Scan[spec.layers()][directions()];
        projections = new Projection[spec.layers()][directions()];
        for (int l = 0; l < spec.layers(); l++) {
            for (int d = 0; d < directions(); d++) {
                addLayer(builder, l, d);
            }
        }
        int top = inputWidth(spec.layers());
        int output = spec.tied() ? embedding : builder.add("output.W", vocabulary, top);
        head = new SoftmaxHead(vocabulary, top, output, builder.add("output.b", vocabulary));
        layout = builder.build();
    }

    private void addLayer(Layout.Builder builder, int l, int d) {
        String prefix = "layer" + l + (d == 0 ? ".forward." : ".backward.");
        int hidden = hidden(l);
        int inputs = inputWidth(l);
        int offset = -1;
        for (String gate : spec.cell().gates()) {
            int at = builder.add(prefix + gate + ".W", hidden, hidden + inputs);
            offset = offset < 0 ? at : offset;
        }
        int bias = -1;
        for (String gate : spec.cell().gates()) {
            int at = builder.add(prefix + gate + ".b", hidden);
            bias = bias < 0 ? at : bias;
        }
        int width = hidden + inputs;
        scans[l][d] = switch (spec.cell()) {
            case RNN -> new Rnn(hidden, spec.activation(), offset, width);
            case GRU_SIMPLE -> new GruSimple(hidden, offset, width);
            case GRU -> new Gru(hidden, offset, width);
            case LSTM -> new Lstm(hidden, offset, width);
        };
        Slots slots = new Slots(
                offset, bias, hidden, inputs, hidden * spec.cell().gates().size());
        if (l > 0 || path == InputPath.ROWS) {
            projections[l][d] = new DenseProjection(slots);
        } else if (path == InputPath.TABLE) {
            projections[l][d] = new TableProjection(slots, embedding, vocabulary);
        } else {
            projections[l][d] = new OneHotProjection(slots);
        }
    }

    /** H of layer l: tied weights make the last layer as wide as the embedding. */
    private int hidden(int l) {
        return spec.tied() && l == spec.layers() - 1 ? spec.embedding() : spec.hidden();
    }

    /** D of layer l; for l = L the width of the head's input. */
    private int inputWidth(int l) {
        if (l == 0) {
            return spec.embedding() > 0 ? spec.embedding() : vocabulary;
        }
        return hidden(l - 1) * directions();
    }

    private int directions() {
        return spec.bidirectional() ? 2 : 1;
    }

    /** What the user asked for. */
    public NetworkSpec spec() {
        return spec;
    }

    /** V. */
    public int vocabulary() {
        return vocabulary;
    }

    /** The map of its flat weight array. */
    public Layout layout() {
        return layout;
    }

    /** The weights with which training starts. */
    public float[] initialWeights(long seed) {
        return Initialisation.weights(spec, layout, seed);
    }

    /** a&lt;0&gt; = 0, c&lt;0&gt; = 0 for so many lanes. */
    public Carry zeroCarry(int lanes) {
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
    public Workspace workspace() {
        return new Workspace(spec.layers(), directions(), scans[0][0].states());
    }

    /** Room for packed weights. */
    public PackedNetwork allocate(Kernels kernels) {
        Scan.Recurrent[][] recurrent = new Scan.Recurrent[spec.layers()][directions()];
        Projection.Packed[][] packed = new Projection.Packed[spec.layers()][directions()];
        for (int l = 0; l < spec.layers(); l++) {
            for (int d = 0; d < directions(); d++) {
                recurrent[l][d] = scans[l][d].allocate(kernels);
                packed[l][d] = projections[l][d].allocate(kernels);
            }
        }
        return new PackedNetwork(kernels, recurrent, packed, head.allocate(kernels));
    }

    /** Packs a flat weight array, which must not change while the packed network is in use. */
    public void load(float[] weights, PackedNetwork into) {
        if (weights.length != layout.size()) {
            throw new IllegalArgumentException(
                    "weights do not fit: length=" + weights.length + " expected=" + layout.size());
        }
        for (int l = 0; l < spec.layers(); l++) {
            for (int d = 0; d < directions(); d++) {
                scans[l][d].load(weights, into.recurrent[l][d]);
                projections[l][d].load(weights, into.projections[l][d]);
            }
        }
        head.load(weights, into.head);
        into.weights = weights;
    }

    /**
     * A piece of some sequences, the state before it, and the name of its dropout draws.
     *
     * @param batch the units
     * @param carry states of at least as many lanes; afterwards those behind each lane's last step
     * @param dropout null without dropout
     */
    public record Window(
            MiniBatch batch, Carry carry, @Nullable Dropout dropout) {}

    /**
     * The log-probability of every target, into {@link Workspace#logProbabilities}.
     *
     * @return their sum and count
     */
    public Loss score(PackedNetwork packed, MiniBatch batch, Carry carry, Workspace work) {
        float[] h = forward(packed, new Window(batch, carry, null), work);
        prepareHead(batch, work);
        head.score(batch, packed.head, new SoftmaxHead.Work(h, new float[0], work.logP, work.block));
        return Loss.of(batch, work.logP);
    }

    /**
     * The scores (logits) of the last step's lanes.
     *
     * @param scores (active lanes of the last step, V), overwritten
     */
    public void next(PackedNetwork packed, Window window, Workspace work, float[] scores) {
        float[] h = forward(packed, window, work);
        int last = window.batch().steps() - 1;
        head.scores(packed.head, h, window.batch().offset(last), window.batch().active(last), scores);
    }

    /**
     * Forward and backward: adds the gradient of the summed loss to {@code gradient}.
     *
     * @return the summed loss and the number of its terms
     */
    public Loss train(PackedNetwork packed, Window window, Workspace work, float[] gradient) {
        MiniBatch batch = window.batch();
        float[] h = forward(packed, window, work);
        prepareHead(batch, work);
        work.dOut = Workspace.atLeast(work.dOut, batch.rows() * inputWidth(spec.layers()));
        head.train(batch, packed.head, new SoftmaxHead.Work(h, work.dOut, work.logP, work.block), gradient);
        zeroStateGradients(batch, work);
        backward(packed, window, work, gradient);
        return Loss.of(batch, work.logP);
    }

    private void prepareHead(MiniBatch batch, Workspace work) {
        work.logP = Workspace.atLeast(work.logP, batch.rows());
        work.block = Workspace.atLeast(work.block, head.blockRows(batch.rows()) * vocabulary);
    }

    /** Runs all layers; returns the head's input (R, width). */
    float[] forward(PackedNetwork packed, Window window, Workspace work) {
        MiniBatch batch = window.batch();
        drawMasks(window, work);
        if (path == InputPath.ROWS) {
            float[] x = input(work, 0, 0, batch.rows());
            EmbeddingRows.gather(batch, packed.weights, embedding, spec.embedding(), x);
            Rows.mask(batch, x, spec.embedding(), work.masks[0]);
        }
        Walk walk = walk(packed, window, work);
        for (int l = 0; l < spec.layers(); l++) {
            for (int d = 0; d < directions(); d++) {
                forwardLayer(walk, l, d);
            }
            joinDirections(walk, l);
        }
        return work.inputs[spec.layers()][0];
    }

    /**
     * What all layers of a pass share.
     *
     * @param reversal the rows of the second direction; null where there is none
     */
    private record Walk(
            PackedNetwork packed,
            Window window,
            Workspace work,
            @Nullable Reversal reversal) {
        MiniBatch batch(int d) {
            return d == 0 || reversal == null ? window.batch() : reversal.batch();
        }
    }

    private Walk walk(PackedNetwork packed, Window window, Workspace work) {
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
        scans[l][d].forward(batch, walk.packed().recurrent[l][d], tape, states(carry, l, d));
    }

    private boolean usesRows(int l) {
        return l > 0 || path == InputPath.ROWS;
    }

    private Projection.Pass pass(Walk walk, int l, int d) {
        Workspace work = walk.work();
        float[] oneHotMask = path == InputPath.ONE_HOT && l == 0 ? work.masks[0] : new float[0];
        return new Projection.Pass(
                walk.batch(d),
                walk.packed().projections[l][d],
                new Projection.Input(work.inputs[l][d], usesRows(l) ? work.dX[d] : new float[0], oneHotMask),
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

    private void drawMasks(Window window, Workspace work) {
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
    void backward(PackedNetwork packed, Window window, Workspace work, float[] gradient) {
        MiniBatch batch = window.batch();
        Walk walk = walk(packed, window, work);
        for (int l = spec.layers() - 1; l >= 0; l--) {
            Rows.mask(batch, work.dOut, inputWidth(l + 1), work.masks[l + 1]);
            for (int d = 0; d < directions(); d++) {
                backwardLayer(walk, l, d, gradient);
            }
            if (usesRows(l)) {
                sumDirections(walk, l);
            }
        }
        if (path == InputPath.ROWS) {
            Rows.mask(batch, work.dOut, spec.embedding(), work.masks[0]);
            EmbeddingRows.scatter(batch, work.dOut, spec.embedding(), gradient, embedding);
        }
    }

    private void backwardLayer(Walk walk, int l, int d, float[] gradient) {
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
                new Scan.Step(batch, walk.packed().recurrent[l][d], tape),
                work.dH,
                work.dStates[l * directions() + d],
                gradient);
        if (usesRows(l)) {
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
