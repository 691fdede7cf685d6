package dev.unroll.spec;

/**
 * A mistake that the user can mend. Its message is one line: {@code clause: name=value ...; hint: ...}; the command line
 * prints it without a stack trace and exits with status 2.
 */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param problem what is wrong and where: a lower-case clause, a colon, name=value
     * @param hint how to mend it
     */
    public UsageException(String problem, String hint) {
        super(problem + "; hint: " + hint);
    }
}
