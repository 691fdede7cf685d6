package dev.unroll.cli;

import dev.unroll.io.ModelDirectory;
import dev.unroll.spark.LeftOut;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What is told of records that could not be used, and where a training keeps them. */
final class LeftOutReport {
    private static final String DATA = "data.";

    private LeftOutReport() {}

    /** Says how many there are in a source, and of the first of them where they are and what is wrong with them. */
    static Consumer<LeftOut> on(Console console) {
        return source -> {
            int listed = source.first().size();
            console.say(source.key() + ": " + Numbers.count(source.count(), "record") + " cannot be used"
                    + (source.count() > listed ? ", the first " + listed + " of them:" : ":"));
            source.first()
                    .forEach(record -> console.say(
                            "  " + (record.place() + ": " + record.reason()).replaceAll("\\s*\\R\\s*", " ")));
        };
    }

    /** Puts all of them beside the model, a file for each source, and says where. */
    static List<String> keep(List<LeftOut> leftOut, ModelDirectory model) {
        List<String> lines = new ArrayList<>();
        try {
            model.clearRejected();
            for (LeftOut source : leftOut) {
                try (InputStream in = source.open()) {
                    String name = source.key().startsWith(DATA) ? source.key().substring(DATA.length()) : source.key();
                    lines.add(source.key() + ": all records that cannot be used are in "
                            + model.writeRejected(name, in::transferTo));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the records that cannot be used", e);
        }
        return lines;
    }
}
