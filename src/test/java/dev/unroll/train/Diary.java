package dev.unroll.train;

import java.util.ArrayList;
import java.util.List;

/** Keeps what a training tells. */
class Diary implements TrainingListener {
    final List<RoundEnd> rounds = new ArrayList<>();
    final List<EvaluationEnd> evaluations = new ArrayList<>();
    final List<String> skipped = new ArrayList<>();

    /** Evaluations and checkpoints in order. */
    final List<String> events = new ArrayList<>();

    @Override
    public void roundEnded(RoundEnd end) {
        rounds.add(end);
    }

    @Override
    public void evaluated(EvaluationEnd end) {
        evaluations.add(end);
        events.add("evaluated " + end.round());
    }

    @Override
    public void skipped(long round, String what) {
        skipped.add(round + " " + what);
    }

    @Override
    public void saved(long round) {
        events.add("saved " + round);
    }
}
