package dev.unroll.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.unroll.spec.VocabularySpec.Unit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShardTest {
    static Vocabulary vocabulary(int size) {
        List<String> units = new ArrayList<>(List.of("<unk>"));
        for (int i = 1; i < size; i++) {
            units.add("w" + i);
        }
        return Vocabulary.of(Unit.WORD, units);
    }

    static IntList list(int... values) {
        IntList list = new IntList();
        for (int value : values) {
            list.add(value);
        }
        return list;
    }

    @Test
    void idsTakeAsFewBytesAsTheVocabularyAllows() {
        int[][] cases = {{256, 1}, {257, 2}, {65536, 2}, {65537, 4}};
        for (int[] sizeAndWidth : cases) {
            Vocabulary vocabulary = vocabulary(sizeAndWidth[0]);
            int[] ids = {0, 1, sizeAndWidth[0] - 1, sizeAndWidth[0] / 2, 5};
            Shard shard = Shard.ofStream(3, vocabulary, 2, list(ids));
            int header = 36;
            assertEquals(header + 5 * sizeAndWidth[1], shard.toBytes().length);
            Shard back = Shard.fromBytes(shard.toBytes());
            int[] read = new int[back.units()];
            for (int i = 0; i < read.length; i++) {
                read[i] = back.id(i);
            }
            assertArrayEquals(ids, read);
        }
    }

    @Test
    void bytesKeepEverything() {
        Shard stream = Shard.fromBytes(
                Shard.ofStream(7, vocabulary(9), MiniBatch.NONE, list(1, 2, 3)).toBytes());
        assertEquals(7, stream.index());
        assertEquals(MiniBatch.NONE, stream.before());
        assertEquals(false, stream.hasRecords());
        assertEquals(0, stream.records());
        Shard records = Shard.ofRecords(8, vocabulary(9), list(1, 2, 3, 4, 5), new int[] {0, 2, 2, 5}, 6);
        Shard back = Shard.fromBytes(records.toBytes());
        assertEquals(true, back.hasRecords());
        assertEquals(3, back.records());
        assertEquals(List.of(0, 2, 2, 5), List.of(back.start(0), back.start(1), back.start(2), back.start(3)));
        assertEquals(6, back.rejected());
        assertEquals(records.checksum(), back.checksum());
        Shard none = Shard.ofRecords(0, vocabulary(9), list(), new int[] {0}, 0);
        assertEquals(true, Shard.fromBytes(none.toBytes()).hasRecords());
    }

    @Test
    void theChecksumKnowsContentRecordsAndWhatCameBefore() {
        Vocabulary vocabulary = vocabulary(9);
        List<Integer> checksums = List.of(
                Shard.ofStream(0, vocabulary, 1, list(1, 2)).checksum(),
                Shard.ofStream(0, vocabulary, 2, list(1, 2)).checksum(),
                Shard.ofStream(0, vocabulary, 1, list(2, 1)).checksum(),
                Shard.ofStream(0, vocabulary(300), 1, list(1, 2)).checksum(),
                Shard.ofRecords(0, vocabulary, list(1, 2), new int[] {0, 2}, 0).checksum(),
                Shard.ofRecords(0, vocabulary, list(1, 2), new int[] {0, 1, 2}, 0)
                        .checksum(),
                Shard.ofRecords(0, vocabulary, list(1, 2), new int[] {0, 2}, 1).checksum());
        assertEquals(checksums.size(), checksums.stream().distinct().count());
        assertEquals(
                checksums.get(0), Shard.ofStream(5, vocabulary, 1, list(1, 2)).checksum());
    }

    @Test
    void damagedBytesAreRefused() {
        byte[] whole = Shard.ofRecords(8, vocabulary(300), list(1, 2, 299), new int[] {0, 2, 3}, 6)
                .toBytes();
        int indexFrom = 4;
        int indexTo = 8;
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 4;
            if (i < indexFrom || i >= indexTo) {
                assertThrows(IllegalArgumentException.class, () -> Shard.fromBytes(damaged), "byte " + i);
            }
            byte[] cut = java.util.Arrays.copyOf(whole, i);
            assertThrows(IllegalArgumentException.class, () -> Shard.fromBytes(cut), "cut at " + i);
        }
    }

    @Test
    void theFingerprintDependsOnEachShardAndTheirOrder() {
        TurnSpec turn = new TurnSpec(1, 2, 3);
        ShardSummary a = ShardSummary.of(Shard.ofStream(0, vocabulary(9), 1, list(1, 2, 3, 4, 5, 6, 7)), turn);
        ShardSummary b = ShardSummary.of(Shard.ofStream(1, vocabulary(9), 1, list(1, 2, 3, 4, 5, 7, 6)), turn);
        assertEquals(new ShardSummary(0, 7, 0, 0, a.checksum(), 2), a);
        assertNotEquals(ShardSummary.fingerprint(List.of(a, b)), ShardSummary.fingerprint(List.of(b, a)));
        assertNotEquals(ShardSummary.fingerprint(List.of(a)), ShardSummary.fingerprint(List.of(b)));
        // By a few lines of Python for CRC-32C and XXH64. It must never change: a checkpoint is compared with it.
        assertEquals("6f9d82b6a0900d97", ShardSummary.fingerprint(List.of(a, b)));
    }
}
