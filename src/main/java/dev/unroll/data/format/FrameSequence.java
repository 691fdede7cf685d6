package dev.unroll.data.format;

import dev.unroll.data.Example;
import dev.unroll.data.Labels;
import dev.unroll.data.Targets;
import dev.unroll.spec.UsageException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A sequence of frames while it is read. */
final class FrameSequence {
    /** Numbers of a sequence at most: 256 MB. */
    static final int MOST = 1 << 26;

    private final Input file;
    private final long line;
    private final String key;
    private final FrameReader.Settings settings;
    private final Floats features = new Floats();
    private final List<String> labels = new ArrayList<>();
    private final Floats values = new Floats();
    private final List<Double> orders = new ArrayList<>();
    private int width;

    /** Begins a sequence on a line. */
    FrameSequence(Input file, long line, String key, FrameReader.Settings settings) {
        this.file = file;
        this.line = line;
        this.key = key;
        this.settings = settings;
    }

    /** The key of its rows; empty where the file is the sequence. */
    String key() {
        return key;
    }

    void add(FrameColumns.Frame frame, long at) {
        width = frame.features().length;
        if (features.size() + width > MOST) {
            throw new UsageException(
                    "sequence is too long: " + file.at(at) + " rows=" + labels.size() + " numbers-in-a-row=" + width,
                    "cut it into sequences with a key column");
        }
        for (float feature : frame.features()) {
            features.add(feature);
        }
        labels.add(frame.label());
        values.add(frame.value());
        orders.add(frame.order());
    }

    Example end() {
        int steps = labels.size();
        int[] rows = IntStream.range(0, steps)
                .boxed()
                .sorted(Comparator.comparing(orders::get))
                .mapToInt(Integer::intValue)
                .toArray();
        float[] sorted = new float[steps * width];
        float[] numbers = new float[steps];
        List<String> names = new ArrayList<>(steps);
        for (int t = 0; t < steps; t++) {
            for (int f = 0; f < width; f++) {
                sorted[t * width + f] = features.get(rows[t] * width + f);
            }
            numbers[t] = values.get(rows[t]);
            names.add(labels.get(rows[t]));
        }
        String name = key.isEmpty() ? file.baseName() : key;
        return new Example(file.place(line), name, Example.Reading.ofFeatures(width, sorted), said(names, numbers));
    }

    private Labels said(List<String> names, float[] numbers) {
        if (settings.columns().label().isEmpty()) {
            return Labels.NONE;
        }
        return settings.answers().kind() == Answers.Kind.VALUE
                ? new Labels.Values(Targets.Level.STEP, 1, numbers)
                : StepLabels.of(names);
    }
}
