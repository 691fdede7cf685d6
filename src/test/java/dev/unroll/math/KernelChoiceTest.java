package dev.unroll.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KernelChoiceTest {
    private static final Machine GOOD = new Machine(true, true, 256, true);

    @Test
    void aGoodMachineGetsItsOwnWidthWithoutAWord() {
        assertEquals(new KernelChoice.Decision(256, ""), KernelChoice.decide("", GOOD));
        assertEquals(new KernelChoice.Decision(512, ""), KernelChoice.decide("", new Machine(true, true, 2048, true)));
    }

    @Test
    void theFirstMissingFeatureIsTheReasonForTheScalarKernels() {
        assertReason("--add-modules=jdk.incubator.vector", new Machine(false, false, 0, true));
        assertReason("C2", new Machine(true, false, 64, true));
        assertReason("128 bits", new Machine(true, true, 64, true));
    }

    private static void assertReason(String part, Machine machine) {
        KernelChoice.Decision decision = KernelChoice.decide("", machine);
        assertEquals(0, decision.bits());
        assertTrue(decision.warning().startsWith("scalar kernels, about ten times slower: "), decision.warning());
        assertTrue(decision.warning().contains(part), decision.warning());
    }

    @Test
    void aRequestIsMetOrRefused() {
        assertEquals(new KernelChoice.Decision(0, ""), KernelChoice.decide("scalar", GOOD));
        assertEquals(new KernelChoice.Decision(256, ""), KernelChoice.decide("vector", GOOD));
        assertEquals(new KernelChoice.Decision(128, ""), KernelChoice.decide("vector:128", GOOD));
        Machine withoutModule = new Machine(false, true, 0, true);
        assertRefused("-Dunroll.kernels=vector:128 cannot be met: the JVM was started", "vector:128", withoutModule);
        assertRefused("unknown kernels: -Dunroll.kernels=avx", "avx", GOOD);
        assertRefused("unknown kernels: -Dunroll.kernels=vector:64", "vector:64", GOOD);
    }

    @Test
    void whatWouldRunWithoutTheCompilerOrWithoutVectorsIsRefusedThoughItWasAskedFor() {
        for (String request : new String[] {"vector", "vector:128", "vector:512"}) {
            String start = "-Dunroll.kernels=" + request + " cannot be met: the JVM ";
            assertRefused(start + "runs without the C2 compiler", request, new Machine(true, false, 256, true));
            assertRefused(start + "knows no vectors of 128 bits", request, new Machine(true, true, 64, true));
        }
    }

    @Test
    void vectorsWiderThanTheMachinesRunWithAWarning() {
        KernelChoice.Decision decision = KernelChoice.decide("vector:512", GOOD);
        assertEquals(512, decision.bits());
        assertEquals("vectors of 512 bits are emulated, and slow: this CPU's have 256", decision.warning());
    }

    @Test
    void withoutFusedMultiplyAddOnlyTheExplicitScalarKernelsRun() {
        Machine slow = new Machine(true, true, 128, false);
        assertRefused("this CPU, or its JVM, has no fused multiply-add", "", slow);
        assertRefused("this CPU, or its JVM, has no fused multiply-add", "vector", slow);
        assertEquals(0, KernelChoice.decide("scalar", slow).bits());
    }

    private static void assertRefused(String start, String request, Machine machine) {
        IllegalStateException refusal =
                assertThrows(IllegalStateException.class, () -> KernelChoice.decide(request, machine));
        assertTrue(refusal.getMessage().startsWith(start), refusal.getMessage());
    }

    @Test
    void theKernelsOfThisJvmAreChosenOnce() {
        assertTrue(Kernels.best() == Kernels.best());
    }
}
