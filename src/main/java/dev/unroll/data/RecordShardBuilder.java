package dev.unroll.data;

import dev.unroll.spec.DataSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Builds a shard from its records, which may come in any order: they are sorted by key, then by content, as unsigned bytes.
 *
 * <p>In line context the shard holds records. In stream context it is a stream: the records in order, each with its end, and
 * nothing before the first.
 */
public final class RecordShardBuilder {
    private static final Comparator<Entry> ORDER = (a, b) -> {
        int byKey = Arrays.compareUnsigned(a.key, b.key);
        return byKey != 0 ? byKey : Arrays.compareUnsigned(a.content, b.content);
    };

    private static final class Entry {
        final byte[] key;
        final byte[] content;

        Entry(byte[] key, byte[] content) {
            this.key = key;
            this.content = content;
        }
    }

    private final UnitRules rules;
    private final Vocabulary vocabulary;
    private final List<Entry> entries = new ArrayList<>();

    /** A builder without records. */
    public RecordShardBuilder(UnitRules rules, Vocabulary vocabulary) {
        this.rules = rules;
        this.vocabulary = vocabulary;
    }

    /** Adds a record that is its own key. */
    public void add(byte[] content) {
        add(content, content);
    }

    /** Adds a record. The arrays are kept. */
    public void add(byte[] key, byte[] content) {
        entries.add(new Entry(key, content));
    }

    /** The shard of this number. */
    public Shard build(int index) {
        entries.sort(ORDER);
        RecordEncoder encoder = new RecordEncoder(rules, vocabulary);
        IntList starts = new IntList();
        for (Entry entry : entries) {
            int start = encoder.units().size();
            if (encoder.encode(entry.content, entry.content.length)) {
                starts.add(start);
            }
        }
        if (rules.context() == DataSpec.Context.STREAM) {
            return Shard.ofStream(index, vocabulary, MiniBatch.NONE, encoder.units());
        }
        starts.add(encoder.units().size());
        return Shard.ofRecords(index, vocabulary, encoder.units(), starts.toArray(), encoder.rejected());
    }
}
