package dev.unroll.spec;

import java.io.Serializable;

/**
 * How the network is trained: {@code train.*}.
 *
 * @param seed {@code train.seed}
 * @param workers {@code train.workers}, logical ones: part of the result, not of the machine
 * @param batch {@code train.batch}, lanes of a worker's mini-batch
 * @param steps {@code train.steps}, the window of truncated back-propagation; 0 = the whole record
 * @param rounds {@code train.rounds}; 0 = {@code epochs} says how long
 * @param epochs {@code train.epochs}; 0 = {@code rounds} says how long
 * @param sync {@code train.sync.*}
 * @param carry {@code train.carry}
 * @param optimizer {@code train.optimizer} and its settings
 * @param schedule {@code train.rate}, {@code train.schedule}, {@code train.warm-up}
 * @param clip {@code train.clip-norm}, {@code train.clip-value}
 * @param ema {@code train.ema}: factor of the averaged weights per round; 0 = off
 * @param evaluateEvery {@code train.evaluate-every}, rounds; 0 = at each epoch's end
 * @param checkpointEvery {@code train.checkpoint-every}, rounds
 * @param keepCheckpoints {@code train.keep-checkpoints}
 * @param patience {@code train.patience}: evaluations without improvement before training ends; 0 = never
 * @param select {@code train.select}: {@link #LOSS}, or the figure by which the best weights are chosen
 * @param nonFinite {@code train.non-finite}
 * @param classWeights {@code train.class-weights}
 */
public record TrainSpec(
        long seed,
        int workers,
        int batch,
        int steps,
        long rounds,
        int epochs,
        SyncSpec sync,
        CarryMode carry,
        OptimizerSpec optimizer,
        ScheduleSpec schedule,
        ClipSpec clip,
        double ema,
        int evaluateEvery,
        int checkpointEvery,
        int keepCheckpoints,
        int patience,
        String select,
        NonFinite nonFinite,
        ClassWeights classWeights)
        implements Serializable {
    /** {@code train.select} unless a figure is named. */
    public static final String LOSS = "loss";

    /** {@code train.steps=auto} of a language model. */
    static final int LANGUAGE_MODEL_STEPS = 64;

    /** What becomes of the hidden state between rounds. */
    public enum CarryMode {
        /** It goes back to the driver with the gradient and out again with the next round. */
        KEEP,
        /** It is zero at the beginning of each round's part of a turn. */
        TURN_LOCAL
    }

    /** What a gradient does that is not a number. */
    public enum NonFinite {
        /** Ends training and leaves the last good checkpoint. */
        STOP,
        /** Leaves the round out. */
        SKIP_ROUND
    }

    /** Checks each value by itself, and that rounds and epochs do not both say when to end. */
    public TrainSpec {
        Rule.range(Keys.TRAIN_WORKERS, workers, workers >= 1 && workers <= 65536);
        Rule.range(Keys.TRAIN_BATCH, batch, batch >= 1 && batch <= 65536);
        Rule.range(Keys.TRAIN_STEPS, steps, steps >= 0);
        Rule.range(Keys.TRAIN_ROUNDS, rounds, rounds >= 0);
        Rule.range(Keys.TRAIN_EPOCHS, epochs, epochs >= 0);
        Rule.range(Keys.TRAIN_EPOCHS, epochs, epochs > 0 || rounds > 0);
        Rule.agree(
                Keys.TRAIN_EPOCHS,
                epochs,
                epochs == 0 || rounds == 0,
                "train.rounds=" + rounds + " says when to end too: set one of them");
        Rule.range(Keys.TRAIN_EMA, ema, ema >= 0 && ema < 1);
        Rule.range(Keys.TRAIN_EVALUATE_EVERY, evaluateEvery, evaluateEvery >= 0);
        Rule.range(Keys.TRAIN_CHECKPOINT_EVERY, checkpointEvery, checkpointEvery >= 1);
        Rule.range(Keys.TRAIN_KEEP_CHECKPOINTS, keepCheckpoints, keepCheckpoints >= 1);
        Rule.range(Keys.TRAIN_PATIENCE, patience, patience >= 0);
    }
}
