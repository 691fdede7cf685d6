package dev.unroll.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.unroll.data.Preprocessing;
import dev.unroll.data.UnitIds;
import dev.unroll.infer.Draw;
import dev.unroll.infer.Sampler;
import dev.unroll.spec.Spec;
import dev.unroll.spec.TrainSpec;
import dev.unroll.train.TrainingListener;
import dev.unroll.train.TrainingState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps one sample of each of some beginnings from the start, the middle and the end of training in {@code metrics.jsonl}, where a resumed
 * training finds those of the one before.
 */
final class SampleListener implements TrainingListener {
    /** The event's name. */
    static final String EVENT = "sample";
    /** The field that says what a sample begins from. */
    static final String GIVEN = "given";
    /** Draws are a little more careful than the model itself. */
    static final double TEMPERATURE = 0.8;

    private final TrainSpec spec;
    private final TrainingState state;
    private final TextSamples samples;
    private final List<GivenOption.Start> starts;
    private final MetricsListener metrics;
    private boolean middleIsDone;

    SampleListener(Spec spec, TrainingState state, Preprocessing learnt, MetricsListener metrics) {
        this.spec = spec.train();
        this.state = state;
        this.samples = new TextSamples(spec, learnt);
        this.starts = new GivenOption(spec, learnt).some();
        this.metrics = metrics;
    }

    /**
     * Before the first round of this process.
     *
     * @param done the share of the training that is done already, from 0 to 1
     */
    void begin(double done) {
        middleIsDone = done >= 0.5;
        if (state.round() == 0) {
            keep("start", 0, state.smoothed());
        }
    }

    @Override
    public void roundEnded(RoundEnd end) {
        if (!middleIsDone && Progress.done(spec, end.round(), end.epoch()) >= 0.5) {
            middleIsDone = true;
            keep("middle", end.round(), state.smoothed());
        }
    }

    /** After the last round. */
    void end() {
        keep("end", state.round(), state.result());
    }

    /** What is said over a sample. */
    static String heading(ObjectNode sample) {
        String given = sample.path(GIVEN).asText();
        return sample.path("place").asText() + " of training, round "
                + Numbers.count(sample.path("round").asLong()) + (given.isEmpty() ? "" : ", given " + given)
                + ", drawn at temperature "
                + sample.path("temperature").asText();
    }

    private void keep(String place, long round, float[] weights) {
        Draw draw = new Draw(TEMPERATURE, 0, 1, UnitIds.UNKNOWN);
        for (GivenOption.Start start : starts) {
            Sampler.Range range =
                    new Sampler.Range(new int[0], samples.usualLength() / 2, samples.end(), spec.seed(), start.given());
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("place", place);
            if (!start.text().isEmpty()) {
                fields.put(GIVEN, start.text());
            }
            fields.put("temperature", TEMPERATURE);
            fields.put("text", samples.draw(weights, 1, draw, range).get(0));
            metrics.note(EVENT, round, fields);
        }
    }

    @Override
    public void evaluated(EvaluationEnd end) {}

    @Override
    public void skipped(long round, String what) {}

    @Override
    public void saved(long round) {}
}
