package dev.unroll.data.format;

import dev.unroll.data.Found;
import java.io.Closeable;
import java.util.Iterator;
import java.util.SortedMap;

/**
 * The records of a file, one after the other, in memory for one of them.
 *
 * <p>What should be a record and cannot be used is a {@link dev.unroll.data.Rejected}, and reading goes on behind it. Only a
 * file that makes no sense as a whole ends in a {@link dev.unroll.spec.UsageException} that names it and the line.
 */
public interface ExampleReader extends Iterator<Found>, Closeable {
    /** Labels that broke the rules of their scheme and stand for another one now. */
    String MENDED = "labels mended";

    /** Ill-formed parts that became U+FFFD. */
    String ILL_FORMED = "ill-formed bytes replaced";

    /** What was passed over or mended so far without being a record, by what it is. */
    SortedMap<String, Long> counts();

    /** One of these numbers. */
    default long count(String what) {
        return counts().getOrDefault(what, 0L);
    }
}
