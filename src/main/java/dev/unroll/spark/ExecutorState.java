package dev.unroll.spark;

import dev.unroll.math.Denormals;
import dev.unroll.math.Kernels;
import dev.unroll.nn.Network;
import dev.unroll.spec.UsageException;
import dev.unroll.train.PackedPool;
import dev.unroll.train.Worker;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockManagerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one JVM keeps between the tasks of a run: the networks, packed weights and scratch shared by its threads, and the shards that
 * they used last.
 *
 * <p>It holds nothing that a task could not make again; at most {@value #RUNS} runs are remembered.
 */
final class ExecutorState {
    private static final Logger LOG = LoggerFactory.getLogger(ExecutorState.class);
    private static final int RUNS = 2;
    private static final Map<String, ExecutorState> STATES = new LinkedHashMap<>();

    static {
        if (Denormals.areFlushed()) {
            LOG.warn(Denormals.WARNING);
        }
    }

    private final Network scoring;
    private final PackedPool scoringPool = new PackedPool();
    private final Worker worker;
    private final RecentShards recentShards = new RecentShards(RecentShards.LIMIT);

    private ExecutorState(RunSetup setup) {
        scoring = setup.scoringNetwork();
        worker = new Worker(setup.trainingNetwork(), setup.spec().train(), new PackedPool());
    }

    /**
     * This JVM's state of the run, made by its first task.
     *
     * @throws UsageException if this JVM cannot compute; the task answers with it
     */
    static ExecutorState of(RunSetup setup) {
        synchronized (STATES) {
            ExecutorState state = STATES.get(setup.run());
            if (state == null) {
                requireKernels();
                state = new ExecutorState(setup);
                STATES.put(setup.run(), state);
                if (STATES.size() > RUNS) {
                    STATES.remove(STATES.keySet().iterator().next());
                }
            }
            return state;
        }
    }

    /** Refuses a JVM whose CPU has no kernels, or not those that it was started with a wish for. */
    static void requireKernels() {
        try {
            Kernels.best();
        } catch (IllegalStateException refusal) {
            BlockManagerId place = SparkEnv.get().blockManager().blockManagerId();
            throw new UsageException(
                    "an executor has no kernels: host=" + place.host() + " executor=" + place.executorId() + " reason="
                            + refusal.getMessage(),
                    "see to -Dunroll.kernels in spark.executor.extraJavaOptions, or keep Spark off that machine");
        }
    }

    Worker worker() {
        return worker;
    }

    RecentShards recentShards() {
        return recentShards;
    }

    Network scoringNetwork() {
        return scoring;
    }

    PackedPool scoringPool() {
        return scoringPool;
    }
}
