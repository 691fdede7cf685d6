package dev.unroll.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.unroll.data.VocabularyFile;
import dev.unroll.io.ModelConfig;
import dev.unroll.io.ModelDirectory;
import dev.unroll.nn.InputPath;
import dev.unroll.nn.Layout;
import dev.unroll.nn.Loss;
import dev.unroll.nn.Network;
import dev.unroll.spark.Corpus;
import dev.unroll.spark.ShardSet;
import dev.unroll.spec.Spec;
import dev.unroll.train.Evaluation;
import dev.unroll.train.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The end of a training: the model is written, then measured beside its baselines, then written again with their figures, so that
 * whatever happens meanwhile the weights are there.
 */
final class TrainingEnd {
    private final Spec spec;
    private final Corpus corpus;
    private final TrainingState state;
    private final OutputFolder output;

    TrainingEnd(Spec spec, Corpus corpus, TrainingState state, OutputFolder output) {
        this.spec = spec;
        this.corpus = corpus;
        this.state = state;
        this.output = output;
    }

    /**
     * What there is to tell.
     *
     * @param digest SHA-256 of the weights' file
     * @param measured on the held-out split, if there is one
     * @param baselines on the same
     * @param samples lines of {@code metrics.jsonl}: from the start, the middle and the end
     */
    record Result(
            String digest,
            Optional<Measured> measured,
            SortedMap<String, SortedMap<String, Double>> baselines,
            List<ObjectNode> samples) {}

    Result write(Evaluation evaluation) {
        write(new TreeMap<>());
        Optional<Measured> measured = corpus.validation().map(held -> measure(evaluation, held));
        SortedMap<String, SortedMap<String, Double>> baselines = Baselines.stored(Baselines.fit(spec, corpus));
        return new Result(write(baselines), measured, baselines, samples());
    }

    private Measured measure(Evaluation evaluation, ShardSet held) {
        Loss loss = evaluation.measure(state.result().clone());
        return new Measured(spec.data().context(), loss, held.unknown(), held.pieces(), 0);
    }

    private String write(SortedMap<String, SortedMap<String, Double>> baselines) {
        ModelConfig.Provenance provenance = new ModelConfig.Provenance(
                Version.number(),
                corpus.fingerprint(),
                state.round(),
                state.units(),
                spec.train().seed());
        SortedMap<String, String> properties = spec.toProperties();
        ModelConfig config = new ModelConfig(
                properties.getOrDefault("task", ""),
                properties,
                properties.tailMap("vocabulary.").headMap("vocabulary/"),
                provenance,
                baselines);
        Layout layout =
                new Network(spec.network(), corpus.vocabulary().size(), InputPath.scoring(spec.network())).layout();
        byte[] units = VocabularyFile.write(corpus.vocabulary()).getBytes(StandardCharsets.UTF_8);
        try {
            return output.model().write(config, layout, state.result(), Map.of(ModelDirectory.VOCABULARY, units));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write the model: output.model=" + spec.output().model(), e);
        }
    }

    private List<ObjectNode> samples() {
        try {
            return output.metrics().lines().stream()
                    .filter(line -> line.path("event").asText().equals(SampleListener.EVENT))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read metrics.jsonl", e);
        }
    }
}
