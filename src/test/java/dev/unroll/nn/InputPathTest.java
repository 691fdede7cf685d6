package dev.unroll.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.NetworkSpec;
import dev.unroll.spec.WordSpec;
import org.junit.jupiter.api.Test;

class InputPathTest {
    private static NetworkSpec spec(int embedding, double dropout, double recurrentDropout) {
        return new NetworkSpec(Cell.LSTM, 1, 6, false, embedding, Activation.TANH, false, dropout, recurrentDropout, 0);
    }

    @Test
    void aTablePaysWhereAMiniBatchHasMoreRowsThanTheVocabularyHasUnits() {
        assertEquals(InputPath.TABLE, InputPath.training(spec(5, 0, 0), Sizes.ofUnits(11), 4, 3));
        assertEquals(InputPath.ROWS, InputPath.training(spec(5, 0, 0), Sizes.ofUnits(12), 4, 3));
        assertEquals(InputPath.ROWS, InputPath.training(spec(5, 0, 0), Sizes.ofUnits(13), 4, 3));
        assertEquals(
                InputPath.TABLE, InputPath.training(spec(5, 0, 0), Sizes.ofUnits(Integer.MAX_VALUE), 65_536, 65_536));
    }

    @Test
    void whereTheLengthOfAWindowIsNotKnownRowsAreGathered() {
        assertEquals(InputPath.ROWS, InputPath.training(spec(5, 0, 0), Sizes.ofUnits(11), 4, 0));
    }

    @Test
    void dropoutOnTheEmbeddingNeedsRowsAndDropoutElsewhereDoesNot() {
        assertEquals(InputPath.ROWS, InputPath.training(spec(5, 0.1, 0), Sizes.ofUnits(11), 4, 3));
        assertEquals(InputPath.TABLE, InputPath.training(spec(5, 0, 0.1), Sizes.ofUnits(11), 4, 3));
    }

    @Test
    void scoringHasItsTableWhateverTrainingHas() {
        assertEquals(InputPath.TABLE, InputPath.scoring(spec(5, 0.1, 0), Sizes.ofUnits(11)));
    }

    @Test
    void unitsWithoutAnEmbeddingAreOneHot() {
        assertEquals(InputPath.ONE_HOT, InputPath.training(spec(0, 0, 0), Sizes.ofUnits(11), 4, 3));
        assertEquals(InputPath.ONE_HOT, InputPath.training(spec(0, 0.1, 0), Sizes.ofUnits(13), 4, 3));
        assertEquals(InputPath.ONE_HOT, InputPath.scoring(spec(0, 0, 0), Sizes.ofUnits(11)));
    }

    @Test
    void howAWordIsWrittenNeedsRows() {
        for (WordSpec words : new WordSpec[] {new WordSpec(3, 25, false, ""), new WordSpec(0, 25, true, "")}) {
            for (int embedding = 0; embedding <= 5; embedding += 5) {
                NetworkSpec spec = spec(embedding, 0, 0).withWords(words);
                Sizes sizes = new Sizes(11, 0, 3, words.spelling() > 0 ? 7 : 0);
                assertEquals(InputPath.ROWS, InputPath.training(spec, sizes, 4, 3));
                assertEquals(InputPath.ROWS, InputPath.scoring(spec, sizes));
            }
        }
        NetworkSpec begun = spec(5, 0, 0).withWords(new WordSpec(0, 25, false, "v.txt"));
        assertEquals(
                InputPath.TABLE, InputPath.training(begun, Sizes.ofUnits(11), 4, 3), "given vectors are a beginning");
    }

    @Test
    void featuresBesideAUnitNeedRows() {
        Sizes both = new Sizes(11, 2, 3);
        for (int embedding = 0; embedding <= 5; embedding += 5) {
            assertEquals(InputPath.ROWS, InputPath.training(spec(embedding, 0, 0), both, 4, 3));
            assertEquals(InputPath.ROWS, InputPath.scoring(spec(embedding, 0, 0), both));
        }
        assertEquals(InputPath.ROWS, InputPath.scoring(spec(0, 0, 0), new Sizes(0, 2, 3)));
    }
}
