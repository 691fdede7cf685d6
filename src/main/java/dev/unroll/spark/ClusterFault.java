package dev.unroll.spark;

import java.io.ObjectStreamException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkThrowable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job that Spark gave up for reasons of the cluster: no master, a lost executor, no memory, a task that failed too often.
 *
 * @param cause the innermost one, on one line
 * @param hint what the user can do about it
 */
public record ClusterFault(String cause, String hint) {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterFault.class);

    private static final String MEMORY =
            "give the executors more with --executor-memory (where the master is local: --driver-memory), or make train.batch,"
                    + " train.steps or the network smaller";
    private static final String CLUSTER =
            "see whether the master and its executors are up and have the memory (--executor-memory), and what their logs say";

    /**
     * The fault behind what was thrown, of which the log has all at level debug. None where Spark only passed on what our own code
     * threw, and none where Spark had no part in it.
     */
    public static Optional<ClusterFault> behind(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            chain.add(cause);
        }
        Throwable innermost = chain.get(chain.size() - 1);
        boolean job = chain.stream().anyMatch(SparkThrowable.class::isInstance);
        if (!isThrownByContext(innermost) && (!job || isMistake(innermost))) {
            return Optional.empty();
        }
        LOG.debug("the job failed", thrown);
        boolean memory = innermost instanceof OutOfMemoryError;
        String name =
                innermost instanceof SparkThrowable ? "" : innermost.getClass().getSimpleName() + ": ";
        return Optional.of(new ClusterFault(name + HadoopPaths.firstLine(innermost), memory ? MEMORY : CLUSTER));
    }

    /** A context that the cluster has stopped refuses whatever it is asked for. */
    private static boolean isThrownByContext(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().equals(SparkContext.class.getName());
    }

    private static boolean isMistake(Throwable thrown) {
        boolean unchecked = thrown instanceof RuntimeException || thrown instanceof Error;
        boolean cannotTravel = thrown instanceof ObjectStreamException;
        return (unchecked || cannotTravel)
                && !(thrown instanceof SparkThrowable)
                && !(thrown instanceof OutOfMemoryError);
    }
}
