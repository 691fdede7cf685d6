package dev.unroll.train.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StepLossTest {
    private static final long SEED = 48;

    /** By hand: steps 2.. have 2 + 4 (mean 3) and 9; per piece (3 + 9) / 2 = 6, per step (2 + 4 + 9) / 3 = 5. */
    @Test
    void twoPiecesAreAsCalculatedByHand() {
        StepLoss loss = new StepLoss();
        loss.add(new double[] {100, 2, 4});
        loss.add(new double[] {Double.NaN, 9});
        assertEquals(6, loss.perPiece());
        assertEquals(5, loss.perStep());
        assertEquals(2, loss.pieces());
        assertEquals(3, loss.steps());
        assertEquals(6, loss.byName().get("nll_per_piece"));
        assertEquals(5, loss.byName().get("nll_per_step"));
    }

    @Test
    void piecesOfOneStepAreCountedAside() {
        StepLoss loss = new StepLoss();
        loss.add(new double[] {5});
        loss.add(new double[0]);
        assertTrue(Double.isNaN(loss.perPiece()));
        assertTrue(Double.isNaN(loss.perStep()));
        assertEquals(2, loss.tooShort());
        loss.add(new double[] {5, 7});
        assertEquals(7, loss.perPiece());
        assertEquals(7, loss.perStep());
        assertEquals(1, loss.pieces());
    }

    @Test
    void randomPiecesFollowTheDefinition() {
        Random random = new Random(SEED);
        List<double[]> pieces = new ArrayList<>();
        StepLoss whole = new StepLoss();
        StepLoss first = new StepLoss();
        StepLoss second = new StepLoss();
        for (int piece = 0; piece < 40; piece++) {
            double[] losses = random.doubles(1 + random.nextInt(30), 0, 20).toArray();
            pieces.add(losses);
            whole.add(losses);
            (piece < 17 ? first : second).add(losses);
        }
        double perPiece = pieces.stream()
                .filter(losses -> losses.length > 1)
                .mapToDouble(losses -> Arrays.stream(losses).skip(1).average().orElseThrow())
                .average()
                .orElseThrow();
        double perStep = pieces.stream()
                .flatMapToDouble(losses -> Arrays.stream(losses).skip(1))
                .average()
                .orElseThrow();
        StepLoss merged = StepLoss.fromBytes(first.toBytes());
        merged.merge(second);
        for (StepLoss loss : List.of(whole, merged)) {
            assertEquals(perPiece, loss.perPiece(), 1e-12, "seed " + SEED);
            assertEquals(perStep, loss.perStep(), 1e-12, "seed " + SEED);
            assertEquals(whole.pieces(), loss.pieces());
            assertEquals(whole.steps(), loss.steps());
            assertEquals(whole.tooShort(), loss.tooShort());
        }
    }

    @Test
    void mergingWithNothingChangesNoBit() {
        StepLoss loss = new StepLoss();
        loss.add(new double[] {0.1, 0.7, 0.2});
        byte[] bytes = loss.toBytes();
        loss.merge(new StepLoss());
        assertArrayEquals(bytes, loss.toBytes());
    }

    @Test
    void damagedBytesAreRefused() {
        StepLoss loss = new StepLoss();
        loss.add(new double[] {1, 2, 4});
        Encoded.assertSafe(loss.toBytes(), StepLoss::fromBytes, StepLoss::toBytes);
        Encoded.assertRefused(new Encoding.Writer(0x314c5355).put(-1L, 0L, 0L).put(0.0, 0.0), StepLoss::fromBytes);
    }
}
