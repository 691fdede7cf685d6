package dev.unroll.train.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.unroll.data.Example;
import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.LabelSet;
import dev.unroll.spec.VocabularySpec.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemorisedEntitiesTest {
    private static final List<Example> TRAINING = List.of(
            Prepared.tagged("New/B-LOC York/I-LOC is/O big/O"),
            Prepared.tagged("New/B-ORG York/I-ORG Times/I-ORG and/O York/B-LOC"),
            Prepared.tagged("Ada/B-PER York/B-PER"),
            Prepared.tagged("York/B-PER is/O Ada/O"));

    private static String said(long minCount, String sentence) {
        Prepared prepared = Prepared.of(Says.STEP_CLASS, Unit.WORD, minCount, TRAINING);
        Baseline memory = Prepared.fit(prepared.baseline("memorised-entities"), prepared.shard(TRAINING));
        return prepared.said(memory, Prepared.tagged(sentence));
    }

    @ParameterizedTest
    @CsvSource({
        "New York Times is, B-ORG I-ORG I-ORG O", // the longest
        "New York and, B-LOC I-LOC O", // LOC once
        "York big, B-PER O", // PER twice, LOC once
        "Ada Ada, B-PER B-PER", // whatever else it was without being a name
        "New Times, O O",
        "New New York, O B-LOC I-LOC",
        "Times, O"
    })
    void theLongestNameIsFound(String sentence, String expected) {
        assertEquals(expected, said(1, sentence));
    }

    @Test
    void unknownWordsAreNoNames() {
        // known with two occurrences: New, York, is, Ada; Times is not, and with it no longer the paper
        assertEquals("B-LOC I-LOC O", said(2, "New York Times"));
        assertEquals("O O", said(2, "Zoe Zoe"));
    }

    @Test
    void labelsWithEndsAreWrittenWithEnds() {
        List<Example> training =
                List.of(Prepared.tagged("a/S-X b/B-X c/E-X"), Prepared.tagged("d/B-X e/I-X f/I-X g/E-X o/O"));
        Prepared prepared = Prepared.of(Says.STEP_CLASS, Unit.WORD, training);
        Baseline memory = Prepared.fit(prepared.baseline("memorised-entities"), prepared.shard(training));
        assertEquals("B-X I-X I-X E-X S-X B-X E-X", prepared.said(memory, Prepared.tagged("d e f g a b c")));
    }

    @Test
    void whatBeginsWithoutABeginningIsMetAsConllevalMeetsIt() {
        List<Example> training = List.of(Prepared.tagged("a/I-X b/I-X c/O"));
        Prepared prepared = Prepared.of(Says.STEP_CLASS, Unit.WORD, training);
        Baseline memory = Prepared.fit(prepared.baseline("memorised-entities"), prepared.shard(training));
        assertEquals("O I-X I-X", prepared.said(memory, Prepared.tagged("c a b")));
    }

    @ParameterizedTest
    @CsvSource({
        "O B-PER I-PER, true",
        "O B I, true",
        "O I-PER, true",
        "B-PER I-PER, false",
        "O S-PER E-PER, false",
        "NOUN VERB O, false",
        "O B-PER NOUN, false",
        "O, false"
    })
    void namesOfLabelsSayWhetherThereAreEntities(String names, boolean expected) {
        LabelSet labels = LabelSet.of(List.of(names.split(" ")));
        assertEquals(expected, MemorisedEntities.suits(labels));
        if (!expected) {
            assertThrows(IllegalArgumentException.class, () -> new MemorisedEntities(labels));
        }
    }
}
