package dev.unroll.train;

/** Training cannot go on and no configuration mistake is to blame. The message is one line. */
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, where */
    public TrainingException(String message) {
        super(message);
    }
}
