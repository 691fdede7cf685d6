package dev.unroll.cli;

import dev.unroll.cli.OutputFolder.Before;
import dev.unroll.spec.Conf;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train}. */
@Command(
        name = TrainCommand.NAME,
        description = "Trains a network and writes its model directory, output.model.",
        sortOptions = false,
        synopsisHeading = "usage: ",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        footer = {
            "",
            "The same configuration, corpus and seed give the same weights, bit for bit, on any machine and cluster.",
            "",
            "  " + Main.PROGRAM + " train --config conf/quickstart.conf",
            "  " + Main.PROGRAM + " train --config conf/char-lm.conf data.train=book.txt output.model=models/book",
            "  " + Main.PROGRAM
                    + " train --config conf/char-lm.conf data.train=book.txt output.model=models/book --resume",
            ""
        })
final class TrainCommand implements Runnable {
    static final String NAME = "train";

    private final Console console;

    @Mixin
    private Settings settings = new Settings();

    @Option(
            names = "--resume",
            description = "go on from the newest checkpoint in output.model; begin where there is none")
    private boolean resume;

    @Option(names = "--overwrite", description = "replace the model, or the unfinished training, in output.model")
    private boolean overwrite;

    TrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        if (resume && overwrite) {
            throw new UsageException(
                    "a training either goes on or is replaced: --resume --overwrite", "give one of them");
        }
        Before before = resume ? Before.CONTINUED : overwrite ? Before.REPLACED : Before.NOTHING;
        Conf conf = settings.read();
        if (Spec.from(conf).data().folds().isAll()) {
            new CrossValidation(console, settings, before).run();
        } else {
            new TrainingRun(console, settings, conf, before).run();
        }
    }
}
