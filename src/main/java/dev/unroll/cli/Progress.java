package dev.unroll.cli;

import dev.unroll.spec.TrainSpec;
import dev.unroll.train.TrainingListener;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows round, epoch, loss, speed and the time that is left.
 *
 * @implNote Speed and time come from the last half minute or minute, since the first rounds wait for the JVM's compiler.
 */
final class Progress implements TrainingListener {
    private static final long WINDOW = 30_000_000_000L;

    /** Where training stood at some time. */
    private record Mark(long time, double done, long units) {}

    private final TrainSpec spec;
    private final String measure;
    private final ProgressDisplay display;
    private final LongSupplier nanoTime;
    private long begun;
    private Mark older = new Mark(0, 0, 0);
    private Mark newer = older;
    private long lastUpdate;
    private double lossSum;
    private long lossUnits;
    private long units;

    /**
     * @param spec how long training takes
     * @param measure what the loss on held-out records is, such as {@code nats}
     * @param display where it is shown
     * @param nanoTime the clock
     */
    Progress(TrainSpec spec, String measure, ProgressDisplay display, LongSupplier nanoTime) {
        this.spec = spec;
        this.measure = measure;
        this.display = display;
        this.nanoTime = nanoTime;
        begin(0);
    }

    /**
     * Training begins now.
     *
     * @param done the share of it that is done already, from 0 to 1
     */
    void begin(double done) {
        begun = nanoTime.getAsLong();
        older = new Mark(begun, done, units);
        newer = older;
        lastUpdate = begun;
    }

    /** The share of a training that is done after so many rounds and passes. */
    static double done(TrainSpec spec, long rounds, double epochs) {
        return Math.min(1, spec.rounds() > 0 ? (double) rounds / spec.rounds() : epochs / spec.epochs());
    }

    /** Units trained on in this process, per second of wall-clock time, evaluations and checkpoints included. */
    double unitsPerSecond() {
        return units / Math.max(1e-9, seconds());
    }

    /** Since training began in this process. */
    double seconds() {
        return (nanoTime.getAsLong() - begun) / 1e9;
    }

    @Override
    public void roundEnded(RoundEnd end) {
        units += end.units();
        lossSum += end.loss() * end.units();
        lossUnits += end.units();
        long now = nanoTime.getAsLong();
        Mark mark = new Mark(now, done(spec, end.round(), end.epoch()), units);
        if (now - newer.time() >= WINDOW) {
            older = newer;
            newer = mark;
        }
        if (now - lastUpdate >= display.interval()) {
            lastUpdate = now;
            display.update(place(end.round(), end.epoch())
                    + String.format(Locale.ROOT, "  loss %.4f", lossSum / lossUnits)
                    + speedAndTime(mark));
            lossSum = 0;
            lossUnits = 0;
        }
    }

    private String speedAndTime(Mark mark) {
        double seconds = (mark.time() - older.time()) / 1e9;
        double share = mark.done() - older.done();
        String left = share <= 0 ? "" : "  " + Numbers.time(seconds * (1 - mark.done()) / share) + " left";
        return String.format(Locale.ROOT, "  %,.0f units/s%s", (mark.units() - older.units()) / seconds, left);
    }

    private String place(long round, double epoch) {
        String passes = spec.rounds() > 0 ? "" : "/" + spec.epochs();
        String rounds = spec.rounds() > 0 ? "/" + Numbers.count(spec.rounds()) : "";
        return "round " + Numbers.count(round) + rounds + "  epoch " + Numbers.ratio(epoch) + passes;
    }

    @Override
    public void evaluated(EvaluationEnd end) {
        String figure = end.by()
                .map(by -> "  " + by.name() + " " + Numbers.figure(by.value()))
                .orElse("");
        display.keep(place(end.round(), end.epoch()) + "  validation " + Numbers.nats(end.nats()) + " " + measure
                + figure
                + (end.best() ? "  best so far" : ""));
    }

    @Override
    public void skipped(long round, String what) {
        display.keep("round " + Numbers.count(round) + " is left out, it is not finite: " + what);
    }

    @Override
    public void saved(long round) {}

    /** Training is over. */
    void end() {
        display.end();
    }
}
