package dev.unroll.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.unroll.data.Annotation;
import dev.unroll.data.IntList;
import dev.unroll.data.Shard;
import org.junit.jupiter.api.Test;

class RecentShardsTest {
    private int reads;

    @Test
    void aRecentShardIsReadOnce() {
        RecentShards recent = new RecentShards(1000);
        Shard first = recent.get(7, 0, () -> shard(0, 100));
        assertSame(first, recent.get(7, 0, () -> shard(0, 100)));
        assertEquals(1, reads);
    }

    @Test
    void theSameNumberOfAnotherRddIsAnotherShard() {
        RecentShards recent = new RecentShards(1000);
        recent.get(7, 0, () -> shard(0, 100));
        assertEquals(200, recent.get(8, 0, () -> shard(0, 200)).units());
        assertEquals(2, reads);
    }

    @Test
    void whatWasNotUsedForLongestGoesFirst() {
        RecentShards recent = new RecentShards(3 * shard(0, 100).memory());
        reads = 0;
        for (int index : new int[] {0, 1, 2, 0, 3}) {
            recent.get(7, index, () -> shard(index, 100));
        }
        assertEquals(4, reads);
        recent.get(7, 0, () -> shard(0, 100));
        recent.get(7, 2, () -> shard(2, 100));
        recent.get(7, 3, () -> shard(3, 100));
        assertEquals(4, reads, "0 was used again, 2 and 3 came last");
        recent.get(7, 1, () -> shard(1, 100));
        assertEquals(5, reads, "1 had to go");
    }

    @Test
    void aShardBeyondTheLimitPushesNothingOut() {
        RecentShards recent = new RecentShards(500);
        recent.get(7, 0, () -> shard(0, 100));
        recent.get(7, 1, () -> shard(1, 1000));
        recent.get(7, 0, () -> shard(0, 100));
        assertEquals(2, reads);
    }

    private Shard shard(int index, int units) {
        reads++;
        IntList ids = new IntList();
        for (int i = 0; i < units; i++) {
            ids.add(i % 50);
        }
        return Shard.ofExamples(index, 50, ids, new int[] {0, units}, Annotation.NONE);
    }
}
