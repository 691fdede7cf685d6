package dev.unroll.cli;

import dev.unroll.data.format.PianoRollWriter;
import dev.unroll.infer.VectorSampler;
import dev.unroll.nn.Network;
import dev.unroll.nn.PackedNetwork;
import java.util.List;

/** Samples of a language model over vectors: pieces of music as JSON. */
final class VectorSamples {
    /** Steps of a piece unless told otherwise. */
    static final int USUAL_LENGTH = 200;

    private VectorSamples() {}

    /** One line with all pieces, as the model's own reader takes it. */
    static String json(LoadedModel model, int count, VectorSampler.Range range) {
        Network network = model.network();
        PackedNetwork packed = network.allocate(ChosenKernels.get());
        network.load(model.weights(), packed);
        List<float[]> pieces = new VectorSampler(network, packed).samples(count, range);
        return PianoRollWriter.json(pieces);
    }
}
