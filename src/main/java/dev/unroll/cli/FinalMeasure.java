package dev.unroll.cli;

import dev.unroll.io.CrossValidationFiles;
import java.util.List;
import java.util.SortedMap;

/**
 * Measures the weights of a finished training on the held-out part and on the test part, as far as there are such, and then what they
 * have to beat.
 */
interface FinalMeasure {
    /** The network's name among those of its baselines. */
    String NETWORK = "network";

    /**
     * A part that was measured.
     *
     * @param heading what it is, and how much
     * @param lines its figures beside those of the baselines
     * @param chosen whether the best weights were chosen by it
     */
    record Text(String heading, List<String> lines, boolean chosen) {}

    /** Measures the network. */
    void network(float[] weights);

    /** Fits and measures the baselines: figures by name, as they are stored with the model. */
    SortedMap<String, SortedMap<String, Double>> baselines();

    /** What a cross-validation keeps of the test part. */
    CrossValidationFiles.Fold fold(SortedMap<String, SortedMap<String, Double>> baselines);

    /** What there is to tell of each part. */
    List<Text> texts(SortedMap<String, SortedMap<String, Double>> baselines);
}
