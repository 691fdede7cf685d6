package dev.unroll.spark;

import dev.unroll.data.ExampleRules;
import dev.unroll.data.LabelSet;
import dev.unroll.data.Preprocessing;
import dev.unroll.data.Standardisation;
import dev.unroll.data.Vocabulary;
import dev.unroll.data.format.Formats;
import dev.unroll.data.format.ReverseComplement;
import dev.unroll.data.format.SegmentClasses;
import dev.unroll.spec.DnaSpec;
import dev.unroll.spec.Spec;
import dev.unroll.train.Worker;
import dev.unroll.train.scoring.ExampleScorer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A model of labelled records on its way to the tasks that say something of records. */
final class LabellingModel implements Serializable {
    private static final long serialVersionUID = 1L;

    private final RunSetup setup;
    private final ExampleRules rules;
    private final KnownUnits units;
    private final KnownUnits characters;
    private final ArrayList<String> labels;
    private final Standardisation features;
    private final Standardisation values;
    private final float[] weights;

    LabellingModel(Spec spec, Preprocessing learnt, float[] weights) {
        this.setup = RunSetup.of(UUID.randomUUID().toString(), spec, learnt);
        this.rules = ExampleRules.of(spec).orElseThrow();
        this.units = new KnownUnits(learnt.vocabulary());
        this.characters = new KnownUnits(learnt.characters());
        this.labels = new ArrayList<>(learnt.labels().names());
        this.features = learnt.features();
        this.values = learnt.values();
        this.weights = weights;
    }

    ExampleRules rules() {
        return rules;
    }

    /** Scores in this JVM. */
    ExampleScorer scorer(ExampleScorer.Detail detail) {
        ExecutorState state = ExecutorState.of(setup);
        ExampleScorer.Knowledge knowledge = new ExampleScorer.Knowledge(
                rules, units.vocabulary(), characters.vocabulary(), LabelSet.inOrder(labels), features, values);
        Worker.Round round = new Worker.Round(0, 0, weights, new float[0][], 0);
        return new ExampleScorer(
                state.scoringNetwork(),
                knowledge,
                new ExampleScorer.Wanted(detail, otherStrand(setup.spec(), units.vocabulary(), labels)),
                state.scoringPool(),
                round);
    }

    /** How the other strand is read, where it was in training. */
    static @Nullable ReverseComplement otherStrand(Spec spec, Vocabulary vocabulary, List<String> labels) {
        if (!spec.data().dna().letters().reverseComplement()) {
            return null;
        }
        SegmentClasses classes = spec.data().isGenome()
                ? SegmentClasses.of(Formats.baseLabels(spec), labels)
                : SegmentClasses.plain(labels);
        return spec.data().dna().letters().ambiguous() == DnaSpec.Ambiguous.MIXTURES
                ? ReverseComplement.ofMixtures(classes)
                : ReverseComplement.of(vocabulary, classes);
    }
}
