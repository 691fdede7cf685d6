package dev.unroll.check;

import dev.unroll.nn.GradientFlow.State;

/**
 * A small change of one number of one state, on its way through {@link DoubleNetwork}.
 *
 * @param state which
 * @param step of its scan, from 0 in the order in which that walks
 * @param unit which number of it
 * @param by how much is added
 */
public record Nudge(State state, int step, int unit, double by) {
    /** Changes nothing. */
    static final Nudge NONE = new Nudge(new State(-1, 0, State.Kind.A), 0, 0, 0);

    /** What is added to a number. */
    double at(State other, int t, int j) {
        return t == step && j == unit && other.equals(state) ? by : 0;
    }
}
