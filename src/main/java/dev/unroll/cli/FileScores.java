package dev.unroll.cli;

import dev.unroll.spark.Application;
import dev.unroll.spark.ScoredFiles;
import dev.unroll.spark.SentenceScoring;
import dev.unroll.spec.Spec;

/** What is said of the steps of labelled records, or of records like those, in files like those that are read. */
final class FileScores {
    private final ScoreRequest request;
    private final Console console;

    FileScores(ScoreRequest request, Console console) {
        this.request = request;
        this.console = console;
    }

    void write() {
        ScoredFiles scored;
        try (Application spark = request.open()) {
            Spec spec = request.spec(spark);
            spark.check("--output", request.target());
            try (SentenceScoring scoring =
                    spark.sentenceScoring(spec, request.model().preprocessing(), request.weights())) {
                scored = scoring.write(ReadingWords.INPUT, request.words().input(), request.target());
            }
        }
        String without = scored.rejected() == 0
                ? ""
                : ", of " + Numbers.count(scored.rejected()) + " of them nothing is said; the first is "
                        + scored.first();
        console.say(Numbers.count(scored.records(), "sentence") + " in "
                + Numbers.count(scored.files(), "file") + " in " + request.target().path() + without);
    }
}
