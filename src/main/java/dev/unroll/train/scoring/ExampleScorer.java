package dev.unroll.train.scoring;

import dev.unroll.data.Example;
import dev.unroll.data.ExampleBatch;
import dev.unroll.data.ExampleRules;
import dev.unroll.data.LabelSet;
import dev.unroll.data.MiniBatch;
import dev.unroll.data.Prediction;
import dev.unroll.data.Standardisation;
import dev.unroll.data.Targets;
import dev.unroll.data.Vocabulary;
import dev.unroll.data.format.ReverseComplement;
import dev.unroll.nn.Carry;
import dev.unroll.nn.Network;
import dev.unroll.nn.Outputs;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.nn.Workspace;
import dev.unroll.spec.NetworkSpec;
import dev.unroll.spec.Output;
import dev.unroll.spec.Pool;
import dev.unroll.train.PackedPool;
import dev.unroll.train.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Says what a network says of records, each by itself, in the order in which they are given.
 *
 * <p>Records of like length run side by side. Those of a network that only looks back are walked in windows, the state carried; all
 * others are read whole. Neither changes a bit of what is said. One object serves any number of threads.
 *
 * <p>Where the other strand is read too, the probabilities of both are averaged, and the likeliest label is said by the mean at each
 * step, of a linear chain as well: its likeliest sequence is one of a single strand.
 *
 * <p>Memory: a mini-batch of {@value #ROWS} steps, or of one record that is longer and must be read whole, and {@code 4 K} bytes for each
 * step of the records, twice as many with the other strand.
 */
public final class ExampleScorer {
    private static final int LANES = 64;
    private static final int ROWS = 1 << 14;

    private final Network network;
    private final Knowledge knowledge;
    private final Wanted wanted;
    private final PackedPool pool;
    private final Worker.Round round;
    private final Limits limits;

    /**
     * What a model knows besides its weights.
     *
     * @param rules how records are read, and what is said of them
     * @param vocabulary numbers units
     * @param characters numbers those of words
     * @param labels names classes; none where numbers are said
     * @param features of the numbers that are read; of no columns where there are none
     * @param values of the numbers that are said; of no columns where they are said as they are
     */
    public record Knowledge(
            ExampleRules rules,
            Vocabulary vocabulary,
            Vocabulary characters,
            LabelSet labels,
            Standardisation features,
            Standardisation values) {}

    /** Whose probabilities are kept where classes exclude each other. */
    public enum Detail {
        /** That of the class that is said. */
        SAID,
        /** Those of all classes. */
        ALL
    }

    /**
     * What is wanted of each record.
     *
     * @param detail whose probabilities are kept
     * @param otherStrand how a sequence is read from its other strand; null: it is not read
     */
    public record Wanted(Detail detail, @Nullable ReverseComplement otherStrand) {}

    /**
     * How much is computed at once.
     *
     * @param lanes records of a mini-batch
     * @param rows their steps
     */
    record Limits(int lanes, int rows) {}

    /**
     * @param network the model's
     * @param knowledge what the model knows besides its weights
     * @param wanted what is wanted of each record
     * @param pool packed weights of this JVM
     * @param round names the weights in the pool and holds them
     */
    public ExampleScorer(Network network, Knowledge knowledge, Wanted wanted, PackedPool pool, Worker.Round round) {
        this.network = network;
        this.knowledge = knowledge;
        this.wanted = wanted;
        this.pool = pool;
        this.round = round;
        this.limits = new Limits(LANES, ROWS);
        check();
    }

    private ExampleScorer(ExampleScorer other, Limits limits) {
        this.network = other.network;
        this.knowledge = other.knowledge;
        this.wanted = other.wanted;
        this.pool = other.pool;
        this.round = other.round;
        this.limits = limits;
    }

    /** The same with other limits. */
    ExampleScorer within(Limits others) {
        return new ExampleScorer(this, others);
    }

    private void check() {
        ExampleRules.Says says = knowledge.rules().says();
        Targets.Level level = network.spec().head().pool() == Pool.NONE ? Targets.Level.STEP : Targets.Level.RECORD;
        Output output = says.numbers() ? Output.LINEAR : says.several() ? Output.SIGMOID : Output.SOFTMAX;
        int outputs = network.sizes().outputs();
        int named = says.classes() ? knowledge.labels().size() : outputs;
        boolean fits = says != ExampleRules.Says.NEXT_VECTOR
                && says.level() == level
                && output == network.spec().head().output()
                && named == outputs
                && knowledge.features().width() == network.sizes().features()
                && fits(wanted.otherStrand());
        if (!fits) {
            throw new IllegalArgumentException("model does not fit together: says=" + says + " labels=" + named
                    + " features=" + knowledge.features().width() + " "
                    + network.spec().head() + " "
                    + network.sizes());
        }
    }

    private boolean fits(@Nullable ReverseComplement other) {
        return other == null
                || (other.units().length == network.sizes().vocabulary()
                        && other.labels().length == knowledge.labels().size());
    }

    private ExampleBatch batch(List<Example> examples) {
        return ExampleBatch.of(
                new ExampleBatch.Reads(
                        knowledge.rules(),
                        knowledge.vocabulary(),
                        knowledge.characters(),
                        network.sizes().vocabulary(),
                        knowledge.features()),
                examples);
    }

    /** Why nothing would be said of each of these records; empty where something would be. */
    public List<Optional<String>> faults(List<Example> examples) {
        ExampleBatch batch = batch(examples);
        return IntStream.range(0, batch.size()).mapToObj(batch::fault).toList();
    }

    /** What is said of each of these records. */
    public List<Prediction> score(List<Example> examples) {
        ExampleBatch batch = batch(examples);
        Answers answers = answers(batch);
        ReverseComplement other = wanted.otherStrand();
        if (other != null) {
            answers.average(answers(batch.reversed(other.units(), other.mixed())), outputs(other));
        }
        List<Prediction> predictions = new ArrayList<>(batch.size());
        for (int r = 0; r < batch.size(); r++) {
            Optional<String> fault = batch.fault(r);
            predictions.add(fault.isPresent() ? new Prediction.None(fault.get()) : said(answers, r));
        }
        return predictions;
    }

    /** The outputs that stand for each other on both strands; numbers stand for themselves. */
    private int[] outputs(ReverseComplement other) {
        return knowledge.rules().says().classes()
                ? other.labels()
                : IntStream.range(0, network.sizes().outputs()).toArray();
    }

    private Answers answers(ExampleBatch batch) {
        NetworkSpec spec = network.spec();
        boolean whole = spec.bidirectional()
                || spec.head().pool() != Pool.NONE
                || spec.head().crf();
        Answers answers = new Answers(
                batch, knowledge.rules().says().level(), network.sizes().outputs());
        PackedNetwork packed = pool.acquire(network, round.number(), round.weights());
        Workspace work = pool.workspace(network);
        try {
            for (int[] records : batch.groups(limits.lanes(), whole ? limits.rows() : Integer.MAX_VALUE)) {
                int longest = batch.steps(records[0]);
                int steps = whole ? longest : Math.max(1, limits.rows() / limits.lanes());
                Carry carry = network.zeroCarry(records.length);
                for (int first = 0; first < longest; first += steps) {
                    MiniBatch window = batch.window(records, first, Math.min(longest, first + steps));
                    Outputs outputs = network.outputs(packed, new Network.Window(window, carry, null), work);
                    answers.take(records, first, window, outputs);
                }
            }
        } finally {
            pool.release(work);
            pool.release(packed);
        }
        return answers;
    }

    private Prediction said(Answers answers, int record) {
        ExampleRules.Says says = knowledge.rules().says();
        float[] values = answers.values(record);
        if (says.numbers()) {
            return new Prediction.Values(says.level(), network.sizes().outputs(), restored(values));
        }
        List<String> names = knowledge.labels().names();
        if (says.several()) {
            return new Prediction.Sets(says.level(), names, values);
        }
        int[] labels = answers.labels(record);
        float[] confidence = new float[labels.length];
        for (int row = 0; row < labels.length; row++) {
            confidence[row] = values[row * names.size() + labels[row]];
        }
        float[] all = wanted.detail() == Detail.ALL ? values : new float[0];
        return new Prediction.Classes(says.level(), names, labels, confidence, all);
    }

    private float[] restored(float[] values) {
        int width = knowledge.values().width();
        float[] restored = values.clone();
        for (int i = 0; i < restored.length && width > 0; i++) {
            restored[i] = knowledge.values().restore(values[i], i % width);
        }
        return restored;
    }
}
