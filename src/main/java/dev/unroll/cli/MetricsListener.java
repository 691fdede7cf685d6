package dev.unroll.cli;

import dev.unroll.io.MetricsLog;
import dev.unroll.train.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes {@code metrics.jsonl}: the only place where a clock's time is stored.
 *
 * @implNote Lines are held back for a second, since each write opens the file, but never across a checkpoint: what training goes on
 * from is in the log.
 */
final class MetricsListener implements TrainingListener {
    private static final long LONGEST_WAIT_MILLIS = 1000;

    private final MetricsLog log;
    private final Clock clock;
    private final int checkpointEvery;
    private final List<MetricsLog.Line> waiting = new ArrayList<>();
    private long lastWritten;

    /** @param checkpointEvery rounds from one checkpoint to the next */
    MetricsListener(MetricsLog log, Clock clock, int checkpointEvery) {
        this.log = log;
        this.clock = clock;
        this.checkpointEvery = checkpointEvery;
        this.lastWritten = clock.millis();
    }

    @Override
    public void roundEnded(RoundEnd end) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("epoch", end.epoch());
        fields.put("loss", end.loss());
        fields.put("rate", end.rate());
        fields.put("norm", end.norm());
        fields.put("units", end.units());
        fields.put("total_units", end.totalUnits());
        add("round", end.round(), fields);
        if (end.round() % checkpointEvery == 0 || clock.millis() - lastWritten > LONGEST_WAIT_MILLIS) {
            write();
        }
    }

    @Override
    public void evaluated(EvaluationEnd end) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("epoch", end.epoch());
        fields.put("nats", end.nats());
        fields.put("units", end.units());
        end.by().ifPresent(figure -> fields.put(figure.name(), figure.value()));
        fields.put("best", end.best());
        add("evaluation", end.round(), fields);
        write();
    }

    @Override
    public void skipped(long round, String what) {
        add("skipped", round, Map.of("what", what));
        write();
    }

    @Override
    public void saved(long round) {
        add("checkpoint", round, Map.of());
        write();
    }

    /** Something else that happened. */
    void note(String event, long round, Map<String, ?> fields) {
        add(event, round, fields);
        write();
    }

    private void add(String event, long round, Map<String, ?> fields) {
        Map<String, Object> timed = new LinkedHashMap<>(fields);
        timed.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        waiting.add(new MetricsLog.Line(event, round, timed));
    }

    /** Writes what was held back. */
    void write() {
        try {
            log.append(waiting);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write metrics.jsonl", e);
        }
        waiting.clear();
        lastWritten = clock.millis();
    }
}
