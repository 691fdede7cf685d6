package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import dev.unroll.data.Targets;
import dev.unroll.data.WordVectors;
import dev.unroll.math.Kernels;
import dev.unroll.math.PackedMatrix;
import dev.unroll.spec.NetworkSpec;
import dev.unroll.spec.Output;
import dev.unroll.spec.Pool;
import dev.unroll.spec.UsageException;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent network: what is read, stacked layers, a pooling where records have one answer, a head.
 *
 * <pre>
 *   x&lt;t&gt;   = [E[id&lt;t&gt;] or one-hot, how the word is written, features&lt;t&gt;], or at the first step what is given
 *   a&lt;t&gt;   = layers(x&lt;t&gt;)                                    {@link Layers}
 *   h      = a&lt;t&gt; for each step, or pool(a&lt;1&gt; .. a&lt;T&gt;)       {@link Pooling}
 *   s      = W_y h + b_y                                      {@link OutputLayer}
 *   answer = softmax(s), sigmoid(s), s, or a linear chain     {@link Head}
 * </pre>
 *
 * <p>It describes and computes, and holds no weights: those come packed with every call, scratch comes from the caller, and so does
 * the state. One network serves any number of threads.
 */
public final class Network {
    private final NetworkSpec spec;
    private final Sizes sizes;
    private final LabelRules rules;
    private final Layout layout;
    private final Layers layers;
    private final @Nullable Pooling pooling;
    private final Head head;

    /**
     * @param spec what the user asked for
     * @param sizes what comes from the data
     * @param path how what is read reaches the first layer
     */
    public Network(NetworkSpec spec, Sizes sizes, InputPath path) {
        this(spec, sizes, path, LabelRules.NONE);
    }

    /**
     * @param spec what the user asked for
     * @param sizes what comes from the data
     * @param path how what is read reaches the first layer
     * @param rules what is known of the labels; weights are for softmax, constraints for a linear chain
     */
    public Network(NetworkSpec spec, Sizes sizes, InputPath path, LabelRules rules) {
        checkEnds(spec, sizes, path);
        this.spec = spec;
        this.sizes = sizes;
        this.rules = rules;
        Layout.Builder builder = new Layout.Builder();
        layers = new Layers(spec, sizes, path, builder);
        int directions = spec.bidirectional() ? 2 : 1;
        Pool pool = spec.head().pool();
        pooling = pool == Pool.NONE ? null : Pooling.of(pool, directions, layers.width(), builder);
        head = Head.of(spec.head(), rules, outputLayer(builder), builder);
        layout = builder.build();
    }

    private static void checkEnds(NetworkSpec spec, Sizes sizes, InputPath path) {
        if (sizes.vocabulary() == 0 && spec.embedding() > 0) {
            throw new UsageException(
                    "settings contradict each other: network.embedding=" + spec.embedding(),
                    "the records have no units to embed: leave it out");
        }
        if (sizes.vocabulary() == 0 && spec.words().reads()) {
            throw new UsageException(
                    "settings contradict each other: network.spelling="
                            + spec.words().spelling() + " network.casing="
                            + spec.words().casing(),
                    "the records have no words: leave both out");
        }
        boolean fits = path == InputPath.ROWS || InputPath.scoring(spec, sizes) != InputPath.ROWS;
        fits &= sizes.given() == 0 || (spec.given().isGiven() && !spec.bidirectional() && sizes.vocabulary() > 0);
        fits &= (sizes.characters() > 0) == (spec.words().spelling() > 0);
        if (!fits || (spec.tied() && sizes.outputs() != sizes.vocabulary())) {
            throw new IllegalArgumentException("no such network: path=" + path + " tied=" + spec.tied() + " " + sizes);
        }
    }

    private OutputLayer outputLayer(Layout.Builder builder) {
        int width = layers.width();
        int weights =
                spec.tied() ? 0 : builder.add("output.W", sizes.outputs(), width); // the embedding is the first slot
        OutputLayer.Place place = new OutputLayer.Place(width, weights, builder.add("output.b", sizes.outputs()));
        return new OutputLayer(sizes.outputs(), place, OutputLayer.BLOCK_FLOATS);
    }

    /** What the user asked for. */
    public NetworkSpec spec() {
        return spec;
    }

    /** What comes from the data. */
    public Sizes sizes() {
        return sizes;
    }

    /** What is known of the labels. */
    public LabelRules rules() {
        return rules;
    }

    /** The map of its flat weight array. */
    public Layout layout() {
        return layout;
    }

    Layers layers() {
        return layers;
    }

    Head head() {
        return head;
    }

    /** The weights with which training starts. */
    public float[] initialWeights(long seed) {
        return Initialisation.weights(spec, sizes, layout, seed);
    }

    /** The same, but for units whose vectors are given. */
    public float[] initialWeights(long seed, WordVectors vectors) {
        if (vectors.width() != spec.embedding()) {
            throw new IllegalArgumentException(
                    "vectors do not fit: width=" + vectors.width() + " embedding=" + spec.embedding());
        }
        float[] weights = initialWeights(seed);
        vectors.copyInto(weights, layout.slot("embedding.E").offset());
        return weights;
    }

    /** a&lt;0&gt; = 0, c&lt;0&gt; = 0 for so many lanes. */
    public Carry zeroCarry(int lanes) {
        return layers.zeroCarry(lanes);
    }

    /** Scratch for one thread. */
    public Workspace workspace() {
        return layers.workspace();
    }

