package dev.unroll.train.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Example;
import dev.unroll.data.LabelSet;
import dev.unroll.data.Labels;
import dev.unroll.data.Prediction;
import dev.unroll.data.Standardisation;
import dev.unroll.data.Vocabulary;
import dev.unroll.data.format.BaseLabels;
import dev.unroll.data.format.BaseLabels.Detail;
import dev.unroll.data.format.BaseLabels.Overlap;
import dev.unroll.data.format.ReverseComplement;
import dev.unroll.data.format.SegmentClasses;
import dev.unroll.nn.LabelRules;
import dev.unroll.spec.HeadSpec;
import dev.unroll.spec.Output;
import dev.unroll.spec.Pool;
import dev.unroll.spec.VocabularySpec.Unit;
import dev.unroll.train.scoring.ExampleScorer.Wanted;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtherStrandTest {
    private static final Vocabulary BASES =
            Vocabulary.of(Unit.NUCLEOTIDE, List.of("<unk>", "A", "C", "G", "T", "R", "Y"));
    private static final LabelSet LABELS =
            LabelSet.of(List.of("CDS+0", "CDS+1", "CDS+2", "CDS-0", "CDS-1", "CDS-2", "none"));
    /** By id: the label that the same base has on the other strand. */
    private static final int[] MIRROR = {3, 4, 5, 0, 1, 2, 6};

    private static final String HERE = "ACGGTRACNTTAGCA";
    private static final String THERE = "TGCTAANGTYACCGT";

    private static SegmentClasses classes(LabelSet labels) {
        return SegmentClasses.of(
                new BaseLabels.Settings(List.of("CDS"), Detail.APART, Detail.APART, Overlap.PRIORITY), labels.names());
    }

    private static TinyScorer model(Output output, Pool pool, LabelSet labels, int outputs) {
        return new TinyScorer(TinyScorer.Shape.of(output, pool), BASES, labels, outputs, Standardisation.none(0));
    }

    private static Wanted both(LabelSet labels) {
        return new Wanted(ExampleScorer.Detail.ALL, ReverseComplement.of(BASES, classes(labels)));
    }

    private static Example bases(String letters) {
        Example.Reading reading = Example.Reading.ofText(letters.getBytes(StandardCharsets.UTF_8));
        return new Example("here", "", reading, Labels.NONE);
    }

    private static Prediction.Classes one(ExampleScorer scorer, String letters) {
        return (Prediction.Classes)
                scorer.score(List.of(bases("A"), bases(letters))).get(1);
    }

    @Test
    void probabilitiesOfBothStrandsAreAveraged() {
        TinyScorer model = model(Output.SOFTMAX, Pool.NONE, LABELS, 7);
        ExampleScorer alone = model.scorer(TinyScorer.ALL);
        Prediction.Classes here = one(alone, HERE);
        Prediction.Classes there = one(alone, THERE);
        Prediction.Classes mean = one(model.scorer(both(LABELS)), HERE);
        int changed = 0;
        for (int t = 0; t < HERE.length(); t++) {
            int likeliest = 0;
            for (int k = 0; k < 7; k++) {
                float opposite = there.probabilities()[(HERE.length() - 1 - t) * 7 + MIRROR[k]];
                float expected = (here.probabilities()[t * 7 + k] + opposite) / 2;
                assertEquals(expected, mean.probabilities()[t * 7 + k], "step " + t + " label " + k);
                likeliest = expected > mean.probabilities()[t * 7 + likeliest] ? k : likeliest;
            }
            assertEquals(LABELS.names().get(likeliest), mean.name(t));
            assertEquals(mean.probabilities()[t * 7 + likeliest], mean.confidence()[t]);
            changed += likeliest == here.ids()[t] ? 0 : 1;
        }
        assertTrue(changed > 0, "the other strand says nothing else, seed " + TinyScorer.SEED);
    }

    @Test
    void bothStrandsSayTheSameToTheBit() {
        for (boolean chain : new boolean[] {false, true}) {
            TinyScorer.Shape shape =
                    new TinyScorer.Shape(new HeadSpec(Output.SOFTMAX, Pool.NONE, chain, 0), LabelRules.NONE, true);
            ExampleScorer scorer =
                    new TinyScorer(shape, BASES, LABELS, 7, Standardisation.none(0)).scorer(both(LABELS));
            Prediction.Classes here = one(scorer, HERE);
            Prediction.Classes there = one(scorer, THERE);
            for (int t = 0; t < HERE.length(); t++) {
                int opposite = HERE.length() - 1 - t;
                assertEquals(MIRROR[here.ids()[t]], there.ids()[opposite], "chain " + chain + " step " + t);
                assertEquals(here.confidence()[t], there.confidence()[opposite], "chain " + chain + " step " + t);
            }
        }
    }

    @Test
    void aRecordIsTheSameOnBothStrands() {
        LabelSet promoters = LabelSet.of(List.of("no", "promoter"));
        for (Output output : Output.values()) {
            LabelSet labels = output == Output.LINEAR ? LabelSet.of(List.of()) : promoters;
            TinyScorer model = model(output, Pool.LAST, labels, 2);
            List<Example> strands = List.of(bases(HERE), bases(THERE));
            List<Prediction> alone = model.scorer(TinyScorer.ALL).score(strands);
            List<Prediction> both = model.scorer(both(labels)).score(strands);
            assertTrue(!alone.get(0).equals(alone.get(1)), output + ", seed " + TinyScorer.SEED);
            assertEquals(both.get(0), both.get(1), output + ", seed " + TinyScorer.SEED);
        }
    }

    @Test
    void unreadableRecordsKeepTheirReasons() {
        ExampleScorer scorer = model(Output.SOFTMAX, Pool.NONE, LABELS, 7).scorer(both(LABELS));
        assertEquals(
                new Prediction.None("nothing to read"),
                scorer.score(List.of(bases(HERE), bases(" "))).get(1));
    }

    @Test
    void aMirrorOfOtherLabelsIsRefused() {
        TinyScorer model = model(Output.SOFTMAX, Pool.NONE, LABELS, 7);
        Wanted other = both(LabelSet.of(List.of("none")));
        assertThrows(IllegalArgumentException.class, () -> model.scorer(other));
    }
}
