package dev.unroll.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A corpus of a few kilobytes, a configuration for it, and the model that comes of it in a second or two. */
final class TinyModel {
    final Path folder;
    final Path corpus;
    final Path conf;
    final Path model;

    TinyModel(Path folder) throws IOException {
        this(folder, lines());
    }

    /** The same for a corpus of another text. */
    TinyModel(Path folder, String text) throws IOException {
        this.folder = folder;
        corpus = Files.writeString(folder.resolve("corpus.txt"), text);
        model = folder.resolve("model");
        conf = Files.writeString(folder.resolve("tiny.conf"), """
                data.train = %s
                network.hidden = 12
                train.workers = 2
                train.batch = 4
                train.steps = 16
                train.rounds = 12
                train.rate = 0.02
                train.evaluate-every = 3
                train.checkpoint-every = 6
                output.model = %s
                """.formatted(corpus, model));
    }

    private static String lines() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            text.append("line ").append(i * 37 % 101).append(i % 3 == 0 ? " says: now or never\n" : " ends here\n");
        }
        return text.toString();
    }

    /** FASTA of twelve records, with some unknown bases. */
    static String fasta() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            text.append(">contig").append(i).append(" made up\n");
            for (int line = 0; line < 10; line++) {
                text.append("ACGTTACGGACCATGGATTACA", i, 22)
                        .append("ACGTTNCGGACCATGGATTACA", 0, i)
                        .append("GATTACA\n");
            }
        }
        return text.toString();
    }

    /** Runs {@code train} with more words. */
    Run train(String... more) {
        List<String> words = new ArrayList<>(List.of("train", "--config", conf.toString()));
        words.addAll(List.of(more));
        return Run.of(words.toArray(new String[0]));
    }

    /** Runs another command on the model. */
    Run use(String command, String... more) {
        List<String> words = new ArrayList<>(List.of(command, "--model", model.toString()));
        words.addAll(List.of(more));
        return Run.of(words.toArray(new String[0]));
    }
}
