package dev.unroll.data.format;

import dev.unroll.data.Example;
import dev.unroll.data.Found;
import dev.unroll.data.Labels;
import dev.unroll.data.Targets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Time series of the UEA archive, {@code .ts}: tags, then a record on each line, {@code :} between its channels and {@code ,}
 * between the values of one, the label in the last field.
 *
 * <p>Records may differ in length, the channels of one may not. {@code ?} and {@code NaN} are missing values; a label {@code ?}
 * is not known.
 */
public final class SeriesReader extends RecordReader {
    private static final String UNKNOWN = "?";

    /**
     * What is read.
     *
     * @param map other names for classes
     */
    public record Settings(LabelMap map) implements Format {
        @Override
        public ExampleReader open(Input file) {
            return new SeriesReader(file, this);
        }
    }

    private static final Separator CHANNELS = new Separator(":");
    private static final Separator VALUES = new Separator(",");

    private final LabelMap map;
    private final Lines lines;
    private final SeriesHeader header;
    private boolean begun;
    private int channels;

    SeriesReader(Input file, Settings settings) {
        super(file);
        this.map = settings.map;
        this.lines = new Lines(file, characters);
        this.header = new SeriesHeader(file);
    }

    @Override
    @Nullable
    Found read() throws IOException {
        if (!begun) {
            begun = true;
            header.read(lines);
            channels = header.channels();
        }
        String line = lines.next();
        while (line != null && (line.isBlank() || line.charAt(0) == '#')) {
            line = lines.next();
        }
        if (line == null) {
            return null;
        }
        try {
            return record(line);
        } catch (BadRecord e) {
            return e.at(lines.place(), line);
        }
    }

    private Example record(String line) throws BadRecord {
        List<String> fields = CHANNELS.split(line);
        Answers.Kind answer = header.answer();
        int present = fields.size() - (answer == null ? 0 : 1);
        if (present < 1 || (channels > 0 && present != channels)) {
            throw new BadRecord("channels are not as many as expected: channels=" + present + " expected="
                    + Math.max(1, channels) + (answer == null ? "" : " and a label"));
        }
        Labels labels = answer == null ? Labels.NONE : labels(answer, Separator.trim(fields.get(present)));
        float[] features = features(fields.subList(0, present));
        channels = present;
        return new Example(lines.place(), "", Example.Reading.ofFeatures(present, features), labels);
    }

    /** (T, F) of channels that are (F, T). */
    private float[] features(List<String> fields) throws BadRecord {
        List<float[]> rows = new ArrayList<>(fields.size());
        for (String field : fields) {
            rows.add(channel(field));
            int first = rows.get(0).length;
            int last = rows.get(rows.size() - 1).length;
            if (first != last) {
                throw new BadRecord(
                        "channels differ in length: first=" + first + " channel=" + rows.size() + " steps=" + last);
            }
        }
        int steps = rows.get(0).length;
        if (steps == 0) {
            throw new BadRecord("series has no steps");
        }
        if (header.steps() > 0 && steps != header.steps()) {
            throw new BadRecord(
                    "series is not as long as the header says: steps=" + steps + " @seriesLength=" + header.steps());
        }
        float[] features = new float[Math.multiplyExact(steps, rows.size())];
        for (int f = 0; f < rows.size(); f++) {
            for (int t = 0; t < steps; t++) {
                features[t * rows.size() + f] = rows.get(f)[t];
            }
        }
        return features;
    }

    private static float[] channel(String field) throws BadRecord {
        if (Separator.trim(field).isEmpty()) {
            return new float[0];
        }
        List<String> values = VALUES.split(field);
        float[] channel = new float[values.size()];
        for (int t = 0; t < channel.length; t++) {
            channel[t] = Decimal.number(values.get(t));
        }
        return channel;
    }

    private Labels labels(Answers.Kind answer, String field) throws BadRecord {
        if (field.isEmpty()) {
            throw new BadRecord("label is empty");
        }
        if (answer == Answers.Kind.VALUE) {
            return new Labels.Values(Targets.Level.RECORD, 1, new float[] {Decimal.number(field)});
        }
        if (field.equals(UNKNOWN)) {
            return Labels.NONE;
        }
        if (!header.hasClass(field)) {
            throw new BadRecord("label is not in the header: label=" + field);
        }
        String name = map.of(field);
        return new Labels.OfRecord(name.isEmpty() ? List.of() : List.of(name));
    }
}
