package dev.unroll.train.baseline;

import dev.unroll.data.Shard;
import dev.unroll.data.Targets;
import dev.unroll.data.UnitIds;
import dev.unroll.data.Vocabulary;
import java.util.BitSet;
import java.util.List;

/**
 * For each word the tag that it has most often in the training part; of equals the one that came first.
 *
 * <p>A word that the training part does not have gets the tag that most words have which it has once, among those that begin with a
 * capital if it does (for parts of speech in English PROPN, and NOUN otherwise). A shard knows a word outside the vocabulary as
 * {@code <unk>}, without its letters. Then {@code <unk>} is a word like any other if it occurs in training, and otherwise gets the tag
 * of words seen once, with or without a capital: 86.2 instead of 88.1 of 100 words of English EWT are right.
 *
 * <p>Memory: a table of {@code 8 + 8 K} bytes a slot for K tags, 2/3 of them used, at most 268 MB, 403 MB while it grows (words that come
 * when it is full count as unseen), and a bit for each word of the vocabulary; 20,000 words, 17 tags: 5 MB.
 */
public final class MostFrequentTag implements Baseline {
    /*
     * A row has K counts, and behind them when each tag first came: 1, 2, ... Words seen once are counted as they come: a word's
     * first tag is added to those of its kind, and taken away when the word comes again.
     */
    private static final long serialVersionUID = 1L;

    private final int tags;
    private final BitSet capital = new BitSet();
    private final BoundedCounts counts;
    private final long[] capitalOnce;
    private final long[] otherOnce;
    private final long[] all;

    /** Nothing seen yet, of so many tags. */
    public MostFrequentTag(Vocabulary vocabulary, int tags) {
        this.tags = tags;
        List<String> units = vocabulary.units();
        for (int id = vocabulary.specials(); id < units.size(); id++) {
            capital.set(id, Character.isUpperCase(units.get(id).codePointAt(0)));
        }
        this.counts = new BoundedCounts(2 * tags);
        this.capitalOnce = new long[tags];
        this.otherOnce = new long[tags];
        this.all = new long[tags];
    }

    @Override
    public String name() {
        return "most-frequent-tag";
    }

    @Override
    public void fit(Shard shard, int record) {
        for (int i = shard.start(record); i < shard.start(record + 1); i++) {
            int tag = TargetRows.classAt(shard, i);
            if (tag >= 0) {
                count(shard.id(i), tag);
            }
        }
    }

    private void count(int word, int tag) {
        all[tag]++;
        int row = counts.insert(key(word));
        if (row < 0) {
            return;
        }
        long[] once = capital.get(word) ? capitalOnce : otherOnce;
        int before = 0;
        int different = 0;
        for (int k = 0; k < tags; k++) {
            before += Math.min(2, counts.count(row, k));
            different += counts.count(row, k) > 0 ? 1 : 0;
        }
        if (before == 1) {
            once[best(row)]--;
        } else if (before == 0) {
            once[tag]++;
        }
        if (counts.increment(row, tag) == 1) {
            counts.set(row, tags + tag, different + 1);
        }
    }

    private static long key(int word) {
        return HashCounts.extend(0, word);
    }

    private int best(int row) {
        int best = 0;
        for (int k = 1; k < tags; k++) {
            int more = counts.count(row, k) - counts.count(row, best);
            boolean earlier = counts.count(row, tags + k) < counts.count(row, tags + best);
            best = more > 0 || (more == 0 && earlier) ? k : best;
        }
        return best;
    }

    @Override
    public Targets predict(Shard shard, int record) {
        int first = shard.start(record);
        int[] ids = new int[shard.start(record + 1) - first];
        for (int t = 0; t < ids.length; t++) {
            int word = shard.id(first + t);
            int row = counts.find(key(word));
            ids[t] = row >= 0 ? best(row) : unseen(word);
        }
        return new Targets.Classes(Targets.Level.STEP, ids);
    }

    private int unseen(int word) {
        long[] alike = new long[tags];
        long found = 0;
        for (int k = 0; k < tags; k++) {
            boolean known = word != UnitIds.UNKNOWN;
            alike[k] += known && !capital.get(word) ? 0 : capitalOnce[k];
            alike[k] += known && capital.get(word) ? 0 : otherOnce[k];
            found += alike[k];
        }
        return ClassScores.mostFrequent(found == 0 ? all : alike);
    }
}
