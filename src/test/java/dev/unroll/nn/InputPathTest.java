package dev.unroll.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.NetworkSpec;
import org.junit.jupiter.api.Test;

class InputPathTest {
    private static NetworkSpec spec(int embedding, double dropout, double recurrentDropout) {
        return new NetworkSpec(Cell.LSTM, 1, 6, false, embedding, Activation.TANH, false, dropout, recurrentDropout, 0);
    }

    @Test
    void aTablePaysWhereAMiniBatchHasMoreRowsThanTheVocabularyHasUnits() {
        assertEquals(InputPath.TABLE, InputPath.training(spec(5, 0, 0), 11, 4, 3));
        assertEquals(InputPath.ROWS, InputPath.training(spec(5, 0, 0), 12, 4, 3));
        assertEquals(InputPath.ROWS, InputPath.training(spec(5, 0, 0), 13, 4, 3));
        assertEquals(InputPath.TABLE, InputPath.training(spec(5, 0, 0), Integer.MAX_VALUE, 65_536, 65_536));
    }

    @Test
    void whereTheLengthOfAWindowIsNotKnownRowsAreGathered() {
        assertEquals(InputPath.ROWS, InputPath.training(spec(5, 0, 0), 11, 4, 0));
    }

    @Test
    void dropoutOnTheEmbeddingNeedsRowsAndDropoutElsewhereDoesNot() {
        assertEquals(InputPath.ROWS, InputPath.training(spec(5, 0.1, 0), 11, 4, 3));
        assertEquals(InputPath.TABLE, InputPath.training(spec(5, 0, 0.1), 11, 4, 3));
    }

    @Test
    void scoringHasItsTableWhateverTrainingHas() {
        assertEquals(InputPath.TABLE, InputPath.scoring(spec(5, 0.1, 0)));
    }

    @Test
    void unitsWithoutAnEmbeddingAreOneHot() {
        assertEquals(InputPath.ONE_HOT, InputPath.training(spec(0, 0, 0), 11, 4, 3));
        assertEquals(InputPath.ONE_HOT, InputPath.training(spec(0, 0.1, 0), 13, 4, 3));
        assertEquals(InputPath.ONE_HOT, InputPath.scoring(spec(0, 0, 0)));
    }
}
