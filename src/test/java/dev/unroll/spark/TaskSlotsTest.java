package dev.unroll.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.cluster.ExecutorInfo;
import org.junit.jupiter.api.Test;
import scala.collection.immutable.Map$;

class TaskSlotsTest {
    @Test
    void aLocalMasterSaysItself() {
        int all = Runtime.getRuntime().availableProcessors();
        assertEquals(1, TaskSlots.localCores("local"));
        assertEquals(3, TaskSlots.localCores("local[3]"));
        assertEquals(3, TaskSlots.localCores("local[3, 4]"));
        assertEquals(all, TaskSlots.localCores("local[*]"));
        assertEquals(all, TaskSlots.localCores("local[*,4]"));
        for (String cluster : new String[] {"yarn", "spark://local:7077", "local-cluster[2,3,512]"}) {
            assertEquals(0, TaskSlots.localCores(cluster), cluster);
        }
    }

    @Test
    void theDefaultParallelismOfTheClusterIsNotTheNumberOfSlots() {
        Map<String, String> settings = Map.of("spark.default.parallelism", "200", "spark.task.cpus", "2");
        int slots = LocalSpark.with(
                "local[5]", settings, own -> TaskSlots.of(JavaSparkContext.fromSparkContext(own.sparkContext())));
        assertEquals(2, slots);
    }

    @Test
    void executorsAreCountedFromWhenTheyJoinUntilTheyLeave() {
        TaskSlots slots = new TaskSlots();
        assertEquals(0, TaskSlots.listened(1));
        slots.onExecutorAdded(new SparkListenerExecutorAdded(0, "0", new ExecutorInfo("a", 5, Map$.MODULE$.empty())));
        slots.onExecutorAdded(new SparkListenerExecutorAdded(0, "1", new ExecutorInfo("b", 4, Map$.MODULE$.empty())));
        assertEquals(9, TaskSlots.listened(1));
        assertEquals(4, TaskSlots.listened(2), "no task has cores of two executors");
        slots.onExecutorRemoved(new SparkListenerExecutorRemoved(0, "0", "lost"));
        assertEquals(4, TaskSlots.listened(1));
        new TaskSlots();
        assertEquals(0, TaskSlots.listened(1), "another context");
    }

    @Test
    void theListenersOfTheUserStay() {
        SparkConf conf = new SparkConf(false);
        TaskSlots.listen(conf);
        assertEquals(TaskSlots.class.getName(), conf.get(TaskSlots.LISTENERS));
        conf.set(TaskSlots.LISTENERS, "a.B");
        TaskSlots.listen(conf);
        assertEquals("a.B," + TaskSlots.class.getName(), conf.get(TaskSlots.LISTENERS));
    }
}
