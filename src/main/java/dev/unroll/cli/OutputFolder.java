package dev.unroll.cli;

import dev.unroll.io.Checkpoint;
import dev.unroll.io.CheckpointFolder;
import dev.unroll.io.MetricsLog;
import dev.unroll.io.ModelDirectory;
import dev.unroll.io.Store;
import dev.unroll.spark.Staging;
import dev.unroll.spark.Stores;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** The folder {@code output.model} in training, and whether it may be written to. */
final class OutputFolder {
    /** What becomes of what lies there. */
    enum Before {
        /** Nothing may lie there. */
        NOTHING,
        /** A model or an unfinished training of ours is replaced. */
        REPLACED,
        /** A training goes on. */
        CONTINUED
    }

    private static final String CHECKPOINTS = "checkpoints";

    private final Store store;
    private final Before before;
    private final int keepCheckpoints;

    /** @param settings the user's {@code spark.*} */
    OutputFolder(Spec spec, Before before, Map<String, String> settings) {
        this.store = Stores.open("output.model", spec.output().requireModel(), settings);
        this.before = before;
        this.keepCheckpoints = spec.train().keepCheckpoints();
    }

    /** Refuses a folder that may not be used, without changing it. */
    void check() {
        try {
            switch (before) {
                case NOTHING -> model().requireUnused(Staging.DEFAULT_NAME);
                case REPLACED -> model().requireOurs(Staging.DEFAULT_NAME);
                case CONTINUED -> checkContinued();
            }
        } catch (IOException e) {
            throw cannotRead(e);
        }
    }

    private void checkContinued() throws IOException {
        if (model().holdsCrossValidation()) {
            throw new UsageException(
                    "a cross-validation is no training to go on with: output.model=" + store.locate(""),
                    "set data.folds as it was, or name another directory");
        }
        model().requireOurs(Staging.DEFAULT_NAME, ModelDirectory.METRICS, ModelDirectory.REJECTED, CHECKPOINTS);
        if (model().holdsModel() && store.list(CHECKPOINTS).isEmpty()) {
            throw new UsageException(
                    "finished model without checkpoints, nothing to go on from: output.model=" + store.locate(""),
                    "name another directory, or replace it with --overwrite");
        }
    }

    /** Where training goes on; none if it begins. */
    Optional<Checkpoint> checkpoint() {
        try {
            return before == Before.CONTINUED ? checkpoints().newest() : Optional.empty();
        } catch (IOException e) {
            throw cannotRead(e);
        }
    }

    /** Takes away what is to be replaced. */
    void begin() {
        try {
            if (before == Before.REPLACED) {
                model().clear(Staging.DEFAULT_NAME);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear: output.model=" + store.locate(""), e);
        }
    }

    ModelDirectory model() {
        return new ModelDirectory(store);
    }

    CheckpointFolder checkpoints() {
        return new CheckpointFolder(store, CHECKPOINTS, keepCheckpoints);
    }

    MetricsLog metrics() {
        return new MetricsLog(store, ModelDirectory.METRICS);
    }

    private UncheckedIOException cannotRead(IOException cause) {
        return new UncheckedIOException("cannot read: output.model=" + store.locate(""), cause);
    }
}
