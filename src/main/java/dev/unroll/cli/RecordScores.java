package dev.unroll.cli;

import dev.unroll.spark.Application;
import dev.unroll.spark.ExampleScoring;
import dev.unroll.spark.VectorScoring;
import dev.unroll.spec.Spec;
import dev.unroll.train.scoring.ReadableCount;

/** What is said of labelled records, or of records like those, and log-probabilities of vectors: a row of a table for each record. */
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
            count = spec.predictsVectors() ? vectors(spark, spec) : labels(spark, spec);
        }
        String without = count.rejected() == 0
                ? ""
                : ", " + Numbers.count(count.rejected()) + " of them cannot be read; the column rejected says why";
        console.say(Numbers.count(count.records(), "row") + " in "
                + request.target().path() + without);
    }

    private ReadableCount labels(Application spark, Spec spec) {
        try (ExampleScoring scoring = spark.exampleScoring(spec, request.model().preprocessing(), request.weights())) {
            spark.check("--output", request.target());
            return scoring.write(ReadingWords.INPUT, request.words().input(), request.target());
        }
    }

    private ReadableCount vectors(Application spark, Spec spec) {
        try (VectorScoring scoring = spark.vectorScoring(spec, request.model().preprocessing(), request.weights())) {
            spark.check("--output", request.target());
            return scoring.write(ReadingWords.INPUT, request.words().input(), request.target());
        }
    }
}
