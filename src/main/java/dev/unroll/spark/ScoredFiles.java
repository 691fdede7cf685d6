package dev.unroll.spark;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Scores that went to files of their own, one for each file that was read.
 *
 * @param files how many there are
 * @param records that were found
 * @param rejected of which nothing is said
 * @param first where the first of these is, and what is wrong with it; empty without
 */
public record ScoredFiles(long files, long records, long rejected, String first) {
    /**
     * Publishes what tasks have written.
     *
     * @param names of the files, as many as there are answers
     * @param source what was read, for messages
     */
    static ScoredFiles publish(OutputFiles output, List<String> names, List<byte[]> answers, String source) {
        Map<String, String> drafts = new TreeMap<>();
        long records = 0;
        long rejected = 0;
        String first = "";
        for (int f = 0; f < answers.size(); f++) {
            WrittenFile file = WrittenFile.of(answers.get(f));
            drafts.put(names.get(f), file.draft());
            records += file.records();
            rejected += file.rejected();
            first = first.isEmpty() ? file.first() : first;
        }
        ExampleScoring.requireRecords(records, source);
        output.publish(drafts);
        return new ScoredFiles(drafts.size(), records, rejected, first);
    }
}
