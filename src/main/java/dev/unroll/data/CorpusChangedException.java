package dev.unroll.data;

/** The corpus is no longer what it was when training began: the job cannot go on with the same bits. */
public final class CorpusChangedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String HINT =
            "; hint: put the files back as they were, or begin anew on a copy that nobody changes";

    /**
     * @param file which file, or which part of the corpus
     * @param difference what differs, as name=value
     */
    public CorpusChangedException(String file, String difference) {
        super("corpus changed during training: file=" + file + " " + difference + HINT);
    }

    /** A shard of this checksum was made where another is {@code expected}. */
    public static CorpusChangedException checksum(String file, Shard shard, int expected) {
        return new CorpusChangedException(
                file, String.format("shard=%d checksum=%08x expected=%08x", shard.index(), shard.checksum(), expected));
    }
}
