package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.spec.Conf;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriverMemoryTest {
    private static DriverMemory of(String... words) {
        return new DriverMemory(Spec.from(Conf.parse("", "", List.of(words))).train(), 1000);
    }

    @Test
    void theFormulaIsThatOfTheDocumentation() {
        // Weights, best, two moments; the broadcast copy; log2 4 waiting and 3 arriving.
        assertEquals(
                4 * 1000 * (4 + 1 + 2 + 3),
                of("train.workers=4", "train.optimizer=adam").bytes(3));
        // Weights and best; the copy; nobody to wait for.
        assertEquals(
                4 * 1000 * (2 + 1 + 0 + 1),
                of("train.workers=1", "train.optimizer=sgd").bytes(8));
        // The moments travel with the weights and with each of the results.
        assertEquals(
                4 * 1000 * (4 + 3 * (1 + 3 + 5)),
                of("train.workers=5", "train.sync.local-steps=2", "train.optimizer=adamw")
                        .bytes(9));
    }

    @Test
    void whatCannotFitIsRefused() {
        DriverMemory memory = of("train.workers=4");
        memory.check(3, memory.bytes(3));
        UsageException refusal = assertThrows(UsageException.class, () -> memory.check(3, memory.bytes(3) - 1));
        assertTrue(String.valueOf(refusal.getMessage()).contains("--driver-memory"), refusal.getMessage());
    }
}
