package dev.unroll.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.unroll.data.PreprocessingFiles;
import dev.unroll.io.ModelConfig;
import dev.unroll.nn.Layout;
import dev.unroll.report.TrainingReport;
import dev.unroll.spark.Corpus;
import dev.unroll.spark.RunSetup;
import dev.unroll.spec.Spec;
import dev.unroll.train.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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
     * What there is to tell.
     *
     * @param digest SHA-256 of the weights' file
     * @param texts the held-out text, then the test text, as far as there are such
     * @param baselines figures of what the network has to beat
     * @param parameters weights of the network
     * @param events lines of {@code metrics.jsonl}
     */
    record Result(
            String digest,
            List<FinalMeasure.Text> texts,
            SortedMap<String, SortedMap<String, Double>> baselines,
            long parameters,
            List<ObjectNode> events) {

        /** The events of one name. */
        List<ObjectNode> events(String name) {
            return events.stream()
                    .filter(line -> line.path("event").asText().equals(name))
                    .toList();
        }

        /** The newest sample of each beginning from the start, the middle and the end. */
        List<ObjectNode> samples() {
            Map<String, ObjectNode> newest = new LinkedHashMap<>();
            events(SampleListener.EVENT)
                    .forEach(line -> newest.put(
                            line.path("place").asText() + " "
                                    + line.path(SampleListener.GIVEN).asText(),
                            line));
            return List.copyOf(newest.values());
        }
    }

    /** Writes and measures. */
    Result write(FinalMeasure measure) {
        write(new TreeMap<>());
        measure.network(state.result());
        SortedMap<String, SortedMap<String, Double>> baselines = Baselines.orNone(measure::baselines, console::say);
        List<FinalMeasure.Text> texts = measure.texts(baselines);
        Result result = new Result(write(baselines), texts, baselines, layout().size(), events());
        write(new ReportPage(spec, corpus.preprocessing()).of(result));
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
        return RunSetup.of("", spec, corpus.preprocessing()).scoringNetwork().layout();
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
        try {
            return output.model()
                    .write(config, layout(), state.result(), PreprocessingFiles.write(corpus.preprocessing()));
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
