package dev.unroll.spark;

import dev.unroll.data.Shard;
import java.util.Optional;

/** The corpus is no longer what it was when training began: the job cannot go on with the same bits. */
public final class CorpusChangedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param file which file, or which part of the corpus
     * @param difference what differs, as name=value
     */
    public CorpusChangedException(String file, String difference) {
        super("corpus changed during training: file=" + file + " " + difference);
    }

    static CorpusChangedException checksum(String file, Shard shard, int expected) {
        return new CorpusChangedException(
                file, String.format("shard=%d checksum=%08x expected=%08x", shard.index(), shard.checksum(), expected));
    }

    /** The one among the causes of a failed job. */
    public static Optional<CorpusChangedException> behind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CorpusChangedException changed) {
                return Optional.of(changed);
            }
        }
        return Optional.empty();
    }
}
