package dev.unroll.cli;

import dev.unroll.spark.Application;
import dev.unroll.spark.ExampleScoring;
import dev.unroll.spec.Spec;
import dev.unroll.train.scoring.ReadableCount;

/** What is said of labelled records, or of records like those: a row of a table for each. */
final class RecordScores {
    private final ScoreRequest request;
    private final Console console;

    RecordScores(ScoreRequest request, Console console) {
        this.request = request;
        this.console = console;
    }

    void write() {
        ReadableCount count;
        try (Application spark = request.open()) {
            Spec spec = request.spec(spark);
            try (ExampleScoring scoring =
                    spark.exampleScoring(spec, request.model().preprocessing(), request.weights())) {
                spark.check("--output", request.target());
                count = scoring.write(ReadingWords.INPUT, request.words().input(), request.target());
            }
        }
        String without = count.rejected() == 0
                ? ""
                : ", " + Numbers.count(count.rejected()) + " of them cannot be read; the column rejected says why";
        console.say(Numbers.count(count.records(), "row") + " in "
                + request.target().path() + without);
    }
}
