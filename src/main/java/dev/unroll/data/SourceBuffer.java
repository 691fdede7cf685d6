package dev.unroll.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Bytes of a file or of a record, addressed by position: {@code at(p)} is 0..255, or -1 behind the end. */
final class SourceBuffer {
    /** Bytes kept before the one asked for, so that looking back never reads again. */
    private static final int LOOK_BACK = 8;

    /** Bytes of a record that a message shows. */
    private static final int SHOWN = 40;

    private static final int CAPACITY = 1 << 16;

    private byte[] window = {};
    private byte[] bytes = window;
    private long start;
    private int count;
    private long length;
    private ByteSource source = Nothing.INSTANCE;
    private long origin;

    /** Turns to a file. */
    void reset(ByteSource file) {
        source = file;
        if (window.length == 0) {
            window = new byte[CAPACITY];
        }
        bytes = window;
        start = 0;
        count = 0;
        length = file.length();
        origin = 0;
    }

    /** Turns to the first {@code size} bytes of an array. */
    void reset(byte[] content, int size) {
        source = Nothing.INSTANCE;
        bytes = content;
        start = 0;
        count = size;
        length = size;
        origin = 0;
    }

    /** Leaves a byte order mark at the beginning out. */
    void skipByteOrderMark() {
        origin = at(0) == 0xEF && at(1) == 0xBB && at(2) == 0xBF ? 3 : 0;
    }

    /** Position of the first byte of the text. */
    long origin() {
        return origin;
    }

    long length() {
        return length;
    }

    /** Names what is read, for messages: a file, or the first bytes of a record. */
    String place() {
        if (bytes == window) {
            return "file=" + source.name();
        }
        int shown = (int) Math.min(length, SHOWN);
        return "record=" + VocabularyFile.escape(new String(bytes, 0, shown, StandardCharsets.UTF_8));
    }

    int at(long position) {
        long i = position - start;
        return i >= 0 && i < count ? bytes[(int) i] & 0xFF : refill(position);
    }

    private int refill(long position) {
        if (position >= length) {
            return -1;
        }
        start = Math.max(0, position - LOOK_BACK);
        count = 0;
        int wanted = (int) Math.min(CAPACITY, length - start);
        try {
            while (count < wanted) {
                int read = source.read(start + count, window, count, wanted - count);
                if (read < 0) {
                    throw new CorpusChangedException(source.name(), "bytes=" + (start + count) + " expected=" + length);
                }
                count += read;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read: file=" + source.name() + " position=" + start, e);
        }
        return bytes[(int) (position - start)] & 0xFF;
    }

    /** What stands behind a record: nothing is ever read from it. */
    private static final class Nothing implements ByteSource {
        static final Nothing INSTANCE = new Nothing();

        @Override
        public String name() {
            return "record";
        }

        @Override
        public long length() {
            return 0;
        }

        @Override
        public int read(long position, byte[] into, int offset, int length) {
            return -1;
        }

        @Override
        public void close() {}
    }
}
