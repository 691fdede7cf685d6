package dev.unroll.cli;

import dev.unroll.spark.Application;
import dev.unroll.spark.LineFindings;
import dev.unroll.spark.LineScoring;
import dev.unroll.spark.Staging;
import dev.unroll.spec.DataSpec;
import dev.unroll.spec.Spec;

/** Log-probabilities of lines, rows or FASTA records by a language model. */
final class LineScores {
    private final ScoreRequest request;
    private final Console console;

    LineScores(ScoreRequest request, Console console) {
        this.request = request;
        this.console = console;
    }

    void write() {
        LineFindings found;
        DataSpec data;
        try (Application spark = request.open()) {
            Spec spec = request.spec(spark);
            data = spec.data();
            try (Staging staging = spark.staging(spec);
                    LineScoring scoring =
                            spark.lineScoring(spec, staging, request.model().vocabulary(), request.weights())) {
                spark.check("--output", request.target());
                found = scoring.write(ReadingWords.INPUT, request.words().input(), request.target());
            }
        }
        say(found, data);
    }

    private void say(LineFindings found, DataSpec data) {
        Remarks remarks = Remarks.on(found.found(), data);
        if (found.firstReplaced() >= 0) {
            remarks.add(
                    "the first in " + (data.isText() ? "line " : "row ") + Numbers.count(found.firstReplaced() + 1));
        }
        remarks.line("input").ifPresent(console::say);
        String without = found.left() == 0 ? "" : ", " + Numbers.count(found.left()) + " of them without a score";
        console.say(
                Numbers.count(found.lines(), "row") + " in " + request.target().path() + without);
    }
}
