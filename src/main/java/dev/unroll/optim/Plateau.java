package dev.unroll.optim;

import dev.unroll.spec.ScheduleSpec;

/**
 * Lowers the rate when the validation metric stops improving: at the {@code patience}-th evaluation in a row without a
 * new best (at the first, if patience is 0) the factor is multiplied and the count starts again. For the other
 * schedules the factor stays 1.
 */
public final class Plateau {
    /**
     * What a checkpoint keeps.
     *
     * @param best lowest metric so far, infinity before the first
     * @param bad evaluations since the best or since the last drop
     * @param factor what the schedule's rate is multiplied by
     */
    public record State(double best, int bad, double factor) {
        /** Before the first evaluation. */
        public static final State START = new State(Double.POSITIVE_INFINITY, 0, 1);
    }

    private final ScheduleSpec spec;
    private State state = State.START;

    /** A plateau that has seen nothing. */
    public Plateau(ScheduleSpec spec) {
        this.spec = spec;
    }

    /**
     * Takes note of an evaluation.
     *
     * @param metric lower is better; NaN counts as no improvement
     */
    public void observe(double metric) {
        if (spec.kind() != ScheduleSpec.Kind.PLATEAU) {
            return;
        }
        if (metric < state.best()) {
            state = new State(metric, 0, state.factor());
        } else if (state.bad() + 1 < spec.patience()) {
            state = new State(state.best(), state.bad() + 1, state.factor());
        } else {
            state = new State(state.best(), 0, state.factor() * spec.factor());
        }
    }

    /** What the schedule's rate is multiplied by. */
    public double factor() {
        return state.factor();
    }

    /** For the checkpoint. */
    public State state() {
        return state;
    }

    /** Goes on from a checkpoint. */
    public void restore(State saved) {
        state = saved;
    }
}
