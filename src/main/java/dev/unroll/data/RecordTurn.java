package dev.unroll.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A turn on records: permuted by (seed, epoch, shard), sorted by length within pools of 32 mini-batches, {@code batch} records
 * to a mini-batch. A record without units has nothing to learn from and is passed over.
 *
 * <p>Records of more than {@code steps} units are walked in windows, the state carried from one to the next; the next group of
 * records begins at zero. The first unit of a record is predicted from nothing. A lane's number is its record's place in the
 * epoch's order.
 */
final class RecordTurn implements Turn {
    // Only records that need the same number of windows share a mini-batch (each number has its own pools). So a turn
    // has, whatever the order, sum over c of c * ceil(records of c windows / batch) mini-batches, and the driver can
    // plan an epoch without seeing a record. Where no record is longer than a window, there is one kind of pool and
    // the rule says nothing.
    private static final int POOL = 32;

    private final Shard shard;
    private final int window;
    private final RecordContent content;
    private final int[] order;
    private final List<int[]> groups = new ArrayList<>();
    private final IntList firstWindows = new IntList();
    private int windows;

    RecordTurn(Shard shard, TurnSpec spec, int epoch) {
        this.shard = shard;
        this.window = spec.window();
        this.content = spec.content();
        this.order = Permutation.ofRecords(spec.seed(), epoch, shard.index(), shard.records());
        Map<Integer, IntList> pools = new TreeMap<>();
        for (int place = 0; place < order.length; place++) {
            int needed = windowsOf(length(place), window);
            if (needed > 0) {
                IntList pool = pools.computeIfAbsent(needed, c -> new IntList());
                pool.add(place);
                if (pool.size() == (long) POOL * spec.batch()) {
                    group(pool, spec.batch(), needed);
                }
            }
        }
        pools.forEach((needed, pool) -> group(pool, spec.batch(), needed));
    }

    static int windows(Shard shard, TurnSpec spec) {
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int r = 0; r < shard.records(); r++) {
            counts.merge(windowsOf(shard.start(r + 1) - shard.start(r), spec.window()), 1, Integer::sum);
        }
        int sum = 0;
        for (Map.Entry<Integer, Integer> entry : counts.entrySet()) {
            int groups = (entry.getValue() + spec.batch() - 1) / spec.batch();
            sum = Math.addExact(sum, Math.multiplyExact(entry.getKey(), groups));
        }
        return sum;
    }

    private static int windowsOf(int length, int window) {
        return (int) ((length + (long) window - 1) / window);
    }

    /** Cuts a pool into mini-batches, the longest records first, equal ones in the epoch's order, and empties it. */
    private void group(IntList pool, int batch, int needed) {
        long[] sorted = new long[pool.size()];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = (long) (Integer.MAX_VALUE - length(pool.get(i))) << 32 | pool.get(i);
        }
        Arrays.sort(sorted);
        for (int from = 0; from < sorted.length; from += batch) {
            int[] group = new int[Math.min(batch, sorted.length - from)];
            for (int i = 0; i < group.length; i++) {
                group[i] = (int) sorted[from + i];
            }
            groups.add(group);
            firstWindows.add(windows);
            windows += needed;
        }
        pool.clear();
    }

    private int length(int place) {
        return shard.start(order[place] + 1) - shard.start(order[place]);
    }

    @Override
    public int windows() {
        return windows;
    }

    @Override
    public boolean startsAfresh(int window) {
        return firstWindows.get(groupOf(window)) == window;
    }

    private int groupOf(int index) {
        int low = 0;
        int high = groups.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (firstWindows.get(middle) <= index) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    @Override
    public MiniBatch at(int index) {
        int number = groupOf(index);
        int[] group = groups.get(number);
        int first = (index - firstWindows.get(number)) * window;
        int last = (int) Math.min((long) first + window, length(group[0]));
        int[] offsets = new int[last - first + 1];
        int active = group.length;
        for (int t = first; t < last; t++) {
            while (length(group[active - 1]) <= t) {
                active--;
            }
            offsets[t - first + 1] = offsets[t - first] + active;
        }
        int[] records = new int[offsets[1]];
        long[] laneIds = new long[records.length];
        for (int lane = 0; lane < laneIds.length; lane++) {
            laneIds[lane] = group[lane];
            records[lane] = order[group[lane]];
        }
        return content.fill(shard, new RecordContent.Window(offsets, records, laneIds, first, last));
    }
}
