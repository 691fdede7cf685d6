package dev.unroll.data.format;

import dev.unroll.data.Example;
import dev.unroll.data.IntList;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Gathers the words of a sentence. */
final class Words {
    /** More are no sentence. */
    static final int MOST = 1 << 20;

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final IntList ends = new IntList();

    void add(String word) throws BadRecord {
        if (word.isEmpty()) {
            throw new BadRecord("word is empty");
        }
        if (ends.size() == MOST) {
            throw new BadRecord("sentence has over " + MOST + " words");
        }
        text.writeBytes(word.getBytes(StandardCharsets.UTF_8));
        ends.add(text.size());
    }

    int count() {
        return ends.size();
    }

    Example.Reading read() {
        return Example.Reading.ofUnits(text.toByteArray(), ends.toArray());
    }
}
