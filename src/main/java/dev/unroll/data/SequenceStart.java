package dev.unroll.data;

import java.io.IOException;
import java.io.InputStream;

/** Tells FASTQ from other files of sequences. */
public final class SequenceStart {
    private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

    private SequenceStart() {}

    /**
     * Whether {@code @} is the first sign of a stream, which must be able to go back by three bytes. Behind a byte order mark the stream
     * is left where that ends.
     */
    public static boolean isFastq(InputStream in) throws IOException {
        in.mark(BYTE_ORDER_MARK.length);
        for (int mark : BYTE_ORDER_MARK) {
            if (in.read() != mark) {
                in.reset();
                break;
            }
        }
        in.mark(1);
        int first = in.read();
        in.reset();
        return first == '@';
    }
}
