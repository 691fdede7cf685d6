package dev.unroll.spec;

import java.io.Serializable;

/**
 * Cross-validation: {@code data.folds}, {@code data.fold}.
 *
 * @param folds {@code data.folds}, into which all records are dealt; 0 = no cross-validation
 * @param fold {@code data.fold}, the one that is measured and not trained on, from 1 on; 0 = each in its turn
 */
public record FoldSpec(int folds, int fold) implements Serializable {
    private static final int MOST = 100;

    /** Checks that the fold is one of them. */
    public FoldSpec {
        Rule.range(Keys.DATA_FOLDS, folds, folds == 0 || (folds >= 2 && folds <= MOST));
        Rule.range(Keys.DATA_FOLD, fold, fold >= 0);
        Rule.used(Keys.DATA_FOLD, fold, folds > 0, "without folds there is none: set data.folds, or leave it out");
        Rule.agree(Keys.DATA_FOLD, fold, fold <= folds, "data.folds=" + folds + ": name one of them");
    }

    /** Whether a fold of the corpus is measured and not trained on. */
    public boolean isOne() {
        return fold > 0;
    }

    /** Whether each fold is measured in its turn, by a training of its own. */
    public boolean isAll() {
        return folds > 0 && fold == 0;
    }

    /**
     * What other parts of the data it does not go with.
     *
     * @param held {@code data.validation} where it is a path, otherwise empty
     * @param test {@code data.test}
     */
    void check(String held, String test) {
        String hint = "data.folds=" + folds + " deals out all records of data.train: ";
        Rule.agree(Keys.DATA_TEST, test, folds == 0 || test.isEmpty(), hint + "leave one of both out");
        Rule.agree(
                Keys.DATA_VALIDATION,
                held,
                folds == 0 || held.isEmpty(),
                hint + "set it to a fraction of the folds that are trained on, or leave data.folds out");
    }
}
