package dev.unroll.spark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a task tells of a file that it wrote.
 *
 * @param draft its name among {@link OutputFiles}
 * @param records that it is about
 * @param rejected of which nothing is said
 * @param first where the first of these is, and what is wrong with it; empty without
 */
record WrittenFile(String draft, long records, long rejected, String first) {
    byte[] answer() {
        byte[] name = draft.getBytes(StandardCharsets.UTF_8);
        byte[] reason = first.getBytes(StandardCharsets.UTF_8);
        byte[] answer = TaskAnswer.allocate(2 * Long.BYTES + Integer.BYTES + name.length + reason.length);
        TaskAnswer.open(answer)
                .putLong(records)
                .putLong(rejected)
                .putInt(name.length)
                .put(name)
                .put(reason);
        return answer;
    }

    /** What the answer says; a mistake is thrown. */
    static WrittenFile of(byte[] answer) {
        ByteBuffer bytes = TaskAnswer.open(answer);
        long records = bytes.getLong();
        long rejected = bytes.getLong();
        String draft = text(bytes, bytes.getInt());
        return new WrittenFile(draft, records, rejected, text(bytes, bytes.remaining()));
    }

    private static String text(ByteBuffer bytes, int length) {
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
