package dev.unroll.spark;

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
}
