package dev.unroll.spark;

import dev.unroll.data.Example;
import dev.unroll.data.ExampleCounter;
import dev.unroll.data.ExampleRules;
import dev.unroll.data.Hash64;
import dev.unroll.data.RecordSplit;
import dev.unroll.data.format.OtherStrand;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Looks at the records of a part of a source one by one and counts those that can be used. Every pass over a source asks this class, so
 * that all of them use the same records.
 */
final class CheckedExamples {
    /** Counts are handed on after so many bytes of records: the maps of a task stay within some 50 MB. */
    private static final long BYTES_PER_COUNT = 32 << 20;

    private final ExampleRules rules;
    private final RecordSplit split;
    private final Optional<OtherStrand> strand;
    private ExampleCounter training;
    private ExampleCounter held;
    private long bytes;

    CheckedExamples(ExampleRules rules, RecordSplit split) {
        this(rules, split, Optional.empty());
    }

    /** Counts the records of the training part on both strands, if there is another one. */
    CheckedExamples(ExampleRules rules, RecordSplit split, Optional<OtherStrand> strand) {
        this.rules = rules;
        this.split = split;
        this.strand = strand;
        this.training = new ExampleCounter(rules);
        this.held = new ExampleCounter(rules);
    }

    /** Which part of the corpus a record belongs to, and which shard: by its key if it has one, otherwise by its content. */
    static long hash(Example example, byte[] content) {
        byte[] key = example.key().getBytes(StandardCharsets.UTF_8);
        return Hash64.of(key.length > 0 ? key : content);
    }

    /** Counts a record, or says why it cannot be used. */
    Optional<String> add(FoundRecord record) {
        Example example = record.example();
        bytes += record.bytes().length;
        boolean heldOut = split.isValidation(hash(example, record.bytes()));
        if (heldOut) {
            return held.add(example);
        }
        Optional<String> fault = training.add(example);
        if (fault.isEmpty()) {
            strand.ifPresent(other -> training.add(other.of(example)));
        }
        return fault;
    }

    /** Whether so much was counted that the counts must be handed on. */
    boolean isFull() {
        return bytes >= BYTES_PER_COUNT;
    }

    ExampleCounter.Count training() {
        return training.count();
    }

    ExampleCounter.Count held() {
        return held.count();
    }

    /** Begins to count anew. */
    void clear() {
        training = new ExampleCounter(rules);
        held = new ExampleCounter(rules);
        bytes = 0;
    }
}
