package dev.unroll.spark;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.spec.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkReleaseTest {
    @ParameterizedTest
    @ValueSource(strings = {"4.0.0", "4.1.0-SNAPSHOT", "4.0.0-preview2", "5.0.1", "10.2.0", "", "unknown"})
    void aSparkFrom4OnIsTaken(String version) {
        SparkRelease.check(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.5.1", "3.4.1-amzn-0", "2.4.8", "1.6"})
    void anOlderOneIsRefusedWithAHintAtSparkHome(String version) {
        UsageException refusal = assertThrows(UsageException.class, () -> SparkRelease.check(version));
        String line = String.valueOf(refusal.getMessage());
        assertTrue(line.contains("too old: spark=" + version) && line.contains("SPARK_HOME"), line);
    }

    @Test
    void theSparkOfTheseTestsIsTaken() {
        SparkRelease.check();
    }
}
