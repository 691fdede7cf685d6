package dev.unroll.spark;

import dev.unroll.data.Constraints;
import dev.unroll.data.ExampleRules;
import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.Preprocessing;
import dev.unroll.data.RecordContent;
import dev.unroll.data.TurnSpec;
import dev.unroll.nn.InputPath;
import dev.unroll.nn.LabelRules;
import dev.unroll.nn.Network;
import dev.unroll.nn.Sizes;
import dev.unroll.spec.LabelSpec;
import dev.unroll.spec.RecordFormats;
import dev.unroll.spec.Spec;
import java.io.Serializable;
import java.util.Optional;

/**
 * What every task of a run must know, small enough to travel with each.
 *
 * @param run names the run: what a JVM keeps for one run is not used by another
 * @param spec the configuration
 * @param sizes of the network's ends
 * @param rules what is known of the labels
 * @param content what is read in records, and said about them
 */
public record RunSetup(String run, Spec spec, Sizes sizes, LabelRules rules, RecordContent content)
        implements Serializable {
    /** A run of a language model over so many units. */
    public RunSetup(String run, Spec spec, int vocabulary) {
        this(run, spec, Sizes.ofUnits(vocabulary), LabelRules.NONE, RecordContent.NEXT_UNIT);
    }

    /** A run of whatever task with what was learnt from its corpus. */
    public static RunSetup of(String run, Spec spec, Preprocessing learnt) {
        Optional<Says> says = ExampleRules.of(spec).map(ExampleRules::says);
        return new RunSetup(run, spec, sizes(spec, learnt, says), rules(spec, learnt), learnt.content(says));
    }

    private static Sizes sizes(Spec spec, Preprocessing learnt, Optional<Says> says) {
        int characters =
                spec.network().words().spelling() > 0 ? learnt.characters().size() : 0;
        return new Sizes(
                learnt.units(), learnt.features().width(), learnt.outputs(says), characters, learnt.given(says));
    }

    private static LabelRules rules(Spec spec, Preprocessing learnt) {
        boolean spans = spec.data().format().equals(RecordFormats.CONLL)
                && spec.data().labels().scheme() != LabelSpec.Scheme.NONE;
        if (spec.network().head().crf() && spans) {
            return new LabelRules(
                    new float[0], Constraints.ofSpans(learnt.labels().names()));
        }
        float[] weights = learnt.labels().weights();
        return weights.length == 0 ? LabelRules.NONE : new LabelRules(weights, Constraints.NONE);
    }

    /** The network in training. */
    public Network trainingNetwork() {
        InputPath path = InputPath.training(
                spec.network(), sizes, spec.train().batch(), spec.train().steps());
        return new Network(spec.network(), sizes, path, rules);
    }

    /** The network in evaluation and scoring. */
    public Network scoringNetwork() {
        return new Network(spec.network(), sizes, InputPath.scoring(spec.network(), sizes), rules);
    }

    /** How a shard of the training part is cut into mini-batches. */
    TurnSpec turns() {
        return TurnSpec.of(spec).with(content);
    }
}
