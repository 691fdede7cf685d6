package dev.unroll.train;

import dev.unroll.data.Cursor;
import dev.unroll.data.RoundPlan;
import dev.unroll.data.Turn;
import dev.unroll.math.Kernels;
import dev.unroll.nn.Carry;
import dev.unroll.nn.Loss;
import dev.unroll.nn.Network;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.spec.SyncSpec;
import dev.unroll.spec.TrainSpec;

/**
 * Rounds with Adam in double, straight from their definition: oracle of {@link Worker}, {@link Fold} and {@link Training}. Of them it
 * shares nothing; gradients come from {@link Network#train}, the order of windows from the schedule.
 */
final class DoubleTraining {
    /** Weights and moments on their way. */
    private static final class Point {
        final double[] weights;
        final double[] first;
        final double[] second;
        long steps;

        Point(double[] weights, double[] first, double[] second, long steps) {
            this.weights = weights;
            this.first = first;
            this.second = second;
            this.steps = steps;
        }

        Point copy() {
            return new Point(weights.clone(), first.clone(), second.clone(), steps);
        }
    }

    private final TinyRun run;
    private final TrainSpec spec;
    private final PackedNetwork packed;
    private final Carry[] carries; // by worker
    private final Point at;
    private final double[] velocity;
    private Cursor cursor;

    /** Times that a limit was exceeded: a test of the limits wants to see both above 0. */
    int valuesClipped;

    int normsClipped;

    DoubleTraining(TinyRun run) {
        this.run = run;
        spec = run.spec.train();
        packed = run.network.allocate(Kernels.best());
        carries = new Carry[spec.workers()];
        float[] start = run.weights();
        double[] weights = new double[start.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = start[i];
        }
        at = new Point(weights, new double[start.length], new double[start.length], 0);
        velocity = new double[start.length];
        cursor = run.schedule.start();
    }

    double[] weights() {
        return at.weights;
    }

    double[] first() {
        return at.first;
    }

    double[] second() {
        return at.second;
    }

    long steps() {
        return at.steps;
    }

    /** The next round. */
    void round() {
        RoundPlan plan = run.schedule.plan(cursor);
        if (spec.sync().localSteps() == 1) {
            averageGradients(plan);
        } else {
            averageDifferences(plan);
        }
        cursor = plan.next();
    }

    /** g = (g_1 + g_2 + ...) / (n_1 + n_2 + ...). */
    private void averageGradients(RoundPlan plan) {
        double[] sum = new double[at.weights.length];
        long terms = 0;
        for (RoundPlan.Work work : plan.work()) {
            if (work.count() > 0) {
                terms += gradient(at.weights, work, work.window(), sum).terms();
            }
        }
        step(at, sum, terms);
    }

    /** d = (n_1 (w_1 - w) + n_2 (w_2 - w) + ...) / (n_1 + n_2 + ...), the moments alike. */
    private void averageDifferences(RoundPlan plan) {
        int size = at.weights.length;
        double[] difference = new double[size];
        double[] first = new double[size];
        double[] second = new double[size];
        long all = 0;
        for (RoundPlan.Work work : plan.work()) {
            Point own = at.copy();
            long terms = 0;
            for (int window = work.window(); window < work.window() + work.count(); window++) {
                double[] sum = new double[size];
                Loss loss = gradient(own.weights, work, window, sum);
                step(own, sum, loss.terms());
                terms += loss.terms();
            }
            for (int i = 0; i < size; i++) {
                difference[i] += terms * (own.weights[i] - at.weights[i]);
                first[i] += terms * own.first[i];
                second[i] += terms * own.second[i];
            }
            all += terms;
        }
        boolean average = spec.sync().innerState() == SyncSpec.InnerState.AVERAGE;
        for (int i = 0; i < size; i++) {
            double d = difference[i] / all;
            velocity[i] = spec.sync().outerMomentum() * velocity[i] + d;
            at.weights[i] += spec.sync().outerRate() * (d + spec.sync().outerMomentum() * velocity[i]);
            at.first[i] = average ? first[i] / all : 0;
            at.second[i] = average ? second[i] / all : 0;
        }
        at.steps += average ? plan.localSteps() : 0;
    }

    /** Adds the gradient of a window's summed loss to {@code sum}. */
    private Loss gradient(double[] weights, RoundPlan.Work work, int window, double[] sum) {
        Turn turn = run.turn(work.shard());
        float[] rounded = new float[weights.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) weights[i];
        }
        run.network.load(rounded, packed);
        if (window == 0) {
            carries[work.worker()] = run.network.zeroCarry(turn.at(0).lanes());
        }
        float[] gradient = new float[weights.length];
        Network.Window place = new Network.Window(turn.at(window), carries[work.worker()], null);
        Loss loss = run.network.train(packed, place, run.network.workspace(), gradient);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += gradient[i];
        }
        return loss;
    }

    /** Divide, limit each element, then the norm, then Adam. */
    private void step(Point point, double[] sum, long terms) {
        double squares = 0;
        double limit = spec.clip().value() > 0 ? spec.clip().value() : Double.POSITIVE_INFINITY;
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= terms;
            valuesClipped += Math.abs(sum[i]) > limit ? 1 : 0;
            sum[i] = Math.max(-limit, Math.min(limit, sum[i]));
            squares += sum[i] * sum[i];
        }
        boolean tooLong =
                spec.clip().norm() > 0 && Math.sqrt(squares) > spec.clip().norm();
        normsClipped += tooLong ? 1 : 0;
        double scale = tooLong ? spec.clip().norm() / Math.sqrt(squares) : 1;
        point.steps++;
        double b1 = spec.optimizer().beta1();
        double b2 = spec.optimizer().beta2();
        for (int i = 0; i < sum.length; i++) {
            double g = scale * sum[i];
            point.first[i] = b1 * point.first[i] + (1 - b1) * g;
            point.second[i] = b2 * point.second[i] + (1 - b2) * g * g;
            double m = point.first[i] / (1 - StrictMath.pow(b1, point.steps));
            double v = point.second[i] / (1 - StrictMath.pow(b2, point.steps));
            point.weights[i] -= spec.schedule().rate()
                    * m
                    / (Math.sqrt(v) + spec.optimizer().epsilon());
        }
    }
}
