package dev.unroll.train;

import dev.unroll.data.RoundPlan;
import dev.unroll.data.Schedule;
import dev.unroll.io.Checkpoint;
import dev.unroll.io.CheckpointFolder;
import dev.unroll.nn.Carry;
import dev.unroll.nn.Layout;
import dev.unroll.nn.Loss;
import dev.unroll.optim.Clip;
import dev.unroll.optim.RateSchedule;
import dev.unroll.optim.WeightAverage;
import dev.unroll.spec.SyncSpec;
import dev.unroll.spec.TrainSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The driver's loop: plan a round, have it run, divide, refuse what is not finite, clip, step; now and then evaluate and save.
 *
 * @implNote After a round with one local step, with sums over all workers:
 *
 * <pre>
 *   g = sum of gradients / sum of weights      a term's weight is 1 unless its class has one
 *   g = clip by value, then by norm
 *   w = optimizer(w, g, rate)
 * </pre>
 *
 * and after one with several, each worker k having come to w_k from w:
 *
 * <pre>
 *   d = sum of weight_k (w_k - w) / sum of weight_k
 *   w = outer(w, d)
 *   moments = sum of weight_k moments_k / sum of weight_k, where they are averaged
 * </pre>
 */
public final class Training {
    /**
     * What the loop works with.
     *
     * @param layout names slots in messages
     * @param schedule which worker has which mini-batches
     * @param unitsPerEpoch targets of the training split
     * @param rounds where they run
     * @param evaluation how weights are measured
     * @param checkpoints where the state is kept
     * @param identity whose checkpoints they are
     */
    public record Setting(
            Layout layout,
            Schedule schedule,
            long unitsPerEpoch,
            Rounds rounds,
            Evaluation evaluation,
            CheckpointFolder checkpoints,
            Identity identity) {}

    /**
     * What a checkpoint must remember of its training, under {@link #IDENTITY}.
     *
     * @param texts such as the resolved configuration
     * @param files such as the vocabulary
     */
    public record Identity(Map<String, String> texts, Map<String, byte[]> files) {}

    private static final byte[] NO_CARRY = {};
    /** The part of a checkpoint that says whose it is. */
    public static final String IDENTITY = "identity.";

    private final TrainSpec spec;
    private final Setting setting;
    private final TrainingState state;
    private final RateSchedule rates;
    private final List<TrainingListener> listeners;
    private long savedRound = -1;

    /**
     * @param spec how to train
     * @param setting with what
     * @param state where to begin
     * @param listeners are told
     */
    public Training(TrainSpec spec, Setting setting, TrainingState state, List<TrainingListener> listeners) {
        this.spec = spec;
        this.setting = setting;
        this.state = state;
        this.listeners = List.copyOf(listeners);
        long unitsPerEpoch = Math.max(1, setting.unitsPerEpoch());
        long totalUnits = spec.rounds() > 0
                ? Math.round((double) unitsPerEpoch
                        * spec.rounds()
                        / setting.schedule().rounds(0))
                : Math.multiplyExact(unitsPerEpoch, (long) spec.epochs());
        rates = new RateSchedule(spec.schedule(), unitsPerEpoch, totalUnits);
    }

    /** Goes on from a checkpoint. */
    public void restore(Checkpoint checkpoint) {
        state.restore(checkpoint);
        savedRound = checkpoint.round();
    }

    /**
     * Trains to the end and returns the state there. It is saved, but for an evaluation that is due only because training ends: a
     * longer training would not have had it, and one that is resumed must not know of it.
     */
    public TrainingState run() {
        while (!ended()) {
            RoundPlan plan = setting.schedule().plan(state.cursor);
            round(plan);
            state.cursor = plan.next();
            state.round++;
            if (evaluationIsDue()) {
                evaluate();
            }
            if (state.round % spec.checkpointEvery() == 0) {
                save();
            }
        }
        if (savedRound != state.round) {
            save();
        }
        if (!evaluationIsDue()) {
            choose();
        }
        return state;
    }

    private boolean evaluationIsDue() {
        boolean epochEnded = state.cursor.roundInEpoch() == 0;
        return spec.evaluateEvery() == 0 ? epochEnded : state.round % spec.evaluateEvery() == 0;
    }

    private boolean ended() {
        boolean allDone = spec.rounds() > 0 ? state.round >= spec.rounds() : state.cursor.epoch() >= spec.epochs();
        return allDone || state.isOutOfPatience(spec);
    }

    private void round(RoundPlan plan) {
        List<Worker.Part> parts = new ArrayList<>();
        for (RoundPlan.Work work : plan.work()) {
            if (work.count() > 0) {
                byte[] carry = state.carries[work.worker()];
                parts.add(
                        new Worker.Part(work.worker(), work.shard(), plan.epoch(), work.window(), work.count(), carry));
            }
        }
        double rate = rates.at(state.units) * state.plateau.factor();
        Worker.Round round =
                new Worker.Round(state.round, rate, state.weights.clone(), innerState(), state.optimizer.steps());
        Rounds.Outcome outcome = setting.rounds().run(round, parts);
        Loss loss = outcome.sum().loss();
        state.carries = outcome.carries();
        String fault = outcome.faults().stream().map(Rounds.Fault::toString).collect(Collectors.joining(", "));
        if (fault.isEmpty() && !loss.isWeightless()) {
            float[] mean = outcome.sum().mean();
            fault = NotFinite.describe(loss, setting.layout(), mean);
            if (fault.isEmpty()) {
                double norm = step(mean, rate, plan.localSteps());
                state.units += loss.terms();
                report(loss, rate, norm);
            }
        }
        if (!fault.isEmpty()) {
            refuse(fault, outcome.faults());
        }
    }

