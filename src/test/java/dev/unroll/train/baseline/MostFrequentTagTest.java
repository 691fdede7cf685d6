package dev.unroll.train.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.data.Example;
import dev.unroll.data.ExampleRules.Says;
import dev.unroll.spec.VocabularySpec.Unit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MostFrequentTagTest {
    private static final String NAME = "most-frequent-tag";

    private static Prepared prepare(List<Example> training, long minCount, Example... others) {
        List<Example> counted = new ArrayList<>(training);
        counted.addAll(List.of(others));
        return Prepared.of(Says.STEP_CLASS, Unit.WORD, minCount, counted);
    }

    private static Baseline fitted(Prepared prepared, List<Example> training) {
        return Prepared.fit(prepared.baseline(NAME), prepared.shard(training));
    }

    @Test
    void aWordHasTheTagThatItHasMostOften() {
        List<Example> training =
                List.of(Prepared.tagged("run/V run/N run/N the/D"), Prepared.tagged("run/V run/V the"));
        Prepared prepared = prepare(training, 1);
        assertEquals("V D", prepared.said(fitted(prepared, training), Prepared.tagged("run the")));
    }

    @Test
    void ofEqualsTheOneThatCameFirstIsSaid() {
        List<Example> training = List.of(Prepared.tagged("run/V run/N run/N run/V walk/N walk/V"));
        Prepared prepared = prepare(training, 1);
        assertEquals("V N", prepared.said(fitted(prepared, training), Prepared.tagged("run walk")));
    }

    /** Once: Ada P, Bob P, If A with a capital; cat N, dog N, ran V without. Twice: The D, and D is the most frequent tag. */
    private static final List<Example> RARE = List.of(
            Prepared.tagged("Ada/P Bob/P If/A cat/N dog/N ran/V"), Prepared.tagged("The/D The/D The/D The/D The/D"));

    @Test
    void anUnseenWordIsLikeThoseSeenOnceWithItsCapital() {
        Example unseen = Prepared.tagged("Zoe zebra");
        Prepared prepared = prepare(RARE, 1, unseen);
        assertEquals("P N", prepared.said(fitted(prepared, RARE), unseen));
    }

    @Test
    void aWordOutsideTheVocabularyHasNoCapital() {
        // over all words seen once: A 1, N 2, P 2, V 1, and N is before P
        Prepared prepared = prepare(RARE, 1);
        assertEquals("N N", prepared.said(fitted(prepared, RARE), Prepared.tagged("Zoe zebra")));
    }

    @Test
    void aWordThatComesAgainIsNoLongerRare() {
        List<Example> training = List.of(RARE.get(0), Prepared.tagged("Ada/P Bob/P cat/N"));
        Example unseen = Prepared.tagged("Zoe zebra");
        Prepared prepared = prepare(training, 1, unseen);
        // with a capital only If A is left; without dog N and ran V, and N is before V
        assertEquals("A N", prepared.said(fitted(prepared, training), unseen));
    }

    @Test
    void whereTrainingHasUnknownWordsTheyAreAWord() {
        List<Example> training = List.of(Prepared.tagged("a/X b/Y c/Y d/Y d/X d/X d/X"));
        Prepared prepared = prepare(training, 2);
        assertEquals(List.of("<unk>", "d"), prepared.vocabulary().units());
        assertEquals("Y X", prepared.said(fitted(prepared, training), Prepared.tagged("e d")));
    }

    @Test
    void withoutRareWordsTheMostFrequentTagIsSaid() {
        List<Example> training = List.of(Prepared.tagged("a/X a/X b/Y b/Y b/Y"));
        Prepared prepared = prepare(training, 1);
        assertEquals("Y", prepared.said(fitted(prepared, training), Prepared.tagged("c")));
    }

    @Test
    void theMajorityIsThatOfLabelledSteps() {
        List<Example> training = List.of(Prepared.tagged("a/X b c d"), Prepared.tagged("a/Y b/Y"));
        Prepared prepared = prepare(training, 1);
        Baseline majority = Prepared.fit(prepared.baseline("majority"), prepared.shard(training));
        assertEquals("Y Y Y", prepared.said(majority, Prepared.tagged("a b c")));
    }
}
