package dev.unroll.cli;

import dev.unroll.data.CorpusChangedException;
import dev.unroll.spark.ClusterFault;
import dev.unroll.spec.NearestKey;
import dev.unroll.spec.UsageException;
import dev.unroll.train.TrainingException;
import java.io.IOException;
import java.io.ObjectStreamException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns what went wrong into an exit status and what the user sees.
 *
 * <p>A mistake of the user's: one line {@code error: clause: name=value; hint: ...}, status 2. A job that failed for a known reason:
 * one line {@code error: ...; hint: ...}, status 1. Anything else is a mistake of ours: its stack trace, status 1.
 */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    static final int FAILED = 1;
    static final int USAGE = 2;

    private static final String HEAP_HINT =
            "; hint: give the driver more with --driver-memory before the command, or make "
                    + "train.batch, train.steps or the network smaller";

    private static final String FILES_HINT =
            "; hint: see whether the path is there, may be read and written, and has room, and whether its server answers";
    private static final String RESUME_HINT = "; the same words with --resume go on from the newest checkpoint";

    /** What other pages may promise. */
    private static final Set<String> NOT_BUILT = Set.of("plan", "export", "convert", "demo-data");

    private final Console console;
    private final BooleanSupplier stopping;

    /**
     * @param console where mistakes are told
     * @param stopping whether someone is ending the JVM, so that what fails now fails because of that
     */
    Failures(Console console, BooleanSupplier stopping) {
        this.console = console;
        this.stopping = stopping;
    }

    /** Runs a whole command line; what picocli does not catch ends here. */
    int guard(IntSupplier commandLine) {
        try {
            return commandLine.getAsInt();
        } catch (UsageException e) {
            return fail(USAGE, String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            long heap = Runtime.getRuntime().maxMemory() >> 20;
            return fail(FAILED, "out of memory: heap=" + heap + "MB reason=" + e.getMessage() + HEAP_HINT);
        }
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult words) {
        if (stopping.getAsBoolean()) {
            console.say("stopped" + (trains(line) ? RESUME_HINT : ""));
            return FAILED;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UsageException) {
                return fail(USAGE, String.valueOf(cause.getMessage()));
            }
            if (cause instanceof TrainingException || cause instanceof CorpusChangedException) {
                return fail(FAILED, String.valueOf(cause.getMessage()));
            }
            if (cause instanceof ParameterException mistake) {
                return handleParseException(mistake, new String[0]);
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException && !(cause instanceof ObjectStreamException)) {
                String what = cause.getClass().getSimpleName() + ": " + cause.getMessage();
                String outer = cause == failure ? "" : failure.getMessage() + ": ";
                return fail(FAILED, "files: " + outer + what + FILES_HINT);
            }
        }
        Optional<ClusterFault> fault = ClusterFault.behind(failure);
        if (fault.isPresent()) {
            String hint = "; hint: " + fault.get().hint() + (trains(line) ? RESUME_HINT : "");
            return fail(FAILED, "job failed: cause=" + fault.get().cause() + hint);
        }
        failure.printStackTrace(console.err());
        return FAILED;
    }

    private static boolean trains(CommandLine line) {
        return line.getCommandName().equals(TrainCommand.NAME);
    }

    @Override
    public int handleParseException(ParameterException mistake, String[] words) {
        CommandLine command = mistake.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            boolean hasCommands = !command.getSubcommands().isEmpty();
            String kind = word.startsWith("-") ? "option" : hasCommands ? "command" : "word";
            if (NOT_BUILT.contains(word)) {
                return fail(
                        USAGE,
                        "not built in this version: " + kind + "=" + word + "; hint: " + name
                                + " --help says what there is");
            }
            String near = nearest(command, word)
                    .map(known -> "the nearest " + kind + " is " + known)
                    .orElse(name + " --help says what there is");
            return fail(USAGE, "unknown " + kind + ": word=" + word + "; hint: " + near);
        }
        String hint = "; hint: " + name + " --help says what to write";
        if (mistake instanceof MissingParameterException missing) {
            String names = String.join(
                    ", ", missing.getMissing().stream().map(Failures::nameOf).toList());
            return fail(USAGE, "missing: " + names + hint);
        }
        String message = String.valueOf(mistake.getMessage());
        return fail(USAGE, Character.toLowerCase(message.charAt(0)) + message.substring(1) + hint);
    }

    private static String nameOf(CommandLine.Model.ArgSpec missing) {
        return missing instanceof CommandLine.Model.OptionSpec option
                ? option.longestName() + " " + option.paramLabel()
                : missing.paramLabel();
    }

    private static Optional<String> nearest(CommandLine command, String word) {
        List<String> known = word.startsWith("-")
                ? command.getCommandSpec().options().stream()
                        .map(CommandLine.Model.OptionSpec::longestName)
                        .toList()
                : List.copyOf(command.getSubcommands().keySet());
        String plain = word.indexOf('=') < 0 ? word : word.substring(0, word.indexOf('='));
        return NearestKey.among(known, plain);
    }

    private int fail(int status, String message) {
        console.err().println("error: " + message.replaceAll("\\s*\\R\\s*", " "));
        return status;
    }
}
