package dev.unroll.nn;

import dev.unroll.math.RandomStream;
import dev.unroll.math.RandomStream.Purpose;

/**
 * Inverted dropout with one mask per lane for a whole window (variational dropout, Gal and Ghahramani 2016, arXiv:1512.05287).
 *
 * <p>Every draw has a name: the seed, what it is for, layer, epoch, round, local step, worker and shard name a stream; lane and unit
 * count inside it. The same window gets the same mask wherever and however often it is computed.
 *
 * @param seed {@code train.seed}
 * @param epoch counted from 0
 * @param round counted from 0 over the whole training
 * @param localStep counted from 0 inside the round
 * @param worker logical worker
 * @param shard logical shard
 */
public record Dropout(long seed, long epoch, long round, long localStep, long worker, long shard) {
    /**
     * A mask (N, width): 0 with probability p, otherwise 1 / (1 - p).
     *
     * @param place which mask of the network
     * @param laneIds the lanes' own numbers, (N)
     * @param p probability of a zero; 0 gives an empty array, no mask at all
     */
    public float[] mask(Place place, long[] laneIds, double p) {
        if (p == 0) {
            return new float[0];
        }
        RandomStream stream =
                RandomStream.of(seed, place.purpose(), place.layer(), epoch, round, localStep, worker, shard);
        float keep = (float) (1 / (1 - p));
        float[] mask = new float[laneIds.length * place.width()];
        for (int n = 0; n < laneIds.length; n++) {
            for (int i = 0; i < place.width(); i++) {
                mask[n * place.width() + i] = stream.uniform(laneIds[n], i) < p ? 0f : keep;
            }
        }
        return mask;
    }

    /**
     * Where a mask lies.
     *
     * @param purpose on a layer's input or on a recurrent product's left operand
     * @param layer which layer, L for the head's input; for recurrent masks layer * directions + direction
     * @param width of the masked rows
     */
    public record Place(Purpose purpose, int layer, int width) {}
}
