package dev.unroll.spark;

import dev.unroll.data.Vocabulary;
import dev.unroll.spec.VocabularySpec.Unit;
import java.io.Serializable;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** A vocabulary on its way: its units; the tables are made once in each JVM. */
final class KnownUnits implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Unit kind;
    private final ArrayList<String> units;
    private transient @Nullable Vocabulary vocabulary;

    KnownUnits(Vocabulary vocabulary) {
        this.kind = vocabulary.kind();
        this.units = new ArrayList<>(vocabulary.units());
        this.vocabulary = vocabulary;
    }

    synchronized Vocabulary vocabulary() {
        Vocabulary made = vocabulary;
        if (made == null) {
            made = Vocabulary.of(kind, units);
            vocabulary = made;
        }
        return made;
    }
}
