package dev.unroll.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.spec.VocabularySpec.Unit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordShardTest {
    private static final List<String> RECORDS = List.of("ba", "", "abba", "b", "ba", "a\u00e9");
    private static final Vocabulary LINES =
            Vocabulary.of(Unit.CHAR, List.of("<unk>", "<eos>", "a", "b", "\u00e9", "\n"));

    private static Shard shard(List<String> records, Vocabulary vocabulary, String... words) {
        RecordShardBuilder builder = new RecordShardBuilder(Settings.rules(words), vocabulary);
        records.forEach(record -> builder.add(record.getBytes(UTF_8)));
        return builder.build(3);
    }

    private static String text(Shard shard, Vocabulary vocabulary) {
        int[] ids = new int[shard.units()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = shard.id(i);
        }
        return vocabulary.text(ids);
    }

    @Test
    void recordsAreSortedByContentAndKeepTheirEnds() {
        Shard shard = shard(RECORDS, LINES, "data.context=line");
        assertEquals("\nabba\na\u00e9\nb\nba\nba\n", text(shard, LINES));
        assertEquals(6, shard.records());
        assertArrayEquals(
                new int[] {0, 1, 6, 9, 11, 14, 17},
                java.util.stream.IntStream.rangeClosed(0, 6).map(shard::start).toArray());
        assertEquals(3, shard.index());
    }

    @Test
    void theOrderOfArrivalChangesNothing() {
        Shard expected = shard(RECORDS, LINES, "data.context=line");
        for (int seed = 0; seed < 20; seed++) {
            List<String> shuffled = new ArrayList<>(RECORDS);
            Collections.shuffle(shuffled, new Random(seed));
            assertArrayEquals(
                    expected.toBytes(),
                    shard(shuffled, LINES, "data.context=line").toBytes());
        }
    }

    @Test
    void keysComeBeforeContentsAndBytesAreUnsigned() {
        RecordShardBuilder builder =
                new RecordShardBuilder(Settings.rules("data.context=line", "data.eos=false"), LINES);
        builder.add(new byte[] {(byte) 0x80}, "a".getBytes(UTF_8));
        builder.add(new byte[] {0x7F, 0}, "b".getBytes(UTF_8));
        builder.add(new byte[] {0x7F}, "bb".getBytes(UTF_8));
        builder.add(new byte[] {0x7F}, "ba".getBytes(UTF_8));
        assertEquals("babbba", text(builder.build(0), LINES));
    }

    @Test
    void recordsOfAStreamAreOneText() {
        Vocabulary chars = Vocabulary.of(Unit.CHAR, List.of("<unk>", "a", "b", "\u00e9", "\n"));
        Shard shard = shard(RECORDS, chars);
        assertFalse(shard.hasRecords());
        assertEquals(MiniBatch.NONE, shard.before());
        assertEquals("\nabba\na\u00e9\nb\nba\nba\n", text(shard, chars));
    }

    @Test
    void tooLongRecordsAreCutOrRefusedAndCounted() {
        String[] limit = {"data.context=line", "data.max-length=3"};
        List<String> records = List.of("abba", "ba", "b");
        assertEquals("abba\nb\nba\n", text(shard(records, LINES, limit), LINES));
        Shard first = shard(records, LINES, limit[0], limit[1], "data.too-long=keep-first");
        assertEquals("abbb\nba\n", text(first, LINES));
        assertEquals(0, first.rejected());
        assertEquals("ba\nb\nba\n", text(shard(records, LINES, limit[0], limit[1], "data.too-long=keep-last"), LINES));
        Shard rejecting = shard(records, LINES, limit[0], limit[1], "data.too-long=reject");
        assertEquals("b\nba\n", text(rejecting, LINES));
        assertEquals(1, rejecting.rejected());
        assertEquals(2, rejecting.records());
    }

    @Test
    void countingSeesWhatTheShardsHold() {
        for (String tooLong : List.of("window", "keep-first", "keep-last", "reject")) {
            UnitRules rules = Settings.rules("data.context=line", "data.max-length=3", "data.too-long=" + tooLong);
            RecordCounter counter = new RecordCounter(rules);
            RecordShardBuilder builder = new RecordShardBuilder(rules, LINES);
            for (String record : RECORDS) {
                byte[] bytes = record.getBytes(UTF_8);
                counter.add(bytes, bytes.length);
                builder.add(bytes);
            }
            Shard shard = builder.build(0);
            BlockCount count = counter.count();
            assertEquals(shard.units(), count.units(), tooLong);
            assertEquals(shard.records(), count.lines(), tooLong);
            assertEquals(shard.rejected(), count.rejected(), tooLong);
            assertEquals(tooLong.startsWith("keep") ? 1 : 0, count.cut(), tooLong);
            assertEquals(
                    shard.units(),
                    count.counts().values().stream().mapToLong(Long::longValue).sum(),
                    tooLong);
        }
    }

    @Test
    void countingTellsUnitsApart() {
        RecordCounter counter = new RecordCounter(Settings.rules("vocabulary.unit=word"));
        byte[] bytes = "a b a <unk>\ufffdxx".getBytes(UTF_8);
        counter.add(bytes, 5);
        counter.add(bytes, 3);
        assertEquals(Map.of("a", 3L, "b", 2L, "<eos>", 2L), counter.count().counts());
        assertEquals(7, counter.count().units());
    }

    @Test
    void equalRecordsStayTogetherAndAllAreSpread() {
        RecordSplit split = new RecordSplit(new java.math.BigDecimal("0.2"), 5);
        int[] perShard = new int[5];
        int heldOut = 0;
        for (int i = 0; i < 10_000; i++) {
            long hash = Hash64.of(("record " + i).getBytes(UTF_8));
            if (split.isValidation(hash)) {
                heldOut++;
            } else {
                perShard[split.shard(hash)]++;
            }
        }
        // Five standard deviations of binomial counts: 40 of 2,000 held out, 37 of 1,600 in a shard.
        assertTrue(Math.abs(heldOut - 2000) < 200, "held out " + heldOut);
        for (int count : perShard) {
            assertTrue(Math.abs(count - 1600) < 185, "in a shard " + count);
        }
    }
}
