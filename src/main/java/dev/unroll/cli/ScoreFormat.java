package dev.unroll.cli;

import dev.unroll.spark.GenomeOutput;
import dev.unroll.spec.Output;
import dev.unroll.spec.RecordFormats;
import dev.unroll.spec.Spec;
import dev.unroll.spec.Task;
import dev.unroll.spec.UsageException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code score --format}. */
enum ScoreFormat {
    PARQUET,
    CSV,
    JSON,
    CONLL,
    BED,
    GFF3,
    BEDGRAPH;

    static final String NAMES = "parquet|csv|json|conll|bed|gff3|bedgraph";

    /** The format of a name. */
    static ScoreFormat of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "value not understood: --format=" + name,
                        "set --format to "
                                + Arrays.stream(values()).map(ScoreFormat::word).collect(Collectors.joining(", "))));
    }

    /** As it is written. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it has a row for each record; otherwise there is a file for each that is read. */
    boolean isTable() {
        return this == PARQUET || this == CSV || this == JSON;
    }

    /** What of a genome it holds; nothing unless it is made for one. */
    Optional<GenomeOutput.Kind> genome() {
        return Arrays.stream(GenomeOutput.Kind.values())
                .filter(kind -> kind.name().equals(name()))
                .findFirst();
    }

    /** Refuses an option that the format has no room for. */
    void checkOptions(boolean positions, boolean probabilities, String shown) {
        if (this != BEDGRAPH && !shown.isEmpty()) {
            throw new UsageException(
                    "not an option for this format: --class=" + shown + " --format=" + word(),
                    "it says whose probability --format=bedgraph shows");
        }
        if (positions && this == CSV) {
            throw new UsageException(
                    "csv holds no arrays: --positions --format=csv", "write parquet or json, or leave --positions out");
        }
        if (!isTable() && (positions || probabilities)) {
            throw new UsageException(
                    "not an option for this format: " + (positions ? "--positions" : "--probabilities") + " --format="
                            + word(),
                    "it has no room for them: write parquet, csv or json");
        }
    }

    /** Refuses a model that says nothing that the format could hold, or files that are none of its own. */
    void check(Spec spec, String task) {
        boolean words = spec.data().format().equals(RecordFormats.CONLL)
                || spec.data().format().equals(RecordFormats.CONLLU);
        if (this == CONLL && (spec.task() != Task.TAG || !words)) {
            throw refusal(
                    spec, task, "it is for task=tag with data.format=conll or conllu: write parquet, csv or json");
        }
        if (genome().isPresent() && !spec.data().isGenome()) {
            throw refusal(spec, task, "it is for task=tag with data.format=fasta: write parquet, csv or json");
        }
        if (!isTable() && spec.network().head().output() == Output.LINEAR) {
            throw refusal(spec, task, "numbers are said, not labels: write parquet, csv or json");
        }
    }

    private UsageException refusal(Spec spec, String task, String hint) {
        return new UsageException(
                "not a format for this model: --format=" + word() + " task=" + task + " data.format="
                        + spec.data().format(),
                hint);
    }
}
