package dev.unroll.data;

import java.util.Arrays;

/**
 * What the lanes of a mini-batch begin from, where it holds the first steps of records: a class each, which stands for a one-hot vector,
 * or G numbers each.
 *
 * @param width G, classes there are or numbers of a lane; 0 where nothing is given
 * @param classes (N), {@link MiniBatch#NONE} for a lane that begins from nothing; empty where numbers are given
 * @param numbers (N, G); empty where classes are given
 */
public record Given(int width, int[] classes, float[] numbers) {
    /** Nothing. */
    public static final Given NONE = new Given(0, new int[0], new float[0]);

    /** Refuses what is neither. */
    public Given {
        boolean fits = classes.length == 0 || numbers.length == 0;
        fits &= width == 0 ? classes.length + numbers.length == 0 : numbers.length % width == 0;
        for (int id : classes) {
            fits &= id >= MiniBatch.NONE && id < width;
        }
        if (!fits) {
            throw new IllegalArgumentException("nothing can begin from this: width=" + width + " classes="
                    + Arrays.toString(classes) + " numbers=" + numbers.length);
        }
    }

    /** One of so many classes for each lane. */
    public static Given ofClasses(int width, int... classes) {
        return new Given(width, classes, new float[0]);
    }

    /** So many numbers for each lane. */
    public static Given ofNumbers(int width, float... numbers) {
        return new Given(width, new int[0], numbers);
    }

    /** Whether nothing is given. */
    public boolean isNone() {
        return width == 0;
    }

    /** N. */
    public int lanes() {
        return width == 0 ? 0 : classes.length + numbers.length / width;
    }

    /** The same for so many lanes, of what is given to one. */
    public Given repeated(int lanes) {
        int[] ids = new int[classes.length * lanes];
        float[] values = new float[numbers.length * lanes];
        for (int n = 0; n < lanes; n++) {
            System.arraycopy(classes, 0, ids, n * classes.length, classes.length);
            System.arraycopy(numbers, 0, values, n * numbers.length, numbers.length);
        }
        return new Given(width, ids, values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Given that
                && width == that.width
                && Arrays.equals(classes, that.classes)
                && Arrays.equals(numbers, that.numbers);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(classes) + Arrays.hashCode(numbers);
    }
}
