package dev.unroll.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.math.ProductCase.Numbers;
import org.junit.jupiter.api.Test;

class ScalarKernelsTest {
    private final Kernels kernels = new ScalarKernels();

    @Test
    void aProductIsOneChainPerElement() {
        for (Numbers numbers : Numbers.values()) {
            for (int k = 1; k < 140; k += 9) {
                ProductCase product = new ProductCase(5, 19, k, k, numbers);
                assertArrayEquals(product.chains(), product.multiply(kernels), product::toString);
                assertArrayEquals(product.chainsTransposed(), product.multiplyTransposed(kernels), product::toString);
                assertArrayEquals(
                        product.chainsByTransposed(), product.multiplyByTransposed(kernels), product::toString);
            }
        }
    }

    @Test
    void aSumGoesThroughSixteenPartials() {
        float[] x = new float[37];
        float[] partials = new float[16];
        for (int i = 0; i < 33; i++) {
            x[2 + i] = i * 0.37f - 5;
            partials[i % 16] += Functions.exp(x[2 + i] - 0.25f);
        }
        float[] eight = new float[8];
        for (int i = 0; i < 8; i++) {
            eight[i] = partials[i] + partials[i + 8];
        }
        float[] four = new float[4];
        for (int i = 0; i < 4; i++) {
            four[i] = eight[i] + eight[i + 4];
        }
        assertEquals((four[0] + four[2]) + (four[1] + four[3]), kernels.expAndSum(x, 2, 33, 0.25f));
        assertEquals(Functions.exp(-5 - 0.25f), x[2]);
        assertEquals(0f, x[35]);
    }
}
