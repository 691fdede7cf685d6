package dev.unroll.train;

import dev.unroll.data.Cursor;
import dev.unroll.io.Checkpoint;
import dev.unroll.optim.Optimizer;
import dev.unroll.optim.OuterOptimizer;
import dev.unroll.optim.Plateau;
import dev.unroll.optim.WeightAverage;
import dev.unroll.spec.TrainSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a training knows between two rounds: what a checkpoint holds.
 *
 * <p>Memory: 4 bytes a weight for the weights, for each moment of the optimizers, for the average and for the best weights; 10 M weights
 * with Adam: 160 MB.
 */
public final class TrainingState {
    private static final byte[] NO_CARRY = {};

    final float[] weights;
    final Optimizer optimizer;
    final OuterOptimizer outer;
    final Plateau plateau;
    final @Nullable WeightAverage average;
    byte[][] carries;
    Cursor cursor;
    long round;
    long units;
    float[] best = {};
    double bestMetric = Double.POSITIVE_INFINITY;
    long bestRound = -1;
    int sinceBest;

    /**
     * The state before the first round.
     *
     * @param spec how to train
     * @param weights the first weights, taken over
     * @param start where the schedule begins
     */
    public TrainingState(TrainSpec spec, float[] weights, Cursor start) {
        cursor = start;
        this.weights = weights;
        optimizer = Optimizer.of(spec.optimizer(), weights.length);
        outer = new OuterOptimizer(spec.sync().outerRate(), spec.sync().outerMomentum(), weights.length);
        plateau = new Plateau(spec.schedule());
        average = spec.ema() > 0 ? new WeightAverage(spec.ema(), weights.length) : null;
        carries = new byte[spec.workers()][];
        Arrays.fill(carries, NO_CARRY);
    }

    /** Finished rounds. */
    public long round() {
        return round;
    }

    /** Targets seen. */
    public long units() {
        return units;
    }

    /**
     * What the best weights so far were chosen by, lower being better: their validation loss, or the figure of {@code train.select},
     * negated if more of it is better; infinity before the first evaluation.
     */
    public double bestMetric() {
        return bestMetric;
    }

    /** Finished rounds when it was measured, -1 before. */
    public long bestRound() {
        return bestRound;
    }

    /** Whether so many evaluations have been no better than the best one that training ends, however long it may be. */
    public boolean isOutOfPatience(TrainSpec spec) {
        return spec.patience() > 0 && sinceBest >= spec.patience();
    }

    /** The weights that are evaluated and exported: the average where there is one. */
    public float[] smoothed() {
        WeightAverage mean = average;
        return mean == null || mean.rounds() == 0 ? weights : mean.weights();
    }

    /** The best weights seen by an evaluation, otherwise the last. */
    public float[] result() {
        return best.length == 0 ? smoothed() : best;
    }

    /** Adds this state to a checkpoint. */
    void save(Checkpoint.Builder out) {
        out.array("weights", weights);
        for (int s = 0; s < optimizer.state().length; s++) {
            out.array("optimizer." + optimizer.stateNames().get(s), optimizer.state()[s]);
        }
        for (int s = 0; s < outer.state().length; s++) {
            out.array("outer." + outer.stateNames().get(s), outer.state()[s]);
        }
        out.number("optimizer.steps", optimizer.steps());
        WeightAverage mean = average;
        if (mean != null) {
            out.array("average", mean.weights()).number("average.rounds", mean.rounds());
        }
        out.real("plateau.best", plateau.state().best());
        out.number("plateau.bad", plateau.state().bad());
        out.real("plateau.factor", plateau.state().factor());
        out.number("cursor.epoch", cursor.epoch()).number("cursor.round-in-epoch", cursor.roundInEpoch());
        out.text("cursor.turns", join(cursor.turns())).text("cursor.windows", join(cursor.windows()));
        for (int w = 0; w < carries.length; w++) {
            out.bytes("carry." + w, carries[w]);
        }
        out.number("units", units);
        out.array("best", best).real("best.metric", bestMetric).number("best.round", bestRound);
        out.number("best.since", sinceBest);
    }

    /** Takes over what {@link #save} wrote. */
    void restore(Checkpoint in) {
        round = in.round();
        copy(in, "weights", weights);
        for (int s = 0; s < optimizer.state().length; s++) {
            copy(in, "optimizer." + optimizer.stateNames().get(s), optimizer.state()[s]);
        }
        for (int s = 0; s < outer.state().length; s++) {
            copy(in, "outer." + outer.stateNames().get(s), outer.state()[s]);
        }
        optimizer.setSteps(in.number("optimizer.steps"));
        WeightAverage mean = average;
        if (mean != null) {
            copy(in, "average", mean.weights());
            mean.setRounds(in.number("average.rounds"));
        }
        plateau.restore(
                new Plateau.State(in.real("plateau.best"), (int) in.number("plateau.bad"), in.real("plateau.factor")));
        cursor = new Cursor(
                in.round(),
                (int) in.number("cursor.epoch"),
                (int) in.number("cursor.round-in-epoch"),
                split(in.text("cursor.turns")),
                split(in.text("cursor.windows")));
        for (int w = 0; w < carries.length; w++) {
            carries[w] = in.bytes("carry." + w);
        }
        units = in.number("units");
        best = in.array("best");
        bestMetric = in.real("best.metric");
        bestRound = in.number("best.round");
        sinceBest = (int) in.number("best.since");
    }

    private static String join(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static List<Integer> split(String text) {
        return Arrays.stream(text.split(" ")).map(Integer::valueOf).toList();
    }

    private static void copy(Checkpoint in, String name, float[] into) {
        float[] saved = in.array(name);
        if (saved.length != into.length) {
            throw new IllegalStateException(
                    "checkpoint does not fit: array=" + name + " length=" + saved.length + " expected=" + into.length);
        }
        System.arraycopy(saved, 0, into, 0, into.length);
    }
}
