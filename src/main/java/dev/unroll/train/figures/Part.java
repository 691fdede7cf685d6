package dev.unroll.train.figures;

import dev.unroll.train.metrics.Encoding;
import java.util.List;

/** The figures of one kind of answer. */
sealed interface Part permits OneClass, AnyClass, Numbers, NextVectors {
    /** The part that measures this, empty. */
    static Part of(FigureRules rules) {
        return switch (rules.says()) {
            case STEP_CLASS, RECORD_CLASS -> new OneClass(rules);
            case STEP_CLASSES, RECORD_CLASSES -> new AnyClass(rules);
            case STEP_VALUES, RECORD_VALUES -> new Numbers(rules);
            case NEXT_VECTOR -> new NextVectors(rules);
            case UNITS, UNITS_OF_CLASS, UNITS_OF_NUMBERS ->
                throw new IllegalArgumentException("units have a loss and no figures of labels: says=" + rules.says());
        };
    }

    /** One record. */
    void add(Lane lane);

    /** The records of another part of the same rules, behind these. */
    void merge(Part other);

    /** What {@link #read} takes in again. */
    void write(Encoding.Writer out);

    /** The records that another part of the same rules wrote, behind these. */
    void read(Encoding.Reader in);

    /** All figures, the most telling one first. */
    List<Figure> figures();

    /** What is behind them. */
    Result.Details details();
}
