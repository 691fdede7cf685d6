package dev.unroll.cli;

import dev.unroll.data.Vocabulary;
import dev.unroll.data.VocabularyFile;
import dev.unroll.io.ModelConfig;
import dev.unroll.io.ModelDirectory;
import dev.unroll.nn.InputPath;
import dev.unroll.nn.Network;
import dev.unroll.nn.Sizes;
import dev.unroll.spark.Stores;
import dev.unroll.spec.Conf;
import dev.unroll.spec.Spec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A model directory that was opened.
 *
 * @param directory the files
 * @param config what {@code config.json} says
 * @param spec the configuration with which it was trained
 * @param vocabulary its units
 */
record LoadedModel(ModelDirectory directory, ModelConfig config, Spec spec, Vocabulary vocabulary) {
    static LoadedModel open(String path, Map<String, String> settings) {
        try {
            ModelDirectory directory = new ModelDirectory(Stores.open("--model", path, settings));
            ModelConfig config = directory.config();
            Spec spec = Spec.from(Conf.of(config.spec()));
            String units = new String(directory.text(ModelDirectory.VOCABULARY), StandardCharsets.UTF_8);
            Vocabulary vocabulary =
                    VocabularyFile.read(spec.vocabulary().unit(), path + "/" + ModelDirectory.VOCABULARY, units);
            return new LoadedModel(directory, config, spec, vocabulary);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the model: --model=" + path, e);
        }
    }

    /** The network, in scoring. */
    Network network() {
        Sizes sizes = Sizes.ofUnits(vocabulary.size());
        return new Network(spec.network(), sizes, InputPath.scoring(spec.network(), sizes));
    }

    /** Its weights, verified. */
    float[] weights() {
        try {
            return directory.weights(network().layout());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the model's weights", e);
        }
    }

    /** SHA-256 of the weights' file. */
    String digest() {
        try {
            return directory.weightsDigest();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the model's configuration", e);
        }
    }
}
