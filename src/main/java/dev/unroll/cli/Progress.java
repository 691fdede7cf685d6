package dev.unroll.cli;

import dev.unroll.spec.TrainSpec;
import dev.unroll.train.TrainingListener;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Shows round, epoch, loss, speed and the time that is left. */
final class Progress implements TrainingListener {
    private final TrainSpec spec;
    private final ProgressDisplay display;
    private final LongSupplier nanoTime;
    private long begun;
    private double doneBefore;
    private long lastUpdate;
    private double lossSum;
    private long lossUnits;
    private long units;

    /**
     * @param spec how long training takes
     * @param display where it is shown
     * @param nanoTime the clock
     */
    Progress(TrainSpec spec, ProgressDisplay display, LongSupplier nanoTime) {
        this.spec = spec;
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
        doneBefore = done;
        begun = nanoTime.getAsLong();
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
        if (now - lastUpdate >= display.interval()) {
            lastUpdate = now;
            display.update(place(end.round(), end.epoch())
                    + String.format(
                            Locale.ROOT,
                            "  loss %.4f  %,.0f units/s%s",
                            lossSum / lossUnits,
                            unitsPerSecond(),
                            left(done(spec, end.round(), end.epoch()))));
            lossSum = 0;
            lossUnits = 0;
        }
    }

    private String place(long round, double epoch) {
        String passes = spec.rounds() > 0 ? "" : "/" + spec.epochs();
        String rounds = spec.rounds() > 0 ? "/" + Numbers.count(spec.rounds()) : "";
        return "round " + Numbers.count(round) + rounds + String.format(Locale.ROOT, "  epoch %.2f", epoch) + passes;
    }

    private String left(double done) {
        double mine = done - doneBefore;
        return mine <= 0 ? "" : "  " + Numbers.time(seconds() * (1 - done) / mine) + " left";
    }

    @Override
    public void evaluated(EvaluationEnd end) {
        display.keep(place(end.round(), end.epoch()) + "  validation " + Numbers.nats(end.nats()) + " nats"
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
