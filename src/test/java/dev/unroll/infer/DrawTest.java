package dev.unroll.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DrawTest {
    /** Probabilities 0.1, 0.4, 0.2, 0.3 behind one number that is none of theirs. */
    private static final float[] SCORES = {
        99,
        (float) StrictMath.log(0.1),
        (float) StrictMath.log(0.4),
        (float) StrictMath.log(0.2),
        (float) StrictMath.log(0.3)
    };

    private static int pick(Draw draw, double uniform) {
        return draw.pick(SCORES, 1, 4, uniform);
    }

    @Test
    void unitsComeInOrderOfTheirProbability() {
        Draw draw = new Draw(1, 0, 1, -1);
        assertEquals(1, pick(draw, 0));
        assertEquals(1, pick(draw, 0.399));
        assertEquals(3, pick(draw, 0.401));
        assertEquals(3, pick(draw, 0.699));
        assertEquals(2, pick(draw, 0.701));
        assertEquals(0, pick(draw, 0.901));
        assertEquals(0, pick(draw, 0.999999));
    }

    @Test
    void temperatureZeroTakesTheBest() {
        assertEquals(1, pick(new Draw(0, 0, 1, -1), 0.99));
        assertEquals(3, pick(new Draw(0, 0, 1, 1), 0.99));
    }

    @Test
    void aLowTemperatureSharpens() {
        assertEquals(1, pick(new Draw(0.1, 0, 1, -1), 0.9));
        assertEquals(0, pick(new Draw(100, 0, 1, -1), 0.76));
    }

    @Test
    void topKKeepsTheBestFew() {
        assertEquals(3, pick(new Draw(1, 2, 1, -1), 0.999));
        assertEquals(1, pick(new Draw(1, 2, 1, -1), 0.57));
        assertEquals(3, pick(new Draw(1, 2, 1, -1), 0.572));
    }

    @Test
    void topPKeepsTheSmallestSetThatReachesIt() {
        assertEquals(1, pick(new Draw(1, 0, 0.39, -1), 0.999));
        assertEquals(3, pick(new Draw(1, 0, 0.5, -1), 0.999));
        assertEquals(2, pick(new Draw(1, 0, 0.8, -1), 0.999));
    }

    @Test
    void aBannedUnitIsNeverDrawn() {
        assertEquals(3, pick(new Draw(1, 0, 1, 1), 0));
        assertEquals(0, pick(new Draw(1, 0, 1, 1), 0.999));
    }
}
