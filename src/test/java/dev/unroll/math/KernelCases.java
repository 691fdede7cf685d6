package dev.unroll.math;

import dev.unroll.math.ProductCase.Numbers;
import dev.unroll.math.RandomStream.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Every kernel on many inputs, for the kernels that the system property names; see {@link KernelWidths}. */
public final class KernelCases implements Function<String, SortedMap<String, int[]>> {
    /** All cases. */
    static final String ALL = "all";
    /** A few: vectors wider than the CPU's run in the interpreter's fashion. */
    static final String FEW = "few";

    private static final int[] SPECIAL_BITS = {
        0x7fc00000,
        0x7f800000,
        0xff800000,
        0x00000001,
        0x80000001,
        0x80000000,
        0x00000000,
        0x7f7fffff,
        0xc2d00000,
        0x0d800000
    };

    /** Creates the cases; a class loader's way in. */
    public KernelCases() {}

    static List<ProductCase> products(String selection) {
        int step = selection.equals(ALL) ? 1 : 9;
        List<ProductCase> cases = new ArrayList<>();
        for (int x = 1; x <= 70; x += step) {
            cases.add(new ProductCase(x, 67, 33, 3 * x, Numbers.ORDINARY));
            cases.add(new ProductCase(7, x, 33, 3 * x + 1, Numbers.ORDINARY));
            cases.add(new ProductCase(7, 67, x, 3 * x + 2, Numbers.ORDINARY));
        }
        RandomStream stream = RandomStream.of(7, Purpose.CHECK);
        for (int i = 0; i < 200; i += step) {
            int[] extents = new int[3];
            for (int j = 0; j < 3; j++) {
                extents[j] = 1 + (int) (70 * stream.uniform(i, j));
            }
            cases.add(new ProductCase(extents[0], extents[1], extents[2], 1000 + i, Numbers.ORDINARY));
        }
        for (int i = 0; i < 40; i += step) {
            cases.add(new ProductCase(1 + i, 41 - i, 5 + i, 2000 + i, Numbers.SPECIAL));
        }
        if (selection.equals(ALL)) {
            cases.add(new ProductCase(205, 131, 601, 3000, Numbers.ORDINARY));
            cases.add(new ProductCase(13, 1100, 70, 3001, Numbers.ORDINARY));
            cases.add(new ProductCase(97, 40, 1030, 3002, Numbers.SPECIAL));
        }
        return cases;
    }

    @Override
    public SortedMap<String, int[]> apply(String selection) {
        Kernels kernels = Kernels.best();
        SortedMap<String, int[]> results = new TreeMap<>();
        results.put("name", kernels.name().chars().toArray());
        for (ProductCase product : products(selection)) {
            results.put("A B, " + product, product.multiply(kernels));
            results.put("A W^T, " + product, product.multiplyByTransposed(kernels));
            results.put("A^T B, " + product, product.multiplyTransposed(kernels));
        }
        for (int count = 0; count <= 70; count++) {
            addLoops(results, kernels, count);
        }
        addLoops(results, kernels, 1000);
        return results;
    }

    private static void addLoops(SortedMap<String, int[]> results, Kernels kernels, int count) {
        int offset = 1 + count % 5;
        for (String numbers : List.of("ordinary", "special")) {
            String name = count + " elements, " + numbers;
            float[] x = elements(count, offset, numbers);
            kernels.sigmoid(x, offset, count);
            results.put("sigmoid, " + name, bits(x));
            x = elements(count, offset, numbers);
            kernels.tanh(x, offset, count);
            results.put("tanh, " + name, bits(x));
            x = elements(count, offset, numbers);
            kernels.flushTiny(x, offset, count);
            results.put("flushTiny, " + name, bits(x));
            x = elements(count, offset, numbers);
            float max = kernels.max(x, offset, count);
            float sum = kernels.expAndSum(x, offset, count, 1.5f);
            results.put("expAndSum, " + name, bits(x));
            results.put("max, sum, " + name, bits(new float[] {max, sum}));
        }
    }

    private static float[] elements(int count, int offset, String numbers) {
        RandomStream stream = RandomStream.of(count, Purpose.CHECK, 1);
        float[] x = new float[offset + count + 3];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (4 * stream.normal(0, i));
            if (numbers.equals("special") && stream.uniform(1, i) < 0.3f) {
                int which =
                        (int) (stream.uniform(2, i) * (count % 3 == 0 ? SPECIAL_BITS.length : 3 * SPECIAL_BITS.length));
                x[i] = which < SPECIAL_BITS.length
                        ? Float.intBitsToFloat(SPECIAL_BITS[which])
                        : (2 * stream.uniform(3, i) - 1) * 0x1p-99f;
            }
        }
        return x;
    }

    /** All NaNs count as one: which operand's payload survives is not defined. */
    private static int[] bits(float[] x) {
        int[] bits = new int[x.length];
        for (int i = 0; i < x.length; i++) {
            bits[i] = Float.floatToIntBits(x[i]);
        }
        return bits;
    }
}
