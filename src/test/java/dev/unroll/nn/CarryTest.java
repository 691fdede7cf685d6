package dev.unroll.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CarryTest {
    private final Carry carry = new Carry(2, new float[][] {{1, -0f, 3, 4}, {5, 6}});

    @Test
    void itsBytesBringItBack() {
        Carry back = Carry.fromBytes(carry.toBytes());
        assertEquals(2, back.lanes());
        assertArrayEquals(carry.states()[0], back.states()[0]);
        assertArrayEquals(carry.states()[1], back.states()[1]);
    }

    @Test
    void aCopyIsIndependent() {
        Carry copy = carry.copy();
        copy.states()[0][0] = 9;
        assertEquals(1, carry.states()[0][0]);
        assertNotSame(copy.states(), carry.states());
    }

    @Test
    void aStateThatIsNotFiniteIsSeen() {
        assertTrue(carry.isFinite());
        carry.states()[1][1] = Float.NaN;
        assertFalse(carry.isFinite());
    }

    @Test
    void damagedBytesAreRefused() {
        byte[] bytes = carry.toBytes();
        assertRefused("length=100", damaged(bytes, 8, 100));
        assertRefused("states=255", damaged(bytes, 4, 255));
        assertRefused("length=-1", damaged(bytes, 4, 3));
        assertRefused("rest=12", damaged(bytes, 4, 1));
        assertRefused("length=4", Arrays.copyOf(bytes, 20));
    }

    private static byte[] damaged(byte[] bytes, int at, int value) {
        byte[] copy = bytes.clone();
        copy[at] = (byte) value;
        return copy;
    }

    private static void assertRefused(String what, byte[] bytes) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> Carry.fromBytes(bytes));
        assertEquals("carry is damaged: " + what, refusal.getMessage());
    }
}