    /** Room for packed weights. */
    public PackedNetwork allocate(Kernels kernels) {
        return new PackedNetwork(
                kernels,
                layers.allocate(kernels),
                pooling == null ? new PackedMatrix[0] : pooling.allocate(kernels),
                head.layer().allocate(kernels));
    }

    /** Packs a flat weight array, which must not change while the packed network is in use. */
    public void load(float[] weights, PackedNetwork into) {
        if (weights.length != layout.size()) {
            throw new IllegalArgumentException(
                    "weights do not fit: length=" + weights.length + " expected=" + layout.size());
        }
        layers.load(weights, into.layers);
        if (pooling != null) {
            pooling.load(weights, into);
        }
        head.layer().load(weights, into.head);
        into.weights = weights;
    }

    /**
     * A piece of some sequences, the state before it, and the name of its dropout draws.
     *
     * @param batch what is read, and what is to be said
     * @param carry states of at least as many lanes; afterwards those behind each lane's last step
     * @param dropout null without dropout
     */
    public record Window(
            MiniBatch batch, Carry carry, @Nullable Dropout dropout) {}

    /**
     * The loss of every target, into {@link Workspace#losses}.
     *
     * @return their sum
     */
    public Loss score(PackedNetwork packed, MiniBatch batch, Carry carry, Workspace work) {
        return head.score(forward(packed, new Window(batch, carry, null), work));
    }

    /**
     * What the network says of each row, and the loss where there are targets. A record's numbers have the same bits in any company.
     *
     * <p>Memory: {@code 4 K} bytes a row, so it is not for the units of a large vocabulary.
     */
    public Outputs outputs(PackedNetwork packed, Window window, Workspace work) {
        return head.outputs(forward(packed, window, work));
    }

    /**
     * The scores (logits) of the last step's lanes, where each step has an answer.
     *
     * @param scores (active lanes of the last step, K), overwritten
     */
    public void next(PackedNetwork packed, Window window, Workspace work, float[] scores) {
        float[] h = layers.forward(packed, window, work);
        int last = window.batch().steps() - 1;
        head.layer()
                .forward(
                        packed.head,
                        h,
                        window.batch().offset(last),
                        window.batch().active(last),
                        scores);
    }

    /**
     * Forward and backward: adds the gradient of the summed loss to {@code gradient}.
     *
     * @return the summed loss
     */
    public Loss train(PackedNetwork packed, Window window, Workspace work, float[] gradient) {
        return train(packed, window, work, gradient, Probe.OfScans.NONE);
    }

    /** The same while someone looks on. */
    Loss train(PackedNetwork packed, Window window, Workspace work, float[] gradient, Probe.OfScans probes) {
        MiniBatch batch = window.batch();
        Head.Pass pass = forward(packed, window, work);
        work.dOut = Workspace.atLeast(work.dOut, batch.rows() * layers.width());
        work.dHeadInput = pooling == null ? work.dOut : work.pool.dPooled;
        Loss loss = head.train(pass, gradient);
        if (pooling != null) {
            pooling.backward(poolingPass(packed, batch, work), work.dOut, gradient);
        }
        layers.zeroStateGradients(batch, work);
        layers.backward(packed, window, work, gradient, probes);
        return loss;
    }

    /** All layers and the pooling; what the head reads is left in the scratch. */
    private Head.Pass forward(PackedNetwork packed, Window window, Workspace work) {
        MiniBatch batch = window.batch();
        check(batch);
        work.headInput = layers.forward(packed, window, work);
        if (pooling != null) {
            pooling.forward(poolingPass(packed, batch, work));
            work.headInput = work.pool.pooled;
        }
        int rows = pooling == null ? batch.rows() : batch.lanes();
        work.losses = Workspace.atLeast(work.losses, rows);
        work.block = Workspace.atLeast(work.block, head.blockRows(rows) * sizes.outputs());
        return new Head.Pass(batch, rows, packed, work);
    }

    private Pooling.Pass poolingPass(PackedNetwork packed, MiniBatch batch, Workspace work) {
        return new Pooling.Pass(batch, packed, work.inputs[spec.layers()][0], work.pool);
    }

    private void check(MiniBatch batch) {
        Targets targets = batch.targets();
        boolean numbers = targets instanceof Targets.Values;
        boolean said = targets.rows() > 0;
        Targets.Level level = pooling == null ? Targets.Level.STEP : Targets.Level.RECORD;
        boolean fits = batch.featureWidth() == sizes.features()
                && (batch.rows() == 0 || (batch.inputs().length > 0) == (sizes.vocabulary() > 0))
                && (batch.rows() == 0 || (batch.spelled().lanes().length > 0) == (sizes.characters() > 0))
                && (batch.rows() == 0
                        || (batch.spelled().casing().length > 0) == spec.words().casing())
                && (batch.given().isNone() || batch.given().width() == sizes.given())
                && (!said || targets.level() == level)
                && (!said || numbers == (spec.head().output() != Output.SOFTMAX))
                && (!(targets instanceof Targets.Values values) || values.width() == sizes.outputs());
        if (!fits) {
            throw new IllegalArgumentException("mini-batch does not fit the network: units=" + batch.inputs().length
                    + " spellings=" + batch.spelled().lanes().length + " casing="
                    + batch.spelled().casing().length
                    + " features=" + batch.featureWidth() + " given="
                    + batch.given().width() + " targets="
                    + targets.getClass().getSimpleName() + " level=" + targets.level() + " " + sizes);
        }
    }
}
