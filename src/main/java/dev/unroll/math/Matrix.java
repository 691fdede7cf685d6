package dev.unroll.math;

/**
 * A row-major matrix inside a larger array: element (i, j) is {@code values[offset + i * stride + j]}.
 *
 * <p>It names a place and owns nothing; how many rows and columns are meant is said by the kernel that is called with it.
 *
 * @param values the array
 * @param offset index of element (0, 0)
 * @param stride distance from one row to the next, at least the number of columns
 */
@SuppressWarnings("ArrayRecordComponent") // a place in an array: the same array is what equality means
public record Matrix(float[] values, int offset, int stride) {
    /** A dense matrix of {@code columns} columns that starts at the beginning of its array. */
    public static Matrix dense(float[] values, int columns) {
        return new Matrix(values, 0, columns);
    }

    /** The same matrix from row {@code first} on. */
    public Matrix fromRow(int first) {
        return new Matrix(values, offset + first * stride, stride);
    }

    /** The same matrix from column {@code first} on. */
    public Matrix fromColumn(int first) {
        return new Matrix(values, offset + first, stride);
    }
}
