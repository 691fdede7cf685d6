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
        this.folder = folder;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            text.append("line ").append(i * 37 % 101).append(i % 3 == 0 ? " says: now or never\n" : " ends here\n");
        }
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
