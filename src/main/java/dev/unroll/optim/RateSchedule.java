package dev.unroll.optim;

import dev.unroll.spec.ScheduleSpec;

/**
 * The learning rate as a pure function of the units seen before a step, so that neither the number of workers nor a
 * resume can change it. The plateau's own factor, which depends on what was measured, is {@link Plateau}.
 */
public final class RateSchedule {
    /*
     * warm-up   w(u) = min(1, u / warmUp)                       times what follows
     * constant  rate
     * step      rate factor^n(e), e = u / unitsPerEpoch,
     *           n(e) = 0 while e < after, then 1 + floor((e - after) / every);  after = 0 stands for after = every
     * cosine    rate (final + (1 - final) (1 + cos(pi p)) / 2), p = (u - warmUp) / (total - warmUp) within [0, 1]
     */

    /** A boundary that falls on a fraction of an epoch is met although division rounds. */
    private static final double SLACK = 1e-9;

    private final ScheduleSpec spec;
    private final long unitsPerEpoch;
    private final long totalUnits;

    /**
     * @param unitsPerEpoch targets in one pass over the training split, at least 1
     * @param totalUnits targets in the whole training, where the cosine ends
     */
    public RateSchedule(ScheduleSpec spec, long unitsPerEpoch, long totalUnits) {
        if (unitsPerEpoch < 1) {
            throw new IllegalArgumentException("an epoch has no units: unitsPerEpoch=" + unitsPerEpoch);
        }
        this.spec = spec;
        this.unitsPerEpoch = unitsPerEpoch;
        this.totalUnits = totalUnits;
    }

    /** The rate of a step that is taken after {@code units} units were seen, without the plateau's factor. */
    public double at(long units) {
        double rate =
                switch (spec.kind()) {
                    case CONSTANT, PLATEAU -> spec.rate();
                    case STEP -> spec.rate() * StrictMath.pow(spec.factor(), drops(units));
                    case COSINE -> spec.rate() * cosine(units);
                };
        return units < spec.warmUpUnits() ? rate * units / spec.warmUpUnits() : rate;
    }

    private double drops(long units) {
        double epochs = (double) units / unitsPerEpoch;
        double after = spec.afterEpochs() > 0 ? spec.afterEpochs() : spec.everyEpochs();
        double beyond = (epochs - after) / spec.everyEpochs() + SLACK;
        return beyond < 0 ? 0 : 1 + Math.floor(beyond);
    }

    private double cosine(long units) {
        long span = totalUnits - spec.warmUpUnits();
        double progress = span <= 0 ? 1 : (double) (units - spec.warmUpUnits()) / span;
        progress = Math.max(0, Math.min(1, progress));
        return spec.finalRate() + (1 - spec.finalRate()) * (1 + StrictMath.cos(StrictMath.PI * progress)) / 2;
    }
}
