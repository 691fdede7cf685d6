package dev.unroll.spark;

import dev.unroll.data.TurnSpec;
import dev.unroll.spec.Spec;

/**
 * How running text is cut when it is measured: {@code evaluate.lanes} pieces that each begin with a zero state, spread evenly
 * over shards.
 *
 * @param lanes pieces in all
 * @param shards a divisor of the lanes
 */
record MeasuredLanes(int lanes, int shards) {
    private static final long UNITS_PER_LANE = 50_000;

    /**
     * The cut of a text. A given number of lanes is exact; else there is about one for 50,000 units, as many in each shard.
     * There are as many shards as logical workers at least, if the lanes allow it, and more where one would hold over
     * {@code data.shard-tokens} units.
     */
    static MeasuredLanes of(long units, Spec spec) {
        int given = spec.evaluate().lanes();
        long lanes = given > 0 ? Math.max(1, Math.min(given, units)) : Math.max(1, units / UNITS_PER_LANE);
        long tokens = spec.data().shardTokens();
        long wanted = Math.min(lanes, Math.max(spec.train().workers(), (units + tokens - 1) / tokens));
        long shards = wanted;
        if (given > 0) {
            while (lanes % shards != 0) {
                shards++;
            }
        } else {
            lanes -= lanes % shards;
        }
        return new MeasuredLanes(Math.toIntExact(lanes), Math.toIntExact(shards));
    }

    /** How each shard is cut. */
    TurnSpec turns(Spec spec) {
        return new TurnSpec(
                spec.train().seed(), lanes / shards, TurnSpec.of(spec).steps());
    }
}
