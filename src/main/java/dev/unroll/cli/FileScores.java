package dev.unroll.cli;

import dev.unroll.data.format.Formats;
import dev.unroll.spark.Application;
import dev.unroll.spark.GenomeOutput;
import dev.unroll.spark.GenomeScoring;
import dev.unroll.spark.ScoredFiles;
import dev.unroll.spark.SentenceScoring;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import java.util.List;

/** What is said of the steps of labelled records, or of records like those, in a file for each that is read. */
final class FileScores {
    private static final String OUTPUT = "--output";

    private final ScoreRequest request;
    private final Console console;

    FileScores(ScoreRequest request, Console console) {
        this.request = request;
        this.console = console;
    }

    /** Copies of CoNLL's files with a column more. */
    void sentences() {
        ScoredFiles scored;
        try (Application spark = request.open()) {
            Spec spec = request.spec(spark);
            spark.check(OUTPUT, request.target());
            try (SentenceScoring scoring =
                    spark.sentenceScoring(spec, request.model().preprocessing(), request.weights())) {
                scored = scoring.write(ReadingWords.INPUT, request.words().input(), request.target());
            }
        }
        say(scored, "sentence");
    }

    /**
     * Segments of sequences, or probabilities along them.
     *
     * @param shown whose probability; empty for that of the only class, or of {@code data.positive-label}
     */
    void genome(GenomeOutput.Kind kind, String shown) {
        Spec told = request.words().check(request.model());
        List<String> labels = request.model().preprocessing().labels().names();
        String name = kind == GenomeOutput.Kind.BEDGRAPH && shown.isEmpty() ? only(told, labels) : shown;
        GenomeOutput wanted = new GenomeOutput(kind, Formats.baseLabels(told), labels, name);
        ScoredFiles scored;
        try (Application spark = request.open()) {
            Spec spec = request.spec(spark);
            spark.check(OUTPUT, request.target());
            try (GenomeScoring scoring =
                    spark.genomeScoring(spec, request.model().preprocessing(), request.weights())) {
                scored = scoring.write(ReadingWords.INPUT, request.words().input(), request.target(), wanted);
            }
        }
        say(scored, "window");
    }

    private static String only(Spec spec, List<String> labels) {
        String positive = spec.data().labels().positive();
        if (!positive.isEmpty()) {
            return positive;
        }
        List<String> types = spec.data().dna().classes().names();
        if (types.size() > 1) {
            throw new UsageException(
                    "no class is named: --format=bedgraph --class= labels=" + String.join(",", labels),
                    "name a label, or what some have in common, such as --class " + types.get(0));
        }
        return types.get(0);
    }

    private void say(ScoredFiles scored, String noun) {
        String without = scored.rejected() == 0
                ? ""
                : ", of " + Numbers.count(scored.rejected()) + " of them nothing is said; the first is "
                        + scored.first();
        console.say(Numbers.count(scored.records(), noun) + " in " + Numbers.count(scored.files(), "file") + " in "
                + request.target().path() + without);
    }
}
