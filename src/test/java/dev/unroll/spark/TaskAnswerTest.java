package dev.unroll.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.unroll.nn.Loss;
import dev.unroll.spec.UsageException;
import dev.unroll.train.GradientSum;
import dev.unroll.train.Worker;
import org.junit.jupiter.api.Test;

class TaskAnswerTest {
    private static final UsageException MISTAKE = new UsageException("no kernels: reason=x; y insists", "see to it");

    @Test
    void numbersComeBack() {
        assertArrayEquals(new long[] {1, -2, Long.MAX_VALUE}, TaskAnswer.numbers(TaskAnswer.of(1, -2, Long.MAX_VALUE)));
        assertArrayEquals(new long[0], TaskAnswer.numbers(TaskAnswer.of()));
    }

    @Test
    void aMistakeIsThrownInsteadOfNumbersAndOfAWorkersResult() {
        byte[] answer = TaskAnswer.of(MISTAKE);
        assertEquals(
                MISTAKE.getMessage(),
                assertThrows(UsageException.class, () -> TaskAnswer.numbers(answer))
                        .getMessage());
        assertEquals(
                MISTAKE.getMessage(),
                assertThrows(UsageException.class, () -> ResultCodec.decode(answer))
                        .getMessage());
    }

    @Test
    void aWorkersResultComesBack() {
        GradientSum sum = GradientSum.dense(new float[] {1, 2, 3}, new Loss(4, 5));
        Worker.Result result =
                ResultCodec.decode(ResultCodec.encode(new Worker.Result(257, sum, new byte[] {6, 7}, "slot=\u00e9")));
        assertEquals(257, result.worker());
        assertArrayEquals(sum.toBytes(), result.sum().toBytes());
        assertArrayEquals(new byte[] {6, 7}, result.carry());
        assertEquals("slot=\u00e9", result.fault());
    }
}
