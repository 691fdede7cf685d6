package dev.unroll.cli;

import dev.unroll.data.Preprocessing;
import dev.unroll.data.PreprocessingFiles;
import dev.unroll.data.Vocabulary;
import dev.unroll.io.ModelConfig;
import dev.unroll.io.ModelDirectory;
import dev.unroll.nn.Network;
import dev.unroll.spark.RunSetup;
import dev.unroll.spark.Stores;
import dev.unroll.spec.Conf;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model directory that was opened.
 *
 * @param directory the files
 * @param config what {@code config.json} says
 * @param spec the configuration with which it was trained
 * @param preprocessing what it learnt of its corpus before training
 */
record LoadedModel(ModelDirectory directory, ModelConfig config, Spec spec, Preprocessing preprocessing) {
    static LoadedModel open(String path, Map<String, String> settings) {
        try {
            ModelDirectory directory = new ModelDirectory(Stores.open("--model", path, settings));
            ModelConfig config = directory.config();
            Spec spec = Spec.from(Conf.of(config.spec()));
            SortedMap<String, byte[]> files = new TreeMap<>();
            for (String name : PreprocessingFiles.NAMES) {
                if (directory.has(name)) {
                    files.put(name, directory.text(name));
                }
            }
            Preprocessing learnt = PreprocessingFiles.read(spec.vocabulary().unit(), path, files);
            return new LoadedModel(directory, config, spec, learnt);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the model: --model=" + path, e);
        }
    }

    /** Refuses a model of another task than this command is for. */
    void requireWriting(String command) {
        if (!spec.task().writes()) {
            throw new UsageException(
                    command + " is not for this model: task=" + config.task(),
                    "it is for task=language-model and task=generate");
        }
    }

    /** Its units. */
    Vocabulary vocabulary() {
        return preprocessing.vocabulary();
    }

    /** The network, in scoring. */
    Network network() {
        return RunSetup.of("", spec, preprocessing).scoringNetwork();
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
