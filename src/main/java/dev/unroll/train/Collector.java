package dev.unroll.train;

import dev.unroll.nn.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gathers the results of one round as they come, in any order; the outcome does not depend on it. */
public final class Collector {
    private static final byte[] NO_CARRY = {};

    private final Fold fold;
    private final byte[][] carries;
    private final String[] faults;

    /**
     * @param workers logical workers of the spec
     * @param parts the parts of this round; workers without one count as weightless
     */
    public Collector(int workers, List<Worker.Part> parts) {
        fold = new Fold(workers);
        carries = new byte[workers][];
        Arrays.fill(carries, NO_CARRY);
        faults = new String[workers];
        Arrays.fill(faults, "");
        boolean[] busy = new boolean[workers];
        for (Worker.Part part : parts) {
            busy[part.worker()] = true;
        }
        for (int w = 0; w < workers; w++) {
            if (!busy[w]) {
                fold.add(w, GradientSum.dense(new float[0], Loss.NONE));
            }
        }
    }

    /** Takes one worker's result. */
    public void add(Worker.Result result) {
        carries[result.worker()] = result.carry();
        faults[result.worker()] = result.fault();
        fold.add(result.worker(), result.sum());
    }

    /** Everything together, once all are there. */
    public Rounds.Outcome outcome() {
        List<Rounds.Fault> found = new ArrayList<>();
        for (int w = 0; w < faults.length; w++) {
            if (!faults[w].isEmpty()) {
                found.add(new Rounds.Fault(w, faults[w]));
            }
        }
        return new Rounds.Outcome(fold.sum(), carries, found);
    }
}
