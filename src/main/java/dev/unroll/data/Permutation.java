package dev.unroll.data;

import dev.unroll.math.RandomStream;

/** Orders that depend on nothing but a stream's name: Fisher and Yates from the last element down. */
final class Permutation {
    private Permutation() {}

    /** The shards of a corpus in an epoch. */
    static int[] ofShards(long seed, int epoch, int shards) {
        return of(RandomStream.of(seed, RandomStream.Purpose.SHUFFLE, epoch), shards);
    }

    /** The records of a shard in an epoch. */
    static int[] ofRecords(long seed, int epoch, int shard, int records) {
        return of(RandomStream.of(seed, RandomStream.Purpose.SHUFFLE, epoch, shard), records);
    }

    /** Element i changes places with element floor(u * (i + 1)), u being the upper 32 bits drawn at i as a fraction. */
    private static int[] of(RandomStream stream, int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        for (int i = size - 1; i > 0; i--) {
            int other = (int) (((stream.bits(0, i) >>> 32) * (i + 1L)) >>> 32);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }
}
