package dev.unroll.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.spec.UsageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void twoWorkersTakeTurnsOverThreeShardsInOrder() {
        int[] order = Permutation.ofShards(1, 0, 3);
        List<Integer> windows = new ArrayList<>(List.of(0, 0, 0));
        windows.set(order[0], 3);
        windows.set(order[1], 1);
        windows.set(order[2], 2);
        Schedule schedule = new Schedule(1, 2, 2, windows);
        List<List<RoundPlan.Work>> rounds = new ArrayList<>();
        RoundPlan plan = schedule.plan(schedule.start());
        while (!plan.endsEpoch()) {
            rounds.add(plan.work());
            plan = schedule.plan(plan.next());
        }
        rounds.add(plan.work());
        assertEquals(
                List.of(
                        List.of(new RoundPlan.Work(0, order[0], 0, 2), new RoundPlan.Work(1, order[1], 0, 1)),
                        List.of(new RoundPlan.Work(0, order[0], 2, 1), new RoundPlan.Work(1, -1, 0, 0)),
                        List.of(new RoundPlan.Work(0, order[2], 0, 2), new RoundPlan.Work(1, -1, 0, 0))),
                rounds);
        assertEquals(3, schedule.rounds(0));
        assertEquals(new Cursor(3, 1, 0, List.of(0, 0), List.of(0, 0)), plan.next());
    }

    @Test
    void everyMiniBatchIsReadOnceInEveryEpochInOrder() {
        long seed = 23;
        Random random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            int workers = 1 + random.nextInt(5);
            int localSteps = 1 + random.nextInt(4);
            List<Integer> windows =
                    random.ints(workers * (1 + random.nextInt(4)), 0, 9).boxed().toList();
            if (windows.stream().allMatch(count -> count == 0)) {
                continue;
            }
            String where = "seed " + seed + " run " + run;
            Schedule schedule = new Schedule(run, workers, localSteps, windows);
            Cursor cursor = schedule.start();
            long rounds = 0;
            for (int epoch = 0; epoch < 3; epoch++) {
                Map<Integer, Integer> done = new TreeMap<>();
                Map<Integer, Integer> owner = new HashMap<>();
                int inEpoch = 0;
                while (cursor.epoch() == epoch) {
                    RoundPlan plan = schedule.plan(cursor);
                    assertEquals(rounds++, plan.round(), where);
                    assertEquals(inEpoch++, plan.roundInEpoch(), where);
                    assertEquals(workers, plan.work().size(), where);
                    int busy = 0;
                    for (RoundPlan.Work work : plan.work()) {
                        if (work.count() == 0) {
                            assertEquals(-1, work.shard(), where);
                            continue;
                        }
                        busy++;
                        assertTrue(work.count() <= localSteps, where);
                        assertEquals(done.getOrDefault(work.shard(), 0), work.window(), where);
                        int end = work.window() + work.count();
                        assertTrue(work.count() == localSteps || end == windows.get(work.shard()), where);
                        done.put(work.shard(), end);
                        assertEquals(work.worker(), owner.getOrDefault(work.shard(), work.worker()), where);
                        owner.put(work.shard(), work.worker());
                    }
                    assertTrue(busy > 0, where);
                    cursor = plan.next();
                }
                assertEquals(schedule.rounds(epoch), inEpoch, where);
                for (int shard = 0; shard < windows.size(); shard++) {
                    assertEquals(windows.get(shard), done.getOrDefault(shard, 0), where);
                }
            }
        }
    }

    @Test
    void aCursorIsEnoughToGoOn() {
        List<Integer> windows = List.of(5, 3, 4, 6, 2, 7);
        Schedule one = new Schedule(1, 3, 2, windows);
        Cursor cursor = one.start();
        for (int i = 0; i < 20; i++) {
            RoundPlan plan = one.plan(cursor);
            assertEquals(plan, new Schedule(1, 3, 2, windows).plan(cursor));
            assertEquals(plan, one.plan(cursor));
            cursor = plan.next();
        }
    }

    @Test
    void anEmptyCorpusIsRefused() {
        assertTrue(assertThrows(UsageException.class, () -> new Schedule(1, 2, 1, List.of(0, 0)))
                .getMessage()
                .startsWith("nothing to train on: units=0;"));
    }

    @Test
    void aCursorOfOtherWorkersIsRefused() {
        Schedule schedule = new Schedule(1, 2, 1, List.of(1, 1));
        Cursor other = new Schedule(1, 3, 1, List.of(1, 1, 1)).start();
        assertThrows(IllegalArgumentException.class, () -> schedule.plan(other));
    }

    @Test
    void theSpecificationNamesSeedWorkersAndLocalSteps() {
        List<ShardSummary> shards = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            shards.add(new ShardSummary(i, 9, 0, 0, 0, 5));
        }
        Schedule schedule =
                Schedule.of(Settings.spec("train.workers=3", "train.sync.local-steps=2", "train.seed=8"), shards);
        assertEquals(
                new Schedule(8, 3, 2, List.of(5, 5, 5, 5, 5, 5)).plan(schedule.start()),
                schedule.plan(schedule.start()));
        assertEquals(6, schedule.rounds(0));
    }
}
