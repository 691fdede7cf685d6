package dev.unroll.nn;

import dev.unroll.math.Kernels;
import dev.unroll.math.PackedMatrix;

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
    final Layers.Packed layers;
    final PackedMatrix[] pooling;
    final OutputLayer.Packed head;
    float[] weights = {};

    PackedNetwork(Kernels kernels, Layers.Packed layers, PackedMatrix[] pooling, OutputLayer.Packed head) {
        this.kernels = kernels;
        this.layers = layers;
        this.pooling = pooling;
        this.head = head;
    }
}
