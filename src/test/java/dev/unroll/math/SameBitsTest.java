package dev.unroll.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scalar kernels and vector kernels of all widths give the same bits, and these are the ones that the rules ask for. */
class SameBitsTest {
    private static SortedMap<String, int[]> scalar;

    @BeforeAll
    static void scalarResults() {
        scalar = KernelWidths.results("scalar", KernelCases.ALL);
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void vectorsOfAnyWidthGiveTheScalarBits(int bits) {
        String kernels = "vector:" + bits;
        boolean inHardware = bits <= Machine.ofThisJvm().vectorBits();
        SortedMap<String, int[]> vector = KernelWidths.results(kernels, inHardware ? KernelCases.ALL : KernelCases.FEW);
        assertArrayEquals(kernels.chars().toArray(), vector.remove("name"));
        vector.forEach((name, result) -> assertArrayEquals(scalar.get(name), result, kernels + ": " + name));
    }

    /** C's surroundings, filled with garbage, are part of each result and so must not have changed. */
    @Test
    void everyElementOfAProductIsOneChainInAscendingOrder() {
        assertArrayEquals("scalar".chars().toArray(), scalar.get("name"));
        for (ProductCase product : KernelCases.products(KernelCases.ALL)) {
            assertArrayEquals(product.chains(), scalar.get("A B, " + product), product::toString);
            assertArrayEquals(product.chainsByTransposed(), scalar.get("A W^T, " + product), product::toString);
            assertArrayEquals(product.chainsTransposed(), scalar.get("A^T B, " + product), product::toString);
        }
    }

    /** A chain of k links rounds k times: the classical bound is k u, u = 2^-24, on the sum of the magnitudes. */
    @Test
    void productsAreThoseOfRealNumbers() {
        for (ProductCase product : KernelCases.products(KernelCases.FEW)) {
            if (product.numbers() == ProductCase.Numbers.ORDINARY) {
                double distance = product.distanceFromDouble(Kernels.best());
                assertEquals(0, distance, (product.k() + 1) * 0x1p-24, product::toString);
            }
        }
    }
}
