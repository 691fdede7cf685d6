package dev.unroll.data.format;

import dev.unroll.spec.DataSpec.InvalidUtf8;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** The characters of a file without its byte order mark; each ill-formed part is U+FFFD, and counted, or ends the job. */
final class Characters extends Reader {
    private static final char REPLACEMENT = '\uFFFD';
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Input file;
    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
    private final CharBuffer chars = CharBuffer.allocate(1 << 14).flip();
    private boolean atStart = true;
    private boolean bytesEnded;
    private boolean ended;
    private long consumed;
    private long replaced;

    Characters(Input file) {
        this.file = file;
        this.in = file.bytes();
        this.decoder = file.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** Ill-formed parts so far. */
    long replaced() {
        return replaced;
    }

    @Override
    public int read() throws IOException {
        return chars.hasRemaining() || fill() ? chars.get() : -1;
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!chars.hasRemaining() && !fill()) {
            return -1;
        }
        int count = Math.min(length, chars.remaining());
        chars.get(into, offset, count);
        return count;
    }

    private boolean fill() throws IOException {
        do {
            chars.clear();
            decode();
            chars.flip();
            if (atStart && chars.hasRemaining()) {
                atStart = false;
                if (chars.get(0) == BYTE_ORDER_MARK) {
                    chars.position(1);
                }
            }
        } while (!chars.hasRemaining() && !ended);
        return chars.hasRemaining();
    }

    /** Decodes until something is there or all has ended; the last place is left to a replacement. */
    private void decode() throws IOException {
        chars.limit(chars.capacity() - 1);
        while (chars.position() == 0 && !ended) {
            int before = bytes.position();
            CoderResult result = decoder.decode(bytes, chars, bytesEnded);
            consumed += bytes.position() - before;
            if (result.isError()) {
                if (file.invalid() == InvalidUtf8.FAIL) {
                    throw new UsageException(
                            "invalid " + file.charset().name() + ": file=" + file.name() + " offset=" + consumed,
                            "set data.encoding to the file's own, or data.invalid-utf8=replace");
                }
                replaced++;
                consumed += result.length();
                bytes.position(bytes.position() + result.length());
                chars.limit(chars.capacity()).put(REPLACEMENT);
            } else if (result.isUnderflow() && bytesEnded) {
                decoder.flush(chars);
                ended = true;
            } else if (result.isUnderflow()) {
                more();
            }
        }
    }

    private void more() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        bytesEnded = count < 0;
        bytes.position(bytes.position() + Math.max(0, count)).flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
