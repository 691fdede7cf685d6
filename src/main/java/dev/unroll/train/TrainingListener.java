package dev.unroll.train;

import java.util.Optional;

/** Is told what happens, in order; nothing that it does reaches the weights. */
public interface TrainingListener {
    /**
     * A finished round.
     *
     * @param round finished rounds, this one included
     * @param epoch finished passes, with the fraction of the current one
     * @param loss mean training loss of the round in nats per unit, before its step
     * @param rate learning rate used
     * @param norm of the averaged gradient before clipping; of the averaged difference after local steps
     * @param units targets of the round
     * @param totalUnits targets of all rounds so far
     */
    record RoundEnd(long round, double epoch, double loss, double rate, double norm, long units, long totalUnits) {}

    /**
     * An evaluation.
     *
     * @param round finished rounds
     * @param epoch as in {@link RoundEnd}
     * @param nats mean validation loss per unit
     * @param units validation targets
     * @param best whether the weights are the best so far
     * @param by what they are chosen by; empty: the loss
     */
    record EvaluationEnd(
            long round, double epoch, double nats, long units, boolean best, Optional<Evaluation.Chosen> by) {}

    /** After each round. */
    void roundEnded(RoundEnd end);

    /** After each evaluation. */
    void evaluated(EvaluationEnd end);

    /**
     * A round that was left out because something was not finite.
     *
     * @param round its number from 1
     * @param what where
     */
    void skipped(long round, String what);

    /** After a checkpoint was committed. */
    void saved(long round);
}
