package dev.unroll.train.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.ExampleRules.Says;
import dev.unroll.train.figures.Spoken.Row;
import dev.unroll.train.figures.Spoken.Spell;
import dev.unroll.train.metrics.Bootstrap;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NextVectorsTest {
    private static Spell piece(long id, double... losses) {
        Row[] rows = Arrays.stream(losses)
                .mapToObj(loss -> Row.of(new float[] {0, 1}, new float[] {0.5f, 0.5f}, loss))
                .toArray(Row[]::new);
        return Spell.of(id, rows);
    }

    private static final List<Spell> PIECES = List.of(piece(1, 100, 2, 4), piece(2, 50, 9), piece(3, 8));

    /** By hand: steps 2.. have 2 + 4 (mean 3) and 9; per piece (3 + 9) / 2 = 6, per step (2 + 4 + 9) / 3 = 5. All steps: 173 / 6. */
    @Test
    void piecesAreAsCalculatedByHand() {
        Result result =
                Spoken.figures(FigureRules.ofNextVectors(4), 0, PIECES, 3).result();
        assertEquals(5, result.figuresByName().get("nll_per_step"));
        assertEquals(6, result.figuresByName().get("nll_per_piece"));
        assertEquals(173.0 / 6, result.figuresByName().get("loss"));
        assertEquals(
                Set.of("nll_per_step", "nll_per_piece", "loss"),
                result.figuresByName().keySet());
        assertEquals(new Result.Seen(Says.NEXT_VECTOR, 3, 6, 0), result.seen());
        assertEquals("nll_per_step", result.headline().name());
        assertTrue(result.lessIsBetter());
    }

    @Test
    void intervalsDrawPieces() {
        Bootstrap expected = new Bootstrap(4, 2, 2);
        expected.add((2L << 32) + 1, new long[] {1, 2}, new double[] {3, 6});
        expected.add((2L << 32) + 2, new long[] {1, 1}, new double[] {9, 9});
        List<Figure> figures = Spoken.figures(FigureRules.ofNextVectors(4), 2, PIECES, 2)
                .result()
                .figures();
        assertEquals(
                expected.intervalWithSums((counts, sums) -> sums[1] / counts[1]),
                figures.get(0).interval());
        assertEquals(
                expected.intervalWithSums((counts, sums) -> sums[0] / counts[0]),
                figures.get(1).interval());
    }
}
