package dev.unroll.spark;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/**
 * Counts how many tasks can run at once: for each executor its cores, divided by {@code spark.task.cpus}.
 *
 * @implNote Of an executor's cores Spark tells nobody but listeners, and these once, when it joins. So this one is named in {@code
 * spark.extraListeners}: added to a context that stands already it would miss the executors for which YARN and Kubernetes have had
 * it wait. Spark makes it, hence the static map; there is one context in a JVM. {@code defaultParallelism()} will not do: it is
 * {@code spark.default.parallelism} where an operator has set that, and never less than 2 on a cluster.
 */
public final class TaskSlots extends SparkListener {
    static final String LISTENERS = "spark.extraListeners";

    private static final Pattern LOCAL = Pattern.compile("local(?:\\[\\s*([0-9]+|\\*)\\s*(?:,\\s*[0-9]+\\s*)?\\])?");
    private static final Map<String, Integer> CORES = new ConcurrentHashMap<>();

    /** Called by Spark. */
    public TaskSlots() {
        CORES.clear();
    }

    /** Has the next context count its executors. */
    static void listen(SparkConf conf) {
        String others = conf.get(LISTENERS, "");
        conf.set(LISTENERS, (others.isEmpty() ? "" : others + ",") + TaskSlots.class.getName());
    }

    @Override
    public void onExecutorAdded(SparkListenerExecutorAdded added) {
        CORES.put(added.executorId(), added.executorInfo().totalCores());
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
        CORES.remove(removed.executorId());
    }

    /** Those of a context, as far as its cluster has answered yet; at least 1. */
    static int of(JavaSparkContext context) {
        int cpus = Math.max(1, context.getConf().getInt("spark.task.cpus", 1));
        int local = localCores(context.master());
        if (local > 0) {
            return Math.max(1, local / cpus);
        }
        int slots = listened(cpus);
        return slots > 0 ? slots : configured(context, cpus);
    }

    /** Of the executors that have joined and not left. */
    static int listened(int cpus) {
        return CORES.values().stream().mapToInt(cores -> cores / cpus).sum();
    }

    /** A context that somebody else has opened has no listener of ours; the driver is one of its executors. */
    private static int configured(JavaSparkContext context, int cpus) {
        int executors = context.sc().statusTracker().getExecutorInfos().length - 1;
        int cores = context.getConf().getInt("spark.executor.cores", 1);
        return Math.max(1, executors * (cores / cpus));
    }

    /** Threads of a local master; 0 for a cluster. */
    static int localCores(String master) {
        Matcher local = LOCAL.matcher(master);
        if (!local.matches()) {
            return 0;
        }
        String threads = local.group(1);
        return threads == null
                ? 1
                : threads.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(threads);
    }
}
