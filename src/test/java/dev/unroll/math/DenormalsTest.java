package dev.unroll.math;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DenormalsTest {
    @Test
    void thisJvmKeepsDenormalNumbers() {
        assertFalse(Denormals.areFlushed());
    }

    /** As the probe would see a flush: the product of its two numbers is zero. */
    @Test
    void aProductThatVanishesIsNoticed() {
        assertTrue(Denormals.areFlushed(Float.MIN_NORMAL, 0x1p-30f));
    }
}
