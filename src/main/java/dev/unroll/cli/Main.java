package dev.unroll.cli;

import dev.unroll.spark.SparkRelease;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry of the jar and of spark-submit. Exit status: 0 done, 1 the job failed, 2 the user's mistake. */
@Command(
        name = Main.PROGRAM,
        description = "Trains recurrent networks on Spark and uses them.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        subcommands = HelpCommand.class,
        synopsisHeading = "usage: ",
        customSynopsis = Main.PROGRAM + " [spark-submit options] COMMAND [options] [key=value ...]",
        descriptionHeading = "%n",
        optionListHeading = "%noptions%n",
        commandListHeading = "%ncommands%n",
        footer = {
            "",
            "Start with",
            "  " + Main.PROGRAM + " train --config conf/quickstart.conf",
            "  " + Main.PROGRAM + " COMMAND --help",
            ""
        })
public final class Main implements Runnable {
    /** How users start it. */
    static final String PROGRAM = "./submit.sh";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Main() {}

    /** Runs one command and ends the JVM if it failed. */
    public static void main(String[] args) {
        AtomicBoolean stopping = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopping.set(true)));
        int status = run(args, Console.ofProcess(), stopping::get);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Runs one command and returns its exit status. */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return run(args, new Console(out, err, false), () -> false);
    }

    private static int run(String[] args, Console console, BooleanSupplier stopping) {
        Failures failures = new Failures(console, stopping);
        int status = failures.guard(() -> {
            SparkRelease.check();
            return commandLine(console, failures).execute(args);
        });
        console.out().flush();
        return status;
    }

    private static CommandLine commandLine(Console console, Failures failures) {
        CommandLine line = new CommandLine(new Main());
        List<Object> commands = List.of(
                new TrainCommand(console),
                new EvaluateCommand(console),
                new ScoreCommand(console),
                new SampleCommand(console),
                new InspectCommand(console),
                new GradcheckCommand(console));
        for (Object command : commands) {
            CommandLine subcommand = new CommandLine(command);
            subcommand.getCommandSpec().addOption(helpOption());
            line.addSubcommand(subcommand);
        }
        return line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setUsageHelpWidth(110)
                .setUsageHelpLongOptionsMaxWidth(30)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    private static OptionSpec helpOption() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("show this help")
                .build();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command");
    }
}
