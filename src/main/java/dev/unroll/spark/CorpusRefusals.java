package dev.unroll.spark;

import dev.unroll.data.UnitIds;
import dev.unroll.data.Vocabulary;
import dev.unroll.data.VocabularyFile;
import dev.unroll.spec.DataSpec;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;

/** Corpora from which nothing can be learnt. */
final class CorpusRefusals {
    private final DataSpec data;

    CorpusRefusals(Spec spec) {
        this.data = spec.data();
    }

    /** Refuses a corpus without units, and a split that leaves one of its parts empty. */
    void checkParts(long training, long held) {
        if (training + held == 0) {
            throw empty("data.train", data.train());
        }
        boolean splits = data.validationFraction().signum() > 0;
        if (training == 0 || (splits && held == 0)) {
            throw new UsageException(
                    "corpus is too small to hold a part of it out: data.train=" + data.train() + " data.validation="
                            + data.validation() + " training-units=" + training + " validation-units=" + held,
                    "set data.validation=0 or to files, or name a larger corpus");
        }
    }

    /** Refuses a measured text without units. */
    void checkMeasured(String key, String given, long units) {
        if (units == 0) {
            throw empty(key, given);
        }
    }

    private static UsageException empty(String key, String given) {
        return new UsageException("corpus is empty: " + key + "=" + given + " units=0", "name files with text in them");
    }

    /** Refuses a vocabulary with fewer than two symbols beside the unknown one. */
    void checkVocabulary(Vocabulary vocabulary) {
        int known = vocabulary.size() - 1;
        if (known < 2) {
            String only = known == 0
                    ? ""
                    : " unit=" + VocabularyFile.escape(vocabulary.units().get(UnitIds.UNKNOWN + 1));
            throw new UsageException(
                    "vocabulary has fewer than two symbols: data.train=" + data.train() + " symbols=" + known + only,
                    "there is nothing to predict: name another corpus, or change vocabulary.unit, size or min-count");
        }
    }
}
