package dev.unroll.spark;

import dev.unroll.spec.UsageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a task returns, as bytes that pass any serializer: an answer, or a mistake of the user's. Mistakes are not thrown in
 * tasks, since Spark prints a stack trace for each failed one and tries it again.
 */
final class TaskAnswer {
    private static final byte ANSWER = 0;
    private static final byte MISTAKE = 1;
    private static final String HINT = "; hint: ";

    private TaskAnswer() {}

    static byte[] of(long... numbers) {
        byte[] answer = allocate(Math.multiplyExact(Long.BYTES, numbers.length));
        open(answer).asLongBuffer().put(numbers);
        return answer;
    }

    /** An answer of so many bytes, to be filled by way of {@link #open}. */
    static byte[] allocate(int length) {
        byte[] answer = new byte[Math.addExact(1, length)];
        answer[0] = ANSWER;
        return answer;
    }

    static byte[] of(UsageException mistake) {
        return mistake(String.valueOf(mistake.getMessage()));
    }

    private static byte[] mistake(String message) {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + text.length).put(MISTAKE).put(text).array();
    }

    /** The answer's bytes; a mistake is thrown here, on the driver. */
    static ByteBuffer open(byte[] answer) {
        if (answer[0] == MISTAKE) {
            String message = new String(answer, 1, answer.length - 1, StandardCharsets.UTF_8);
            int hint = message.lastIndexOf(HINT);
            throw new UsageException(message.substring(0, hint), message.substring(hint + HINT.length()));
        }
        return ByteBuffer.wrap(answer, 1, answer.length - 1);
    }

    /** The numbers; a mistake is thrown. */
    static long[] numbers(byte[] answer) {
        ByteBuffer bytes = open(answer);
        long[] numbers = new long[bytes.remaining() / Long.BYTES];
        bytes.asLongBuffer().get(numbers);
        return numbers;
    }
}
