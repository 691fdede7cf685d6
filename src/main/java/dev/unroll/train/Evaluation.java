package dev.unroll.train;

import dev.unroll.nn.Loss;
import java.util.Optional;

/** Measures weights on the validation split, somewhere. */
public interface Evaluation {
    /** Nothing is held out. */
    Evaluation NONE = weights -> Loss.NONE;

    /** Summed loss and its terms; without terms there is nothing to select by. */
    Loss measure(float[] weights);

    /** The same with what chooses the best weights. */
    default Outcome choose(float[] weights) {
        return new Outcome(measure(weights), Optional.empty());
    }

    /**
     * The figure that chooses.
     *
     * @param name {@code train.select}
     * @param value NaN where there was nothing to measure: no improvement
     * @param lessIsBetter by its nature
     */
    record Chosen(String name, double value, boolean lessIsBetter) {}

    /**
     * What was measured.
     *
     * @param loss of the validation split
     * @param by what the weights are chosen by; empty: the loss
     */
    record Outcome(Loss loss, Optional<Chosen> by) {
        /** What is lower for better weights. */
        double metric() {
            return by.map(figure -> figure.lessIsBetter() ? figure.value() : -figure.value())
                    .orElseGet(loss::mean);
        }
    }
}
