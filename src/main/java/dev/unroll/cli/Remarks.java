package dev.unroll.cli;

import dev.unroll.spark.IngestReport;
import dev.unroll.spark.IngestReport.Finding;
import dev.unroll.spec.DataSpec;
import dev.unroll.spec.DnaSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the owner of a text should know of what was found in it: one line for each text. */
final class Remarks {
    private final List<String> remarks = new ArrayList<>();

    /**
     * Remarks on what was found.
     *
     * @param data how the text was read
     */
    static Remarks on(IngestReport report, DataSpec data) {
        Remarks remarks = new Remarks();
        remarks.add(report.count(Finding.REJECTED), "too long record", "left out");
        remarks.add(report.count(Finding.UNUSABLE), "record", "left out");
        remarks.add(report.count(Finding.UNLABELLED), "label", "missing");
        String scheme = data.labels().scheme().name();
        remarks.add(report.count(Finding.MENDED), "label", "mended that " + scheme + " does not allow");
        remarks.add(report.count(Finding.CUT), "too long record", "cut");
        remarks.add(report.count(Finding.MISSING), "row", "without a text");
        remarks.add(report.count(Finding.LONG_WORDS), "too long word", "taken as <unk>");
        remarks.add(report.count(Finding.DROPPED_BASES), "base", "behind the last whole k-mer dropped");
        remarks.add(report.count(Finding.ELSEWHERE), "feature", "on sequences that are not read");
        remarks.add(report.count(Finding.CONFLICTS), "base", conflicts(data));
        remarks.add(report.count(Finding.IGNORED), "byte", "behind a gzip file's end ignored");
        remarks.add(report.count(Finding.SKIPPED), "hidden name", "skipped");
        String invalid = "invalid " + data.encoding() + " sequence";
        remarks.add(report.count(Finding.REPLACED), invalid, "replaced by U+FFFD");
        return remarks;
    }

    private static String conflicts(DataSpec data) {
        return data.dna().classes().overlap() == DnaSpec.Overlap.MULTI
                ? "with several classes"
                : "with several classes, of which the first of data.labels.types counts";
    }

    /** Adds that there are so many of something, unless there are none. */
    void add(long count, String noun, String what) {
        if (count > 0) {
            add(Numbers.count(count, noun) + " " + what);
        }
    }

    /** Adds another. */
    void add(String remark) {
        remarks.add(remark);
    }

    /** All of them, {@code corpus: 3 rows without a text, 1 hidden name skipped}; nothing if there are none. */
    Optional<String> line(String text) {
        return remarks.isEmpty() ? Optional.empty() : Optional.of(text + ": " + String.join(", ", remarks));
    }
}
