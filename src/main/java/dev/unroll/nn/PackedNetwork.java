package dev.unroll.nn;

import dev.unroll.math.Kernels;

/**
 * A network's weights in the form that the kernels read: packed once, used at every step of every mini-batch until the weights
 * change.
 *
 * <p>Many threads may read one packed network while nobody loads it.
 *
 * <p>Memory: about 2 floats a weight (each product's factor for the way forward and for the way back), plus the input's table.
 */
public final class PackedNetwork {
    final Kernels kernels;
    final Scan.Recurrent[][] recurrent; // [layer][direction]
    final Projection.Packed[][] projections;
    final SoftmaxHead.Packed head;
    float[] weights = {};

    PackedNetwork(
            Kernels kernels, Scan.Recurrent[][] recurrent, Projection.Packed[][] projections, SoftmaxHead.Packed head) {
        this.kernels = kernels;
        this.recurrent = recurrent;
        this.projections = projections;
        this.head = head;
    }
}
