package dev.unroll.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.junit.jupiter.api.Test;

class ClusterFaultTest {
    private static Optional<ClusterFault> of(Function<Integer, Integer> task) {
        JavaSparkContext context = LocalSpark.context();
        return ClusterFault.behind(assertThrows(
                Exception.class,
                () -> context.parallelize(List.of(7), 1).map(task).collect()));
    }

    @Test
    void whatOurOwnCodeThrowsInATaskIsNone() {
        assertEquals(Optional.empty(), of(unit -> {
            throw new IllegalStateException("unit=" + unit);
        }));
        assertEquals(Optional.empty(), of(unit -> unit / (unit - 7)));
    }

    @Test
    void aClosureThatCannotTravelIsNone() {
        Object stays = new Object();
        assertEquals(Optional.empty(), of(unit -> stays.hashCode()));
    }

    @Test
    void whatSparkHasNoPartInIsNone() {
        assertEquals(Optional.empty(), ClusterFault.behind(new IllegalStateException("ours")));
    }

    @Test
    void aJobThatWasCancelledIsOne() {
        ClusterFault fault = ClusterFault.behind(
                        new IllegalStateException("outer", new SparkException("Job 3 cancelled because\nmore")))
                .orElseThrow();
        assertEquals("Job 3 cancelled because", fault.cause());
    }

    @Test
    void aTaskWithoutMemoryIsOneWithAHintAtIt() {
        ClusterFault fault = ClusterFault.behind(new SparkException("aborted", new OutOfMemoryError("Java heap space")))
                .orElseThrow();
        assertEquals("OutOfMemoryError: Java heap space", fault.cause());
        assertTrue(fault.hint().contains("--executor-memory"), fault.hint());
    }

    @Test
    void whatAStoppedContextSaysIsOne() {
        JavaSparkContext stopped =
                LocalSpark.with("local[1]", Map.of(), own -> JavaSparkContext.fromSparkContext(own.sparkContext()));
        Exception thrown = assertThrows(IllegalStateException.class, () -> stopped.parallelize(List.of(1), 1));
        assertTrue(ClusterFault.behind(thrown).orElseThrow().cause().contains("stopped SparkContext"));
    }
}
