package dev.unroll.spark;

import dev.unroll.data.Preprocessing;
import dev.unroll.data.ShardSummary;
import dev.unroll.data.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a training works on: the shards of the training part and of the held-out part, and what was learnt from the former.
 *
 * @param preprocessing learnt from the training part, or given
 * @param training its shards
 * @param validation those of the held-out part, if there is one
 * @param report what was found in {@code data.train}
 * @param heldOutReport what was found in the held-out text where it is files of its own
 */
public record Corpus(
        Preprocessing preprocessing,
        ShardSet training,
        Optional<ShardSet> validation,
        IngestReport report,
        IngestReport heldOutReport)
        implements AutoCloseable {
    /** The units. */
    public Vocabulary vocabulary() {
        return preprocessing.vocabulary();
    }

    /** The hash of what all shards hold, training part first: two corpora with the same one train the same. */
    public String fingerprint() {
        List<ShardSummary> all = new ArrayList<>(training.summaries());
        validation.ifPresent(part -> all.addAll(part.summaries()));
        return ShardSummary.fingerprint(all);
    }

    @Override
    public void close() {
        training.close();
        validation.ifPresent(ShardSet::close);
    }
}