    private float[][] innerState() {
        boolean travels = spec.sync().localSteps() > 1 && spec.sync().innerState() == SyncSpec.InnerState.AVERAGE;
        if (!travels) {
            return new float[0][];
        }
        float[][] moments = new float[state.optimizer.state().length][];
        for (int s = 0; s < moments.length; s++) {
            moments[s] = state.optimizer.state()[s].clone();
        }
        return moments;
    }

    /** Steps the weights by the mean gradient or difference; returns its norm before clipping. */
    private double step(float[] mean, double rate, int localSteps) {
        double norm;
        if (spec.sync().localSteps() == 1) {
            norm = Worker.clip(spec, mean);
            state.optimizer.step(state.weights, mean, rate);
        } else {
            int size = state.weights.length;
            float[] difference = Arrays.copyOf(mean, size);
            norm = Clip.norm(difference);
            state.outer.step(state.weights, difference);
            float[][] moments = state.optimizer.state();
            for (int s = 0; mean.length > size && s < moments.length; s++) {
                System.arraycopy(mean, (s + 1) * size, moments[s], 0, size);
            }
            if (spec.sync().innerState() == SyncSpec.InnerState.AVERAGE) {
                state.optimizer.setSteps(state.optimizer.steps() + localSteps);
            }
        }
        WeightAverage average = state.average;
        if (average != null) {
            average.add(state.weights);
        }
        return norm;
    }

    private void report(Loss loss, double rate, double norm) {
        double epoch = (double) state.units / setting.unitsPerEpoch();
        TrainingListener.RoundEnd end = new TrainingListener.RoundEnd(
                state.round + 1, epoch, loss.mean(), rate, norm, loss.terms(), state.units);
        listeners.forEach(listener -> listener.roundEnded(end));
    }

    private void refuse(String what, List<Rounds.Fault> faults) {
        if (spec.nonFinite() == TrainSpec.NonFinite.STOP) {
            throw new TrainingException(
                    "training is not finite: round=" + (state.round + 1) + " " + what + "; hint: " + hint());
        }
        for (Rounds.Fault fault : faults) {
            state.carries[fault.worker()] = NO_CARRY;
        }
        for (int w = 0; w < state.carries.length; w++) {
            state.carries[w] = finite(state.carries[w]) ? state.carries[w] : NO_CARRY;
        }
        listeners.forEach(listener -> listener.skipped(state.round + 1, what));
    }

    private String hint() {
        String clip = spec.clip().norm() > 0
                ? "lower train.rate or train.clip-norm"
                : "lower train.rate, set train.clip-norm";
        String saved = savedRound < 0 ? "" : "; the checkpoint of round " + savedRound + " is good";
        return clip + ", or set train.non-finite=skip-round" + saved;
    }

    private static boolean finite(byte[] carry) {
        return carry.length == 0 || Carry.fromBytes(carry).isFinite();
    }

    private void evaluate() {
        Evaluation.Outcome outcome = choose();
        if (!outcome.loss().isWeightless()) {
            state.sinceBest = state.bestRound == state.round ? 0 : state.sinceBest + 1;
            state.plateau.observe(outcome.metric());
        }
    }

    /** Measures the weights and keeps them if they are the best so far. */
    private Evaluation.Outcome choose() {
        Evaluation.Outcome outcome =
                setting.evaluation().choose(state.smoothed().clone());
        Loss loss = outcome.loss();
        if (!loss.isWeightless()) {
            double metric = outcome.metric();
            boolean best = metric < state.bestMetric;
            if (best) {
                state.bestMetric = metric;
                state.bestRound = state.round;
                state.best = state.smoothed().clone();
            }
            double epoch = (double) state.units / setting.unitsPerEpoch();
            TrainingListener.EvaluationEnd end = new TrainingListener.EvaluationEnd(
                    state.round, epoch, loss.mean(), loss.terms(), best, outcome.by());
            listeners.forEach(listener -> listener.evaluated(end));
        }
        return outcome;
    }

    private void save() {
        Checkpoint.Builder out = new Checkpoint.Builder(state.round);
        out.textMap(IDENTITY, setting.identity().texts());
        setting.identity().files().forEach((name, bytes) -> out.bytes(IDENTITY + name, bytes));
        state.save(out);
        try {
            setting.checkpoints().save(out.build());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a checkpoint: round=" + state.round, e);
        }
        savedRound = state.round;
        listeners.forEach(listener -> listener.saved(state.round));
    }
}
