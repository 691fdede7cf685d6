package dev.unroll.nn;

/**
 * What a network says of a mini-batch. A row is a step, R of them, or a lane, N of them, where records have one answer.
 *
 * @param width K
 * @param values (rows, K) probabilities (softmax, sigmoid; marginal ones of a linear chain) or numbers (linear)
 * @param labels (rows) the likeliest label, or the step's part in the likeliest sequence of labels; the lowest among equals; empty for
 *     sigmoid and linear
 * @param losses each row's loss in nats or squared units, unweighted, 0 without a target; of a linear chain each lane's
 * @param loss their sum
 */
public record Outputs(int width, float[] values, int[] labels, double[] losses, Loss loss) {}
