package dev.unroll.spark;

import dev.unroll.spec.UsageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a task returns, as bytes that pass any serializer: numbers, or a mistake of the user's. Mistakes are not thrown in
 * tasks, since Spark prints a stack trace for each failed one and tries it again.
 */
final class TaskAnswer {
    private static final byte NUMBERS = 0;
    private static final byte MISTAKE = 1;
    private static final String HINT = "; hint: ";

    private TaskAnswer() {}

    static byte[] of(long... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.addExact(1, Math.multiplyExact(Long.BYTES, numbers.length)));
        bytes.put(NUMBERS);
        for (long number : numbers) {
            bytes.putLong(number);
        }
        return bytes.array();
    }

    static byte[] of(UsageException mistake) {
        return mistake(String.valueOf(mistake.getMessage()));
    }

    private static byte[] mistake(String message) {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + text.length).put(MISTAKE).put(text).array();
    }

    /** The numbers; a mistake is thrown here, on the driver. */
    static long[] numbers(byte[] answer) {
        if (answer[0] == MISTAKE) {
            String message = new String(answer, 1, answer.length - 1, StandardCharsets.UTF_8);
            int hint = message.lastIndexOf(HINT);
            throw new UsageException(message.substring(0, hint), message.substring(hint + HINT.length()));
        }
        long[] numbers = new long[(answer.length - 1) / Long.BYTES];
        ByteBuffer.wrap(answer, 1, answer.length - 1).asLongBuffer().get(numbers);
        return numbers;
    }
}
