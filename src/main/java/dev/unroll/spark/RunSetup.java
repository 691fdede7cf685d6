package dev.unroll.spark;

import dev.unroll.nn.InputPath;
import dev.unroll.nn.Network;
import dev.unroll.nn.Sizes;
import dev.unroll.spec.Spec;
import java.io.Serializable;

/**
 * What every task of a run must know, small enough to travel with each.
 *
 * @param run names the run: what a JVM keeps for one run is not used by another
 * @param spec the configuration
 * @param vocabulary V
 */
public record RunSetup(String run, Spec spec, int vocabulary) implements Serializable {
    /** The network in training. */
    public Network trainingNetwork() {
        InputPath path = InputPath.training(
                spec.network(), sizes(), spec.train().batch(), spec.train().steps());
        return new Network(spec.network(), sizes(), path);
    }

    /** The network in evaluation and scoring. */
    public Network scoringNetwork() {
        return new Network(spec.network(), sizes(), InputPath.scoring(spec.network(), sizes()));
    }

    private Sizes sizes() {
        return Sizes.ofUnits(vocabulary);
    }
}
