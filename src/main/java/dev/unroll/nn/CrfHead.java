package dev.unroll.nn;

import dev.unroll.data.Constraints;
import dev.unroll.data.MiniBatch;

/**
 * One of K labels at each step, the labels of a record being a linear chain: a conditional random field (Lafferty, McCallum and Pereira
 * 2001).
 *
 * @implNote For each lane, over the sequences of labels that the constraints allow, with Z and its derivatives from {@link Lattice}:
 *
 * <pre>
 *   p(y)  = exp(f(y_1) + sum s_t(y_t) + sum A(y_t-1, y_t) + g(y_T)) / Z
 *   loss  = -log p(given labels) = log Z - log Z_given
 * </pre>
 *
 * where Z_given sums over the sequences that agree with the given labels: one if every step has a label, many if some have none. The
 * answers are p_t(j) over all sequences. Backward:
 *
 * <pre>
 *   ds_t(j) = p_t(j) - p_t(j | given)
 *   dA      += sum of d log Z / dA - d log Z_given / dA,   df and dg likewise
 * </pre>
 *
 * <p>A lane's loss counts as many times as it has labelled steps; without constraints and with A = f = g = 0 it is the sum of theirs in
 * {@link SoftmaxHead}. Given labels that break a constraint have probability 0 and an infinite loss: what reads the labels has to refuse
 * them ({@link Constraints#firstBroken}).
 *
 * <p>Memory: all rows are one block; {@code 8 R K} bytes and two lattices; R 4096, K 20: 3.3 MB.
 */
final class CrfHead implements Head {
    private static final int[] NO_LABELS = {};

    private final OutputLayer layer;
    private final Place place;
    private final Constraints constraints;

    /**
     * Where its own weights lie in the flat array.
     *
     * @param labels K
     * @param next of A (K, K), element [from, to]
     * @param first of f (K)
     * @param last of g (K)
     */
    record Place(int labels, int next, int first, int last) {
        /** Adds the slots. */
        static Place add(Layout.Builder builder, int labels) {
            return new Place(
                    labels,
                    builder.add("crf.transition", labels, labels),
                    builder.add("crf.first", labels),
                    builder.add("crf.last", labels));
        }
    }

    /**
     * @param layer gives the scores
     * @param place where A, f and g are
     * @param constraints which labels must not follow each other
     */
    CrfHead(OutputLayer layer, Place place, Constraints constraints) {
        if (constraints.labels() != 0 && constraints.labels() != layer.outputs()) {
            throw new IllegalArgumentException(
                    "constraints do not fit: labels=" + constraints.labels() + " outputs=" + layer.outputs());
        }
        this.layer = layer;
        this.place = place;
        this.constraints = constraints;
    }

    /** Scratch: the scores, whose place the answers take, and the lattices over all sequences and over those that agree. */
    static final class Tape {
        private float[] scores = {};
        private final Lattice all = new Lattice();
        private final Lattice given = new Lattice();
    }

    @Override
    public OutputLayer layer() {
        return layer;
    }

    @Override
    public int blockRows(int rows) {
        return rows;
    }

    @Override
    public boolean picksOne() {
        return true;
    }

    @Override
    public void pick(Block block, int[] labels) {
        Viterbi.run(parts(block.pass(), block.scores()), labels);
    }

    @Override
    public void answer(Block block) {
        Pass pass = block.pass();
        Tape tape = pass.work().crf;
        int size = block.rows() * layer.outputs();
        tape.scores = Workspace.atLeast(tape.scores, size);
        System.arraycopy(block.scores(), 0, tape.scores, 0, size);
        Lattice.Parts parts = parts(pass, tape.scores);
        int[] given = pass.batch().classes();
        tape.all.run(parts, NO_LABELS);
        if (given.length > 0) {
            tape.given.run(parts, given);
        }
        for (int n = 0; n < pass.batch().lanes(); n++) {
            pass.work().losses[n] = given.length == 0 ? 0 : tape.all.logZ(n) - tape.given.logZ(n);
            for (int t = 0; t < parts.lengths()[n]; t++) {
                for (int at = parts.at(t, n); at < parts.at(t, n + 1); at++) {
                    block.scores()[at] = tape.all.probability(n, at);
                }
            }
        }
    }

    @Override
    public void derive(Block block, float[] gradient) {
        Pass pass = block.pass();
        Tape tape = pass.work().crf;
        Lattice.Parts parts = parts(pass, tape.scores);
        Chain d = Chain.zero(layer.outputs());
        for (int n = 0; n < pass.batch().lanes(); n++) {
            boolean labelled = labels(pass.batch(), n) > 0;
            for (int t = 0; t < parts.lengths()[n]; t++) {
                for (int at = parts.at(t, n); at < parts.at(t, n + 1); at++) {
                    float p = block.scores()[at];
                    block.scores()[at] = labelled ? p - tape.given.probability(n, at) : 0f;
                }
            }
            if (labelled) {
                tape.all.addDerivative(parts, n, 1, d);
                tape.given.addDerivative(parts, n, -1, d);
            }
        }
        add(d.next(), gradient, place.next());
        add(d.first(), gradient, place.first());
        add(d.last(), gradient, place.last());
    }

    private static void add(double[] d, float[] gradient, int to) {
        for (int i = 0; i < d.length; i++) {
            gradient[to + i] += (float) d[i];
        }
    }

    private Lattice.Parts parts(Pass pass, float[] scores) {
        Chain chain = Chain.of(pass.packed().weights, place, constraints);
        return new Lattice.Parts(chain, pass.batch(), Rows.lengths(pass.batch()), scores);
    }

    @Override
    public Loss sum(Pass pass) {
        MiniBatch batch = pass.batch();
        double sum = 0;
        long terms = 0;
        for (int n = 0; n < batch.lanes(); n++) {
            terms += labels(batch, n);
            sum += pass.work().losses[n];
        }
        return new Loss(sum, terms);
    }

    /** Labelled steps of lane n. */
    private static int labels(MiniBatch batch, int n) {
        int labels = 0;
        for (int t = 0; t < batch.steps() && n < batch.active(t); t++) {
            labels += batch.targets().isLabelled(batch.offset(t) + n) ? 1 : 0;
        }
        return labels;
    }

    @Override
    public int losses(Pass pass) {
        return pass.batch().lanes();
    }
}
