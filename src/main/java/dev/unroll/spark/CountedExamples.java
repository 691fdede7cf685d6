package dev.unroll.spark;

import dev.unroll.data.ExampleCounter;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/** What a task found in a part of the labelled records. A plain class: it may be spilled by any serializer. */
final class CountedExamples implements Serializable {
    private static final long serialVersionUID = 1L;

    /** How often each unit stands in the training part. */
    final HashMap<String, Long> units = new HashMap<>();

    private final HashMap<String, Long> labels = new HashMap<>();
    private final HashMap<String, Long> characters = new HashMap<>();
    private final Widths widths = new Widths();
    private final Part training = new Part();
    private final Part held = new Part();
    private long unusable;
    private long mended;
    private long replaced;
    private byte[] mistake = {};

    /** What was counted in one part of the corpus. */
    static final class Part implements Serializable {
        private static final long serialVersionUID = 1L;

        long records;
        long steps;
        long targets;
        long replaced;
        long longWords;

        void add(Part other) {
            records += other.records;
            steps += other.steps;
            targets += other.targets;
            replaced += other.replaced;
            longWords += other.longWords;
        }

        private void add(ExampleCounter.Count count) {
            records += count.records();
            steps += count.steps();
            targets += count.targets();
            replaced += count.replaced();
            longWords += count.longWords();
        }
    }

    /** How many numbers records have; -1 where none was seen, -2 where they differ. */
    static final class Widths implements Serializable {
        private static final long serialVersionUID = 1L;
        private static final int NONE = -1;
        static final int DIFFERENT = -2;

        int features = NONE;
        int values = NONE;

        void add(int otherFeatures, int otherValues) {
            features = same(features, otherFeatures);
            values = same(values, otherValues);
        }

        private static int same(int a, int b) {
            if (a == NONE) {
                return b;
            }
            return b == NONE || a == b ? a : DIFFERENT;
        }
    }

    /** The part that a mistake ended. */
    static CountedExamples failed(byte[] mistake) {
        CountedExamples counted = new CountedExamples();
        counted.mistake = mistake;
        return counted;
    }

    /** The same without units, which are many. */
    CountedExamples withoutUnits() {
        if (mistake.length > 0) {
            return failed(mistake);
        }
        CountedExamples rest = new CountedExamples();
        rest.add(this);
        return rest;
    }

    /** A record that cannot be used. */
    void reject() {
        unusable++;
    }

    /** What was mended on the way to a record. */
    void addMended(FoundRecord record) {
        mended += record.mended();
        replaced += record.replaced();
    }

    /** What a counter found in both parts of the corpus. */
    void add(CheckedExamples checked) {
        ExampleCounter.Count count = checked.training();
        training.add(count);
        held.add(checked.held());
        widths.add(count.featureWidth(), count.valueWidth());
        widths.add(checked.held().featureWidth(), checked.held().valueWidth());
        units.putAll(count.units());
        count.labels().forEach((label, found) -> labels.merge(label, found, Long::sum));
        count.characters().forEach((character, found) -> characters.merge(character, found, Long::sum));
    }

    /** What the next task found, but for its units; a mistake of its is thrown. */
    void add(CountedExamples other) {
        if (other.mistake.length > 0) {
            TaskAnswer.open(other.mistake);
        }
        training.add(other.training);
        held.add(other.held);
        widths.add(other.widths.features, other.widths.values);
        other.labels.forEach((label, found) -> labels.merge(label, found, Long::sum));
        other.characters.forEach((character, found) -> characters.merge(character, found, Long::sum));
        unusable += other.unusable;
        mended += other.mended;
        replaced += other.replaced;
    }

    Part training() {
        return training;
    }

    Part held() {
        return held;
    }

    Widths widths() {
        return widths;
    }

    long unusable() {
        return unusable;
    }

    /** Labels that were mended. */
    long mended() {
        return mended;
    }

    /** Ill-formed parts of files that became U+FFFD. */
    long replaced() {
        return replaced;
    }

    /** How often each character stands in the words of the training part, where they are read. */
    Map<String, Long> characters() {
        return characters;
    }

    /** How often each label stands in the training part. */
    Map<String, Long> labels() {
        return labels;
    }
}
