package dev.unroll.spark;

import dev.unroll.nn.Network;
import dev.unroll.train.PackedPool;
import dev.unroll.train.Worker;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one JVM keeps between the tasks of a run: the networks, and packed weights and scratch shared by its threads.
 *
 * <p>It holds nothing that a task could not make again; at most {@value #RUNS} runs are remembered.
 */
final class ExecutorState {
    private static final int RUNS = 2;
    private static final Map<String, ExecutorState> STATES = new LinkedHashMap<>();

    private final Network scoring;
    private final PackedPool scoringPool = new PackedPool();
    private final Worker worker;

    private ExecutorState(RunSetup setup) {
        scoring = setup.scoringNetwork();
        worker = new Worker(setup.trainingNetwork(), setup.spec().train(), new PackedPool());
    }

    /** This JVM's state of the run, made by its first task. */
    static ExecutorState of(RunSetup setup) {
        synchronized (STATES) {
            ExecutorState state = STATES.get(setup.run());
            if (state == null) {
                state = new ExecutorState(setup);
                STATES.put(setup.run(), state);
                if (STATES.size() > RUNS) {
                    STATES.remove(STATES.keySet().iterator().next());
                }
            }
            return state;
        }
    }

    Worker worker() {
        return worker;
    }

    Network scoringNetwork() {
        return scoring;
    }

    PackedPool scoringPool() {
        return scoringPool;
    }
}
