package dev.unroll.data.format;

import dev.unroll.data.Example;
import dev.unroll.data.Found;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A text on each line of one file, its label on the same line of another. */
public final class LabelFile extends RecordReader {
    /**
     * How the second file is found, and what it says.
     *
     * @param file its name; {@code *} is the name of the first without its extension
     * @param answers what one of its lines says
     */
    public record Settings(String file, Answers answers) implements Format {
        @Override
        public ExampleReader open(Input texts) {
            throw new IllegalStateException("texts have their labels in another file: file=" + texts.name());
        }

        @Override
        public String companion(String baseName) {
            int dot = baseName.lastIndexOf('.');
            return file.replace("*", dot > 0 ? baseName.substring(0, dot) : baseName);
        }

        @Override
        public ExampleReader open(Input texts, Input companion) {
            return new LabelFile(texts, companion, answers);
        }
    }

    private final Answers answers;
    private final Lines texts;
    private final Input labelFile;
    private final Characters labelCharacters;
    private final Lines labels;
    private long replaced;

    /**
     * Reads two files side by side.
     *
     * @param answers what a line of the second one says
     */
    public LabelFile(Input texts, Input labels, Answers answers) {
        super(texts);
        this.answers = answers;
        this.texts = new Lines(texts, characters);
        this.labelFile = labels;
        this.labelCharacters = new Characters(labels);
        this.labels = new Lines(labels, labelCharacters);
    }

    @Override
    @Nullable
    Found read() throws IOException {
        String text = texts.next();
        String label = labels.next();
        counts.add(ILL_FORMED, labelCharacters.replaced() - replaced);
        replaced = labelCharacters.replaced();
        if (text == null || label == null) {
            if (text != null || label != null) {
                throw unequal(text == null ? file : labelFile, text == null ? texts : labels);
            }
            return null;
        }
        try {
            Example.Reading reading = Example.Reading.ofText(text.getBytes(StandardCharsets.UTF_8));
            return new Example(texts.place(), "", reading, answers.ofRecord(label));
        } catch (BadRecord e) {
            return e.at(labels.place(), label);
        }
    }

    private UsageException unequal(Input shorter, Lines read) {
        return new UsageException(
                "texts and labels are not equally many: texts=" + file.name() + " labels=" + labelFile.name()
                        + " ended-first=" + shorter.name() + " lines=" + read.number(),
                "each line of the one belongs to the same line of the other");
    }

    @Override
    public void close() throws IOException {
        try (labelCharacters) {
            super.close();
        }
    }
}
