package dev.unroll.spark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a task tells of a file that it wrote, or has looked at before it is written.
 *
 * @param draft its name among {@link OutputFiles}; empty before it is written
 * @param records that it is about
 * @param bases of these, where they are windows of sequences: those that windows share counted twice
 * @param rejected of which nothing is said
 * @param first where the first of these is, and what is wrong with it; empty without
 */
record WrittenFile(String draft, long records, long bases, long rejected, String first) {
    /** The same once it is written. */
    WrittenFile as(String other) {
        return new WrittenFile(other, records, bases, rejected, first);
    }

    byte[] answer() {
        byte[] name = draft.getBytes(StandardCharsets.UTF_8);
        byte[] reason = first.getBytes(StandardCharsets.UTF_8);
        byte[] answer = TaskAnswer.allocate(3 * Long.BYTES + Integer.BYTES + name.length + reason.length);
        TaskAnswer.open(answer)
                .putLong(records)
                .putLong(bases)
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
        long bases = bytes.getLong();
        long rejected = bytes.getLong();
        String draft = text(bytes, bytes.getInt());
        return new WrittenFile(draft, records, bases, rejected, text(bytes, bytes.remaining()));
    }

    private static String text(ByteBuffer bytes, int length) {
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
