package dev.unroll.data;

import dev.unroll.spec.UsageException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The content of a gzip file (RFC 1952) of any number of members.
 *
 * <p>As gzip(1) does, bytes behind the last member that do not begin another are passed over; they are counted unless they
 * are zeros, the padding of tapes. Anything that is cut off or does not match its checksum is refused, naming the file.
 */
public final class Gunzip extends InputStream {
    private static final int MAGIC_1 = 0x1F;
    private static final int MAGIC_2 = 0x8B;
    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final String name;
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private int position;
    private int limit;
    private boolean inMember;
    private boolean ended;
    private long ignored;

    Gunzip(String name, InputStream in) throws IOException {
        this.name = name;
        this.in = in;
        header(next(), next());
    }

    /** The content of a file that may be packed: its first two bytes tell. */
    public static InputStream unpacked(String name, InputStream file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(file, 1 << 16);
        in.mark(2);
        boolean packed = isGzip(in.read(), in.read());
        in.reset();
        return packed ? new Gunzip(name, in) : in;
    }

    static boolean isGzip(int first, int second) {
        return first == MAGIC_1 && second == MAGIC_2;
    }

    /** Bytes behind the last member so far that were neither a member nor zeros. */
    long ignored() {
        return ignored;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            if (!inMember) {
                nextMember();
                continue;
            }
            int count = inflate(into, offset, length);
            if (count > 0) {
                crc.update(into, offset, count);
                return count;
            }
            if (inflater.finished()) {
                trailer();
            }
        }
        return -1;
    }

    private int inflate(byte[] into, int offset, int length) throws IOException {
        if (inflater.needsInput() && !inflater.finished()) {
            if (position == limit && !fill()) {
                throw cutOff();
            }
            inflater.setInput(buffer, position, limit - position);
            position = limit;
        }
        try {
            int count = inflater.inflate(into, offset, length);
            if (inflater.needsDictionary()) {
                throw corrupt("dictionary");
            }
            return count;
        } catch (DataFormatException e) {
            throw corrupt("content");
        }
    }

    private void trailer() throws IOException {
        position = limit - inflater.getRemaining();
        long expectedCrc = nextInt();
        long expectedSize = nextInt();
        if (expectedCrc != crc.getValue() || expectedSize != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
            throw corrupt("checksum");
        }
        inMember = false;
    }

    private void nextMember() throws IOException {
        int first = nextOrEnd();
        int second = first < 0 ? -1 : nextOrEnd();
        if (isGzip(first, second)) {
            header(first, second);
            return;
        }
        ended = true;
        for (int b : new int[] {first, second}) {
            ignored += b > 0 ? 1 : 0;
        }
        for (int b = nextOrEnd(); b >= 0; b = nextOrEnd()) {
            ignored += b > 0 ? 1 : 0;
        }
    }

    private void header(int first, int second) throws IOException {
        int method = next();
        int flags = next();
        if (!isGzip(first, second) || method != DEFLATE || flags >= 32) {
            throw corrupt("header");
        }
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        for (int flag : new int[] {NAME, COMMENT}) {
            if ((flags & flag) != 0) {
                skipToZero();
            }
        }
        skip((flags & HEADER_CRC) != 0 ? 2 : 0);
        inflater.reset();
        crc.reset();
        inMember = true;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private void skipToZero() throws IOException {
        int b = next();
        while (b != 0) {
            b = next();
        }
    }

    private long nextInt() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            value |= (long) next() << shift;
        }
        return value;
    }

    private int next() throws IOException {
        int b = nextOrEnd();
        if (b < 0) {
            throw cutOff();
        }
        return b;
    }

    private int nextOrEnd() throws IOException {
        return position < limit || fill() ? buffer[position++] & 0xFF : -1;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    private UsageException cutOff() {
        return new UsageException("gzip file is cut off: file=" + name, "fetch it again");
    }

    private UsageException corrupt(String part) {
        return new UsageException("gzip file is damaged: file=" + name + " part=" + part, "fetch it again");
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
