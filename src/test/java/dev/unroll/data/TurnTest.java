package dev.unroll.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TurnTest {
    private static final int NONE = MiniBatch.NONE;
    private static final Vocabulary VOCABULARY = ShardTest.vocabulary(70_000);

    /** Unit ids 1000, 1001, ...: each says where it stands. */
    private static Shard stream(int units, int before) {
        IntList ids = new IntList();
        for (int i = 0; i < units; i++) {
            ids.add(1000 + i);
        }
        return Shard.ofStream(2, VOCABULARY, before, ids);
    }

    private static Shard records(int... lengths) {
        IntList ids = new IntList();
        int[] starts = new int[lengths.length + 1];
        for (int r = 0; r < lengths.length; r++) {
            for (int i = 0; i < lengths[r]; i++) {
                ids.add(1000 + ids.size());
            }
            starts[r + 1] = ids.size();
        }
        return Shard.ofRecords(2, VOCABULARY, ids, starts, 0);
    }

    @Test
    void aStreamIsCutIntoEqualLanesAndWindows() {
        // 11 units, 2 lanes of 6 and 5, windows of 4.
        Turn turn = new TurnSpec(1, 2, 4).turn(stream(11, 77), 0);
        assertEquals(2, turn.windows());
        MiniBatch first = turn.at(0);
        assertEquals(4, first.steps());
        assertEquals(2, first.lanes());
        assertArrayEquals(new int[] {77, 1005, 1000, 1006, 1001, 1007, 1002, 1008}, first.inputs());
        assertArrayEquals(new int[] {1000, 1006, 1001, 1007, 1002, 1008, 1003, 1009}, first.classes());
        assertArrayEquals(new long[] {0, 1}, first.laneIds());
        MiniBatch second = turn.at(1);
        assertEquals(2, second.steps());
        assertEquals(List.of(2, 1), List.of(second.active(0), second.active(1)));
        assertArrayEquals(new int[] {1003, 1009, 1004}, second.inputs());
        assertArrayEquals(new int[] {1004, 1010, 1005}, second.classes());
        assertTrue(turn.startsAfresh(0));
        assertFalse(turn.startsAfresh(1));
    }

    @Test
    void aLaneThatIsOneUnitLongerMayBeAloneInTheLastWindow() {
        // 9 units, 2 lanes of 5 and 4, windows of 2.
        Turn turn = new TurnSpec(1, 2, 2).turn(stream(9, NONE), 0);
        assertEquals(3, turn.windows());
        MiniBatch last = turn.at(2);
        assertEquals(1, last.lanes());
        assertArrayEquals(new int[] {1003}, last.inputs());
        assertArrayEquals(new int[] {1004}, last.classes());
        assertEquals(NONE, turn.at(0).inputs()[0]);
    }

    @Test
    void lanesGrowWithTheTextUpToTheBatch() {
        int[][] unitsAndLanes = {{1, 1}, {4, 1}, {9, 1}, {10, 2}, {14, 2}, {15, 3}, {500, 3}};
        for (int[] expected : unitsAndLanes) {
            assertEquals(
                    expected[1],
                    new TurnSpec(1, 3, 5)
                            .turn(stream(expected[0], NONE), 0)
                            .at(0)
                            .lanes());
        }
        assertEquals(0, new TurnSpec(1, 3, 5).turn(stream(0, NONE), 0).windows());
    }

    @Test
    void everyUnitOfAStreamIsATargetOnceBehindTheUnitBeforeIt() {
        for (int units = 1; units < 60; units++) {
            for (int batch = 1; batch < 6; batch++) {
                for (int steps = 1; steps < 8; steps++) {
                    TurnSpec spec = new TurnSpec(1, batch, steps);
                    Shard shard = stream(units, 999);
                    Turn turn = spec.turn(shard, 0);
                    assertEquals(turn.windows(), spec.windows(shard));
                    boolean[] seen = new boolean[units];
                    for (int w = 0; w < turn.windows(); w++) {
                        MiniBatch batchAt = turn.at(w);
                        assertTrue(batchAt.steps() <= steps && batchAt.lanes() <= batch);
                        for (int row = 0; row < batchAt.rows(); row++) {
                            int unit = batchAt.classes()[row];
                            assertEquals(unit - 1, batchAt.inputs()[row]);
                            assertFalse(seen[unit - 1000]);
                            seen[unit - 1000] = true;
                        }
                    }
                    for (boolean target : seen) {
                        assertTrue(target);
                    }
                }
            }
        }
    }

    @Test
    void lanesGoOnFromWindowToWindow() {
        Turn turn = new TurnSpec(1, 3, 4).turn(stream(50, 999), 0);
        Map<Long, Integer> last = new HashMap<>();
        for (int w = 0; w < turn.windows(); w++) {
            MiniBatch batch = turn.at(w);
            for (int lane = 0; lane < batch.lanes(); lane++) {
                for (int t = 0; t < batch.steps() && lane < batch.active(t); t++) {
                    int input = batch.inputs()[batch.offset(t) + lane];
                    Integer before = last.put(batch.laneIds()[lane], batch.classes()[batch.offset(t) + lane]);
                    assertTrue(before == null || before == input);
                }
            }
        }
        assertEquals(3, last.size());
    }

    @Test
    void recordsAreMiniBatchesOfTheirOwn() {
        Shard shard = records(2, 0, 3);
        Turn turn = new TurnSpec(1, 2, 0).turn(shard, 0);
        assertEquals(1, turn.windows());
        MiniBatch batch = turn.at(0);
        assertEquals(3, batch.steps());
        assertArrayEquals(new int[] {NONE, NONE, 1002, 1000, 1003}, batch.inputs());
        assertArrayEquals(new int[] {1002, 1000, 1003, 1001, 1004}, batch.classes());
        int[] order = Permutation.ofRecords(1, 0, 2, 3);
        assertEquals(2, order[(int) batch.laneIds()[0]]);
        assertEquals(0, order[(int) batch.laneIds()[1]]);
    }

    @Test
    void everyUnitOfEveryRecordIsATargetOnceInEveryEpoch() {
        long seed = 17;
        Random random = new Random(seed);
        for (int run = 0; run < 300; run++) {
            int[] lengths = random.ints(random.nextInt(150), 0, 12).toArray();
            TurnSpec spec = new TurnSpec(random.nextInt(), 1 + random.nextInt(4), random.nextInt(9));
            Shard shard = records(lengths);
            for (int epoch = 0; epoch < 3; epoch++) {
                String where = "seed " + seed + " run " + run + " epoch " + epoch;
                Turn turn = spec.turn(shard, epoch);
                assertEquals(spec.windows(shard), turn.windows(), where);
                TreeMap<Integer, Integer> targets = new TreeMap<>();
                for (int w = 0; w < turn.windows(); w++) {
                    MiniBatch batch = turn.at(w);
                    assertTrue(batch.lanes() <= spec.batch(), where);
                    assertTrue(spec.steps() == 0 || batch.steps() <= spec.steps(), where);
                    for (int row = 0; row < batch.rows(); row++) {
                        targets.put(batch.classes()[row], batch.inputs()[row]);
                    }
                }
                assertEquals(shard.units(), targets.size(), where);
                for (int r = 0; r < shard.records(); r++) {
                    for (int i = shard.start(r); i < shard.start(r + 1); i++) {
                        int expected = i == shard.start(r) ? NONE : 1000 + i - 1;
                        assertEquals(expected, targets.get(1000 + i), where);
                    }
                }
            }
        }
    }

    @Test
    void longRecordsGoOnInTheNextWindowInTheSameLanes() {
        Shard shard = records(7, 1, 8, 2, 7, 3);
        Turn turn = new TurnSpec(5, 2, 3).turn(shard, 4);
        // Three records of 3 windows make 2 groups, three of 1 window make 2 groups: 2 * 3 + 2 mini-batches.
        assertEquals(8, turn.windows());
        int afresh = 0;
        long[] lanes = {};
        for (int w = 0; w < turn.windows(); w++) {
            MiniBatch batch = turn.at(w);
            if (turn.startsAfresh(w)) {
                afresh++;
                for (int lane = 0; lane < batch.lanes(); lane++) {
                    assertEquals(NONE, batch.inputs()[lane]);
                }
            } else {
                assertArrayEquals(Arrays.copyOf(lanes, batch.lanes()), batch.laneIds());
                for (int lane = 0; lane < batch.lanes(); lane++) {
                    assertTrue(batch.inputs()[lane] != NONE);
                }
            }
            lanes = batch.laneIds();
        }
        assertEquals(4, afresh);
    }

    @Test
    void recordsAreSortedByLengthWithinPoolsOnly() {
        int batch = 2;
        int pool = 32 * batch;
        int[] lengths = new Random(3).ints(2 * pool + 10, 1, 50).toArray();
        Turn turn = new TurnSpec(1, batch, 0).turn(records(lengths), 0);
        int[] order = Permutation.ofRecords(1, 0, 2, lengths.length);
        int at = 0;
        for (int from = 0; from < lengths.length; from += pool) {
            List<Integer> expected = new ArrayList<>();
            for (int place = from; place < Math.min(from + pool, lengths.length); place++) {
                expected.add(place);
            }
            expected.sort((a, b) -> Integer.compare(lengths[order[b]], lengths[order[a]]));
            for (int i = 0; i < expected.size(); i += batch) {
                MiniBatch miniBatch = turn.at(at++);
                for (int lane = 0; lane < miniBatch.lanes(); lane++) {
                    assertEquals(expected.get(i + lane).longValue(), miniBatch.laneIds()[lane]);
                }
            }
        }
        assertEquals(turn.windows(), at);
    }

    @Test
    void epochsDifferAndRepeatThemselves() {
        Shard shard = records(new Random(3).ints(40, 1, 9).toArray());
        TurnSpec spec = new TurnSpec(1, 4, 0);
        assertArrayEquals(
                spec.turn(shard, 0).at(0).classes(), spec.turn(shard, 0).at(0).classes());
        assertFalse(Arrays.equals(
                spec.turn(shard, 0).at(0).classes(), spec.turn(shard, 1).at(0).classes()));
    }

    @Test
    void windowsOfTooLongRecordsAreNoLongerThanTheLongestRecordAllowed() {
        assertEquals(64, TurnSpec.of(Settings.spec("data.context=line")).steps());
        assertEquals(
                9,
                TurnSpec.of(Settings.spec("data.context=line", "data.max-length=9"))
                        .steps());
        assertEquals(
                9,
                TurnSpec.of(Settings.spec("data.context=line", "data.max-length=9", "train.steps=0"))
                        .steps());
        assertEquals(
                64,
                TurnSpec.of(Settings.spec("data.context=line", "data.max-length=90"))
                        .steps());
        assertEquals(
                0,
                TurnSpec.of(Settings.spec(
                                "data.context=line", "data.max-length=9", "train.steps=0", "data.too-long=reject"))
                        .steps());
    }
}
