package dev.unroll.train;

import dev.unroll.nn.Loss;

/** Measures weights on the validation split, somewhere. */
public interface Evaluation {
    /** Nothing is held out. */
    Evaluation NONE = weights -> Loss.NONE;

    /** Summed loss and its terms; without terms there is nothing to select by. */
    Loss measure(float[] weights);
}
