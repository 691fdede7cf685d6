package dev.unroll.train.scoring;

import dev.unroll.data.ExampleRules;
import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.LabelSet;
import dev.unroll.data.Standardisation;
import dev.unroll.data.UnitRules;
import dev.unroll.data.Vocabulary;
import dev.unroll.nn.InputPath;
import dev.unroll.nn.LabelRules;
import dev.unroll.nn.Network;
import dev.unroll.nn.Sizes;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.DataSpec;
import dev.unroll.spec.HeadSpec;
import dev.unroll.spec.NetworkSpec;
import dev.unroll.spec.Output;
import dev.unroll.spec.Pool;
import dev.unroll.spec.VocabularySpec;
import dev.unroll.spec.VocabularySpec.Unit;
import dev.unroll.train.PackedPool;
import dev.unroll.train.Worker;
import java.util.Map;

/** A network with seeded weights, and scorers of it. */
public final class TinyScorer {
    static final long SEED = 23;
    /** The probabilities of all classes, on one strand. */
    public static final ExampleScorer.Wanted ALL = new ExampleScorer.Wanted(ExampleScorer.Detail.ALL, null);

    final Network network;
    final PackedPool pool = new PackedPool();
    final Worker.Round round;
    final ExampleScorer.Knowledge knowledge;

    /**
     * A network.
     *
     * @param head its head
     * @param rules what it knows of labels
     * @param bidirectional whether it looks both ways
     */
    public record Shape(HeadSpec head, LabelRules rules, boolean bidirectional) {
        /** One that looks both ways and knows nothing of labels. */
        public static Shape of(Output output, Pool pool) {
            return new Shape(new HeadSpec(output, pool, false, 0), LabelRules.NONE, true);
        }
    }

    /** A network of a shape, over these units, that says so many things. */
    public TinyScorer(Shape shape, Vocabulary vocabulary, LabelSet labels, int outputs, Standardisation features) {
        NetworkSpec spec = new NetworkSpec(Cell.GRU, 1, 7, shape.bidirectional(), 5, Activation.TANH, false, 0, 0, 0.8)
                .withHead(shape.head());
        Sizes sizes = new Sizes(vocabulary.size(), features.width(), outputs);
        network = new Network(spec, sizes, InputPath.scoring(spec, sizes), shape.rules());
        round = new Worker.Round(0, 0, network.initialWeights(SEED), new float[0][], 0);
        knowledge = new ExampleScorer.Knowledge(
                new ExampleRules(units(vocabulary.kind()), says(shape.head())),
                vocabulary,
                Vocabulary.ofCharacters(Map.of()),
                labels,
                features,
                Standardisation.none(0));
    }

    /** A scorer that takes numbers back to the units that they were in. */
    ExampleScorer restoring(Standardisation values) {
        ExampleScorer.Knowledge other = new ExampleScorer.Knowledge(
                knowledge.rules(),
                knowledge.vocabulary(),
                knowledge.characters(),
                knowledge.labels(),
                knowledge.features(),
                values);
        return new ExampleScorer(network, other, ALL, pool, round);
    }

    /** A scorer of what is wanted. */
    public ExampleScorer scorer(ExampleScorer.Wanted wanted) {
        return new ExampleScorer(network, knowledge, wanted, pool, round);
    }

    private static Says says(HeadSpec head) {
        boolean steps = head.pool() == Pool.NONE;
        return switch (head.output()) {
            case SOFTMAX -> steps ? Says.STEP_CLASS : Says.RECORD_CLASS;
            case SIGMOID -> steps ? Says.STEP_CLASSES : Says.RECORD_CLASSES;
            case LINEAR -> steps ? Says.STEP_VALUES : Says.RECORD_VALUES;
        };
    }

    private static UnitRules units(Unit unit) {
        return new UnitRules(
                new VocabularySpec(unit, 6, 0, 1, false, VocabularySpec.Normalize.NONE),
                DataSpec.Context.LINE,
                false,
                DataSpec.InvalidUtf8.REPLACE,
                0,
                DataSpec.TooLong.REJECT);
    }
}
