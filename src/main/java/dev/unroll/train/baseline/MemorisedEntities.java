package dev.unroll.train.baseline;

import dev.unroll.data.LabelSet;
import dev.unroll.data.Shard;
import dev.unroll.data.Targets;
import dev.unroll.data.UnitIds;
import dev.unroll.train.metrics.EntitySpans;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The entities of the training part, word for word: from left to right the longest one that begins at a word, with the type that it
 * has most often, of equals the first by name; behind it the next one.
 *
 * <p>What an entity is, {@link EntitySpans} says. One with a word outside the vocabulary, and one of more than {@value #LONGEST} words,
 * is not remembered: as ids, all unknown words look alike.
 *
 * <p>Memory: a table of {@code 8 + 4 K} bytes a slot for K types, 2/3 of them used, at most 268 MB, 403 MB while it grows; entities
 * that come when it is full are passed over. 5,000 entities, 4 types: 200 KB.
 */
public final class MemorisedEntities implements Baseline {
    private static final long serialVersionUID = 1L;
    private static final String OUTSIDE = "O";
    private static final int LONGEST = 64;

    private final ArrayList<String> names;
    private final ArrayList<String> types;
    private final ArrayList<Marks> marks = new ArrayList<>();
    private final int outside;
    private final BoundedCounts counts;
    private int longest;

    /** The labels of a type: of its entities' first words and so on; where there is none of a kind, the next best. */
    private record Marks(int begin, int inside, int end, int single) implements Serializable {
        static Marks of(LabelSet labels, String type) {
            int begin = first(labels, type, "BI");
            int inside = first(labels, type, "IB");
            return new Marks(begin, inside, first(labels, type, "EIB"), first(labels, type, "SBI"));
        }

        private static int first(LabelSet labels, String type, String tags) {
            int found = LabelSet.UNKNOWN;
            for (int i = 0; i < tags.length() && found < 0; i++) {
                found = labels.id(tags.charAt(i) + (type.isEmpty() ? "" : "-" + type));
            }
            return found;
        }

        int at(int t, int length) {
            if (length == 1) {
                return single;
            }
            return t == 0 ? begin : t == length - 1 ? end : inside;
        }
    }

    /** Nothing seen yet. */
    public MemorisedEntities(LabelSet labels) {
        if (!suits(labels)) {
            throw new IllegalArgumentException("labels mark no entities: labels=" + labels.names());
        }
        this.names = new ArrayList<>(labels.names());
        this.outside = labels.id(OUTSIDE);
        TreeSet<String> found = new TreeSet<>();
        names.stream().filter(name -> !name.equals(OUTSIDE)).forEach(name -> found.add(type(name)));
        this.types = new ArrayList<>(found);
        types.forEach(type -> marks.add(Marks.of(labels, type)));
        this.counts = new BoundedCounts(types.size());
    }

    /** Whether labels are O and others with B, I, E or S before their type, so that they mark entities. */
    public static boolean suits(LabelSet labels) {
        boolean inside = false;
        boolean all = labels.id(OUTSIDE) >= 0;
        for (String name : labels.names()) {
            boolean tagged = name.length() == 1 || name.startsWith("-", 1);
            all &= name.equals(OUTSIDE) || (tagged && "BIES".indexOf(name.charAt(0)) >= 0);
            inside |= tagged && "BI".indexOf(name.charAt(0)) >= 0;
        }
        return all && inside;
    }

    private static String type(String label) {
        return label.length() > 2 ? label.substring(2) : "";
    }

    @Override
    public String name() {
        return "memorised-entities";
    }

    @Override
    public void fit(Shard shard, int record) {
        int first = shard.start(record);
        List<String> labels = new ArrayList<>();
        for (int i = first; i < shard.start(record + 1); i++) {
            int id = TargetRows.classAt(shard, i);
            labels.add(id < 0 ? OUTSIDE : names.get(id));
        }
        for (EntitySpans.Span span : EntitySpans.of(labels)) {
            int length = span.to() - span.from();
            long hash = 0;
            boolean known = length <= LONGEST;
            for (int i = first + span.from(); known && i < first + span.to(); i++) {
                known = shard.id(i) != UnitIds.UNKNOWN;
                hash = HashCounts.extend(hash, shard.id(i));
            }
            int row = known ? counts.insert(hash) : -1;
            if (row >= 0) {
                counts.increment(row, types.indexOf(span.type()));
                longest = Math.max(longest, length);
            }
        }
    }

    @Override
    public Targets predict(Shard shard, int record) {
        int first = shard.start(record);
        int[] ids = new int[shard.start(record + 1) - first];
        int t = 0;
        while (t < ids.length) {
            int row = -1;
            int length = 1;
            long hash = 0;
            for (int n = 1; n <= Math.min(longest, ids.length - t); n++) {
                int word = shard.id(first + t + n - 1);
                if (word == UnitIds.UNKNOWN) {
                    break;
                }
                hash = HashCounts.extend(hash, word);
                int found = counts.find(hash);
                if (found >= 0) {
                    row = found;
                    length = n;
                }
            }
            for (int i = 0; i < length; i++) {
                ids[t + i] = row < 0 ? outside : marks.get(type(row)).at(i, length);
            }
            t += length;
        }
        return new Targets.Classes(Targets.Level.STEP, ids);
    }

    private int type(int row) {
        int best = 0;
        for (int k = 1; k < types.size(); k++) {
            best = counts.count(row, k) > counts.count(row, best) ? k : best;
        }
        return best;
    }
}
