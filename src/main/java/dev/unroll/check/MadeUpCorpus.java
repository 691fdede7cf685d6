package dev.unroll.check;

import dev.unroll.data.ExampleRules;
import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.LabelSet;
import dev.unroll.data.Preprocessing;
import dev.unroll.data.Standardisation;
import dev.unroll.data.Vocabulary;
import dev.unroll.data.format.PianoRollReader;
import dev.unroll.spec.LabelSpec.Scheme;
import dev.unroll.spec.RecordFormats;
import dev.unroll.spec.Spec;
import dev.unroll.spec.VocabularySpec.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a corpus would have taught, where none is read: sizes and names with which the network of a specification can be built. */
public final class MadeUpCorpus {
    /** Units where {@code vocabulary.size} does not say how many. */
    public static final int UNITS = 23;

    private static final int CHARACTERS = 11;
    private static final int LABELS = 5;
    private static final int FEATURES = 3;
    private static final int VALUES = 2;
    private static final List<String> KINDS = List.of("X", "Y");

    private MadeUpCorpus() {}

    /** What its records would look like: units wherever the configuration does not speak of numbers. */
    public static Preprocessing of(Spec spec) {
        Optional<Says> says = ExampleRules.of(spec).map(ExampleRules::says);
        int features = says.isPresent() ? features(spec) : 0;
        int known = spec.vocabulary().size() == 0 ? UNITS : spec.vocabulary().size();
        Optional<Says> labels = says.map(Says::labels);
        boolean numbers = labels.map(Says::numbers).orElse(false);
        return new Preprocessing(
                vocabulary(spec.vocabulary().unit(), features == 0 ? known : 1),
                vocabulary(Unit.CHAR, spec.network().words().spelling() > 0 ? CHARACTERS : 1),
                LabelSet.of(labels.map(Says::classes).orElse(false) ? labels(spec) : List.of()),
                Standardisation.none(features),
                Standardisation.none(numbers ? values(spec) : 0));
    }

    private static Vocabulary vocabulary(Unit kind, int size) {
        List<String> units = new ArrayList<>(List.of(Vocabulary.UNKNOWN_SYMBOL));
        boolean single = kind == Unit.CHAR || kind == Unit.BYTE || kind == Unit.NUCLEOTIDE;
        for (int i = 1; i < size; i++) {
            int codePoint = i < Character.MIN_SURROGATE ? i : i + 0x800;
            units.add(single ? Character.toString(codePoint) : "unit" + i);
        }
        return Vocabulary.of(kind, units);
    }

    /** Numbers read at each step; 0 where units are. */
    private static int features(Spec spec) {
        String columns = spec.data().labels().features();
        if (!columns.isEmpty()) {
            return columns.split(",", -1).length;
        }
        return switch (spec.data().format()) {
            case RecordFormats.SERIES, RecordFormats.FRAMES -> FEATURES;
            case RecordFormats.ADDING -> 2;
            case RecordFormats.PIANO_ROLLS -> PianoRollReader.KEYS;
            default -> 0;
        };
    }

    /** Only rows of tables can say more than one number. */
    private static int values(Spec spec) {
        return spec.data().isRecords() ? 1 : VALUES;
    }

    private static List<String> labels(Spec spec) {
        List<String> labels = new ArrayList<>();
        Scheme scheme = spec.data().labels().scheme();
        if (!spec.data().format().equals(RecordFormats.CONLL) || scheme == Scheme.NONE) {
            for (int k = 0; k < LABELS; k++) {
                labels.add("label" + k);
            }
            return labels;
        }
        labels.add("O");
        for (String kind : KINDS) {
            for (String place : scheme == Scheme.IOBES ? List.of("B-", "I-", "E-", "S-") : List.of("B-", "I-")) {
                labels.add(place + kind);
            }
        }
        return labels;
    }
}
