package dev.unroll.data.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.unroll.data.Example;
import dev.unroll.data.Found;
import dev.unroll.data.Labels;
import dev.unroll.spec.Keys;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of music as JSON: {@code {"train": [piece, ...], "test": ...}}, a piece a list of steps, a step a list of the MIDI notes
 * that sound in it. A step becomes 88 numbers, 1 for each key of a piano that is down. The note -1 stands for a silent voice.
 */
public final class PianoRollReader extends RecordReader {
    /** Keys of a piano. */
    public static final int KEYS = 88;

    /** The lowest of them as a MIDI note. */
    static final int LOWEST = 21;

    /** The part that is read of what is neither trained on nor held out. */
    static final String USUAL = "test";

    private static final Map<String, String> PARTS =
            Map.of(Keys.DATA_TRAIN.name(), "train", Keys.DATA_VALIDATION.name(), "valid");
    private static final int SILENT = -1;

    /** Numbers of a piece at most: 256 MB. */
    private static final int MOST = 1 << 26;

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Which pieces are read.
     *
     * @param part the name they stand under, such as {@code train}; empty: that of what the file is read for
     */
    public record Settings(String part) implements Format {
        @Override
        public Format of(String key) {
            return part.isEmpty() ? new Settings(PARTS.getOrDefault(key, USUAL)) : this;
        }

        @Override
        public ExampleReader open(Input file) {
            return new PianoRollReader(file, this);
        }
    }

    private final String part;
    private final SortedSet<String> parts = new TreeSet<>();
    private final Floats keys = new Floats();
    private @Nullable JsonParser json;
    private boolean inPart;
    private boolean found;
    private long piece;

    PianoRollReader(Input file, Settings settings) {
        super(file);
        this.part = settings.part;
    }

    @Override
    @Nullable
    Found read() throws IOException {
        try {
            JsonParser open = json == null ? open() : json;
            while (inPart || nextPart(open)) {
                JsonToken token = open.nextToken();
                if (token != JsonToken.END_ARRAY) {
                    return piece(open, token);
                }
                inPart = false;
            }
            return null;
        } catch (JsonProcessingException e) {
            throw malformed(e);
        }
    }

    private JsonParser open() throws IOException {
        JsonParser opened = JSON.createParser(characters);
        json = opened;
        if (opened.nextToken() != JsonToken.START_OBJECT) {
            throw new UsageException(
                    "piano rolls are no JSON object: file=" + file.name() + " line="
                            + opened.currentLocation().getLineNr(),
                    "write {\"train\": [[[60, 64], ...], ...], ...}");
        }
        return opened;
    }

    /** Goes on to the pieces that are wanted. */
    private boolean nextPart(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            parts.add(name);
            boolean list = json.nextToken() == JsonToken.START_ARRAY;
            if (list && name.equals(part)) {
                found = true;
                inPart = true;
                return true;
            }
            json.skipChildren();
        }
        if (!found) {
            throw new UsageException(
                    "part is not there: file=" + file.name() + " part=" + part + " found=" + parts,
                    "name one of those as data.options.part");
        }
        return false;
    }

    private Found piece(JsonParser json, @Nullable JsonToken token) throws IOException {
        String place = file.place(json.currentTokenLocation().getLineNr()) + " " + part + "[" + piece + "]";
        piece++;
        keys.clear();
        BadRecord problem = null;
        if (token != JsonToken.START_ARRAY) {
            json.skipChildren();
            problem = new BadRecord("piece is no list of steps");
        } else {
            for (JsonToken step = json.nextToken(); step != JsonToken.END_ARRAY; step = json.nextToken()) {
                BadRecord bad = step(json, step);
                problem = problem == null ? bad : problem;
            }
        }
        if (problem == null && keys.size() == 0) {
            problem = new BadRecord("piece has no steps");
        }
        if (problem != null) {
            return problem.at(place, "");
        }
        return new Example(place, "", Example.Reading.ofFeatures(KEYS, keys.toArray()), Labels.NONE);
    }

    /** Reads a step to its end; what is wrong with it is returned. */
    private @Nullable BadRecord step(JsonParser json, @Nullable JsonToken token) throws IOException {
        int at = keys.size() / KEYS;
        if (token != JsonToken.START_ARRAY) {
            json.skipChildren();
            return new BadRecord("step is no list of notes: step=" + at);
        }
        if (keys.size() + KEYS > MOST) {
            json.skipChildren();
            return new BadRecord("piece has over " + MOST / KEYS + " steps");
        }
        int row = keys.size();
        keys.addZeros(KEYS);
        BadRecord problem = null;
        for (JsonToken note = json.nextToken(); note != JsonToken.END_ARRAY; note = json.nextToken()) {
            boolean whole = note == JsonToken.VALUE_NUMBER_INT && json.getNumberType() == JsonParser.NumberType.INT;
            int key = whole ? json.getIntValue() - LOWEST : KEYS;
            if (key >= 0 && key < KEYS) {
                keys.set(row + key, 1);
            } else if (key != SILENT - LOWEST && problem == null) {
                problem = new BadRecord("no note of a piano: step=" + at + " note=" + json.getText());
            }
            json.skipChildren();
        }
        return problem;
    }

    private UsageException malformed(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String where = at == null ? "" : " line=" + at.getLineNr() + " column=" + at.getColumnNr();
        String reason = e.getOriginalMessage().lines().findFirst().orElse("");
        return new UsageException(
                "malformed JSON: file=" + file.name() + where + " reason=" + reason,
                "write the file again; is it whole?");
    }
}
