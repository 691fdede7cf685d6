package dev.unroll.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.unroll.data.VocabularyFile;
import dev.unroll.io.ModelConfig;
import dev.unroll.io.ModelDirectory;
import dev.unroll.nn.InputPath;
import dev.unroll.nn.Layout;
import dev.unroll.nn.Loss;
import dev.unroll.nn.Network;
import dev.unroll.nn.Sizes;
import dev.unroll.report.TrainingReport;
import dev.unroll.spark.Corpus;
import dev.unroll.spark.ShardSet;
import dev.unroll.spec.Spec;
import dev.unroll.train.Evaluation;
import dev.unroll.train.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The end of a training: the model is written, then measured beside its baselines, then written again with their figures and a
 * report, so that whatever happens meanwhile the weights are there.
 */
final class TrainingEnd {
    private final Console console;
    private final Spec spec;
    private final Corpus corpus;
    private final TrainingState state;
    private final OutputFolder output;

    TrainingEnd(Console console, Spec spec, Corpus corpus, TrainingState state, OutputFolder output) {
        this.console = console;
        this.spec = spec;
        this.corpus = corpus;
        this.state = state;
        this.output = output;
    }

    /**
     * A text that was measured.
     *
     * @param title what it is
     * @param baselines the name of its n-grams' figures
     */
    record Text(String title, Measured measured, String baselines) {}

    /**
     * What there is to tell.
     *
     * @param digest SHA-256 of the weights' file
     * @param texts the held-out text, then the test text, as far as there are such
     * @param baselines figures of the n-grams
     * @param parameters weights of the network
     * @param events lines of {@code metrics.jsonl}
     */
    record Result(
            String digest,
            List<Text> texts,
            SortedMap<String, SortedMap<String, Double>> baselines,
            long parameters,
            List<ObjectNode> events) {

        /** The events of one name. */
        List<ObjectNode> events(String name) {
            return events.stream()
                    .filter(line -> line.path("event").asText().equals(name))
                    .toList();
        }

        /** The newest sample from the start, the middle and the end. */
        List<ObjectNode> samples() {
            Map<String, ObjectNode> newest = new LinkedHashMap<>();
            events(SampleListener.EVENT)
                    .forEach(line -> newest.put(line.path("place").asText(), line));
            return List.copyOf(newest.values());
        }
    }

    /**
     * Writes and measures.
     *
     * @param evaluate how weights are measured on shards
     * @param test the text of {@code data.test}
     */
    Result write(Function<ShardSet, Evaluation> evaluate, Optional<ShardSet> test) {
        write(new TreeMap<>());
        List<Text> texts = new ArrayList<>();
        SortedMap<String, ShardSet> sets = new TreeMap<>();
        corpus.validation().ifPresent(held -> {
            texts.add(new Text("held-out text", measure(evaluate, held), Baselines.HELD_OUT));
            sets.put(Baselines.HELD_OUT, held);
        });
        test.ifPresent(text -> {
            texts.add(new Text("test text", measure(evaluate, text), Baselines.TEST));
            sets.put(Baselines.TEST, text);
        });
        SortedMap<String, SortedMap<String, Double>> baselines =
                Baselines.orNone(() -> Baselines.fit(spec, corpus, sets), console::say);
        Result result = new Result(write(baselines), texts, baselines, layout().size(), events());
        write(new ReportPage(spec).of(result));
        return result;
    }

    private void write(TrainingReport report) {
        try {
            output.model().writeReport(report.html());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write the report: output.model=" + spec.output().model(), e);
        }
    }

    private Layout layout() {
        Sizes sizes = Sizes.ofUnits(corpus.vocabulary().size());
        return new Network(spec.network(), sizes, InputPath.scoring(spec.network(), sizes)).layout();
    }

    private Measured measure(Function<ShardSet, Evaluation> evaluate, ShardSet text) {
        Loss loss = evaluate.apply(text).measure(state.result().clone());
        return Measured.of(loss, text, corpus.vocabulary());
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
        byte[] units = VocabularyFile.write(corpus.vocabulary()).getBytes(StandardCharsets.UTF_8);
        try {
            return output.model().write(config, layout(), state.result(), Map.of(ModelDirectory.VOCABULARY, units));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write the model: output.model=" + spec.output().model(), e);
        }
    }

    private List<ObjectNode> events() {
        try {
            return output.metrics().lines();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read metrics.jsonl", e);
        }
    }
}
