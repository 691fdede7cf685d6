package dev.unroll.spark;

import dev.unroll.data.ExampleRules;
import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.Preprocessing;
import dev.unroll.data.format.Formats;
import dev.unroll.data.format.SegmentClasses;
import dev.unroll.spec.DataSpec;
import dev.unroll.spec.Keys;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import java.util.Optional;

/** Labelled records from which nothing can be learnt. */
final class ExampleRefusals {
    private final Spec spec;
    private final DataSpec data;
    private final ExampleRules rules;

    ExampleRefusals(Spec spec, ExampleRules rules) {
        this.spec = spec;
        this.data = spec.data();
        this.rules = rules;
    }

    /** Refuses a corpus without labels, and a split that leaves one of its parts empty. */
    void checkParts(CountedExamples found, Optional<LeftOut> without) {
        long training = found.training().records;
        long held = found.held().records;
        if (training + held == 0) {
            throw empty(Keys.DATA_TRAIN.name(), data.train(), without);
        }
        boolean splits = data.heldOutByHash().signum() > 0;
        if (training == 0 || (splits && held == 0)) {
            throw new UsageException(
                    "corpus is too small to hold a part of it out: data.train=" + data.train() + " data.validation="
                            + data.validation() + " training-records=" + training + " validation-records=" + held,
                    "set data.validation=0 or to files, or name a larger corpus");
        }
        if (found.training().targets == 0) {
            throw new UsageException(
                    "corpus has no labels: data.train=" + data.train() + " records=" + training,
                    "say where they stand: data.format, data.label-column, data.labels.*");
        }
    }

    private static UsageException empty(String key, String given, Optional<LeftOut> without) {
        String first = without.map(LeftOut::first)
                .map(records -> " first=" + records.get(0).place() + " reason="
                        + records.get(0).reason())
                .orElse("");
        long unusable = without.map(LeftOut::count).orElse(0L);
        return new UsageException(
                "corpus is empty: " + key + "=" + given + " usable-records=0 unusable-records=" + unusable + first,
                "name files of data.format with records in them");
    }

    /** Refuses classes that are none, and a positive label that is not among them. */
    void checkLabels(Preprocessing learnt) {
        boolean classes = rules.says().labels().classes();
        int names = learnt.labels().size();
        int fewest = rules.says().several() || rules.says().units() ? 1 : 2;
        if (classes && names < fewest) {
            throw new UsageException(
                    "corpus has fewer classes than can be told apart: data.train=" + data.train() + " classes=" + names
                            + (names == 0
                                    ? ""
                                    : " label=" + learnt.labels().names().get(0)),
                    "there is nothing to tell apart: name a corpus with several, or see to data.labels.map");
        }
        String positive = data.labels().positive();
        if (data.isGenome() && !positive.isEmpty()) {
            SegmentClasses.of(Formats.baseLabels(spec), learnt.labels().names()).named(positive);
        } else if (classes && !positive.isEmpty() && learnt.labels().id(positive) < 0) {
            throw new UsageException(
                    "label is not there: data.positive-label=" + positive,
                    "the labels are " + String.join(", ", learnt.labels().names()));
        }
        if (learnt.units() + learnt.features().width() == 0) {
            throw new UsageException(
                    "vocabulary has no symbols: data.train=" + data.train(),
                    "every unit would be unknown: change vocabulary.size or vocabulary.min-count");
        }
        boolean embeds = spec.network().embedding() > 0;
        if (embeds && learnt.units() == 0) {
            throw new UsageException(
                    "settings contradict each other: network.embedding="
                            + spec.network().embedding(),
                    "the records have no units to embed: leave it out");
        }
    }

    /** Refuses measured records that do not suit what was learnt. */
    void checkMeasured(ExampleInput input, CountedExamples found, Preprocessing learnt, Optional<LeftOut> without) {
        if (found.training().records == 0) {
            throw empty(input.key(), input.given(), without);
        }
        if (found.training().targets == 0 && rules.says() != Says.NEXT_VECTOR) {
            throw new UsageException(
                    "records have no labels: " + input.key() + "=" + input.given() + " records="
                            + found.training().records,
                    "there is nothing to measure by: score says what they are; or say where labels stand:"
                            + " data.label-column, data.labels.*");
        }
        int features = Math.max(0, found.widths().features);
        int values = found.widths().values;
        boolean fits = features == learnt.features().width()
                && (values < 0
                        || !rules.says().labels().numbers()
                        || values == learnt.values().width());
        if (!fits) {
            throw new UsageException(
                    "records have other numbers than those of the training: " + input.key() + "=" + input.given()
                            + " numbers=" + features + " trained="
                            + learnt.features().width(),
                    "name files with the same columns");
        }
    }
}
