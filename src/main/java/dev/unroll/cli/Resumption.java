package dev.unroll.cli;

import dev.unroll.data.Preprocessing;
import dev.unroll.data.PreprocessingFiles;
import dev.unroll.io.Checkpoint;
import dev.unroll.spark.Corpus;
import dev.unroll.spec.Conf;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import dev.unroll.train.Training;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a checkpoint remembers of its training, and whether another run may go on with it. */
final class Resumption {
    private static final String SPEC = "spec.";
    private static final String FINGERPRINT = "corpus-fingerprint";

    private final Checkpoint checkpoint;

    Resumption(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    /** What checkpoints of a training remember. */
    static Training.Identity identity(Spec spec, Corpus corpus) {
        Map<String, String> texts = new TreeMap<>();
        spec.toProperties().forEach((key, value) -> texts.put(SPEC + key, value));
        texts.put(FINGERPRINT, corpus.fingerprint());
        return new Training.Identity(texts, PreprocessingFiles.write(corpus.preprocessing()));
    }

    /** Refuses a configuration that would have given other weights. */
    void checkSpec(Spec now) {
        Spec before = Spec.from(Conf.of(checkpoint.textMap(Training.IDENTITY + SPEC)));
        List<String> differences = before.differences(now);
        if (!differences.isEmpty()) {
            throw new UsageException(
                    "resume with another configuration: " + String.join(", ", differences),
                    "take these settings back, or name another output.model");
        }
    }

    /** Refuses a corpus that is not the one it was. */
    void checkCorpus(Spec spec, String fingerprint) {
        String before = checkpoint.text(Training.IDENTITY + FINGERPRINT);
        if (!before.equals(fingerprint)) {
            throw new UsageException(
                    "resume with another corpus: data.train=" + spec.data().train() + " fingerprint=" + fingerprint
                            + " checkpoint=" + before,
                    "restore the files as they were, or name another output.model");
        }
    }

    /** What that training learnt of its corpus: it is not counted again. */
    Preprocessing preprocessing(Spec spec) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (String name : PreprocessingFiles.NAMES) {
            if (checkpoint.hasBytes(Training.IDENTITY + name)) {
                files.put(name, checkpoint.bytes(Training.IDENTITY + name));
            }
        }
        return PreprocessingFiles.read(spec.vocabulary().unit(), "checkpoint", files);
    }
}
