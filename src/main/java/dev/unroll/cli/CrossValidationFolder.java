package dev.unroll.cli;

import dev.unroll.io.CrossValidationFiles;
import dev.unroll.io.CrossValidationFiles.Begun;
import dev.unroll.io.CrossValidationFiles.Fold;
import dev.unroll.io.ModelDirectory;
import dev.unroll.io.Store;
import dev.unroll.spark.Staging;
import dev.unroll.spark.Stores;
import dev.unroll.spec.Keys;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** The folder {@code output.model} in cross-validation, and whether it may be written to. */
final class CrossValidationFolder {
    /** What may differ between two folds. */
    private static final Set<String> FREE = Set.of(
            Keys.OUTPUT_MODEL.name(),
            Keys.DATA_STAGING.name(),
            Keys.TRAIN_CHECKPOINT_EVERY.name(),
            Keys.TRAIN_KEEP_CHECKPOINTS.name());

    private final Store store;
    private final CrossValidationFiles files;
    private final Spec spec;
    private final OutputFolder.Before before;
    private boolean begun;

    /** @param settings the user's {@code spark.*} */
    CrossValidationFolder(Spec spec, OutputFolder.Before before, Map<String, String> settings) {
        this.store = Stores.open("output.model", spec.output().requireModel(), settings);
        this.files = new CrossValidationFiles(store);
        this.spec = spec;
        this.before = before;
    }

    /** Refuses a folder that may not be used, without changing it. */
    void check() {
        ModelDirectory model = new ModelDirectory(store);
        try {
            switch (before) {
                case NOTHING -> model.requireUnused(Staging.DEFAULT_NAME);
                case REPLACED -> model.requireOurs(Staging.DEFAULT_NAME);
                case CONTINUED -> checkContinued(model);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read: output.model=" + store.locate(""), e);
        }
    }

    private void checkContinued(ModelDirectory model) throws IOException {
        Optional<Begun> earlier = files.begun();
        if (earlier.isEmpty() || !model.holdsCrossValidation()) {
            model.requireUnused(Staging.DEFAULT_NAME);
            return;
        }
        List<String> differences = differences(earlier.get().spec(), spec.toProperties());
        if (!differences.isEmpty()) {
            throw new UsageException(
                    "resume with another configuration: " + String.join(", ", differences),
                    "take these settings back, or name another output.model");
        }
    }

    private static List<String> differences(SortedMap<String, String> before, SortedMap<String, String> now) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        names.removeAll(FREE);
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            String old = before.getOrDefault(name, "");
            String other = now.getOrDefault(name, "");
            if (!old.equals(other)) {
                lines.add(name + ": " + old + " -> " + other);
            }
        }
        return lines;
    }

    /** Refuses records that are not those of the folds that are there. */
    void checkCorpus(String fingerprint) {
        Optional<Begun> earlier = before == OutputFolder.Before.CONTINUED ? begun() : Optional.empty();
        if (earlier.isPresent() && !earlier.get().fingerprint().equals(fingerprint)) {
            throw new UsageException(
                    "resume with another corpus: data.train=" + spec.data().train() + " fingerprint=" + fingerprint
                            + " before=" + earlier.get().fingerprint(),
                    "restore the files as they were, or name another output.model");
        }
    }

    private Optional<Begun> begun() {
        try {
            return files.begun();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read: output.model=" + store.locate(""), e);
        }
    }

    /** Takes away what is to be replaced, and says what this folder is; does nothing the second time. */
    void begin(String fingerprint) {
        if (begun) {
            return;
        }
        try {
            if (before == OutputFolder.Before.REPLACED) {
                new ModelDirectory(store).clear(Staging.DEFAULT_NAME);
            }
            files.begin(new Begun(spec.toProperties(), fingerprint));
            begun = true;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write: output.model=" + store.locate(""), e);
        }
    }

    /** What becomes of a fold's own folder. */
    OutputFolder.Before beforeFold() {
        return before == OutputFolder.Before.CONTINUED ? before : OutputFolder.Before.NOTHING;
    }

    /** What a fold gave that an earlier process has finished. */
    Optional<Fold> finished(int fold) {
        return before == OutputFolder.Before.CONTINUED ? fold(fold) : Optional.empty();
    }

    /** What a fold gave, if it is finished. */
    private Optional<Fold> fold(int fold) {
        try {
            return files.fold(fold);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a fold's figures: output.model=" + store.locate(""), e);
        }
    }

    /** Finishes a fold. */
    void write(int fold, Fold measured) {
        try {
            files.write(fold, measured);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a fold's figures: output.model=" + store.locate(""), e);
        }
    }

    /** Writes the figures of all folds. */
    void end(String fingerprint, Map<String, ?> figures) {
        try {
            files.end(new Begun(spec.toProperties(), fingerprint), figures);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the figures: output.model=" + store.locate(""), e);
        }
    }

    /** The folder of a fold, as {@code output.model} of its training. */
    String model(int fold) {
        return spec.output().requireModel() + "/" + CrossValidationFiles.folder(fold);
    }
}
