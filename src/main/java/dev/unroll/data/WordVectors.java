package dev.unroll.data;

/**
 * Vectors with which units of a vocabulary begin.
 *
 * @param width D
 * @param ids the units that have one, ascending
 * @param values (ids, D)
 * @param exact how many of them were found as they are written; the others in lower case
 * @param read vectors that there were, for whatever words
 */
public record WordVectors(int width, int[] ids, float[] values, int exact, long read) {
    /** Units that have one. */
    public int found() {
        return ids.length;
    }

    /** Copies each vector into its unit's row of E (V, D), which begins at {@code embedding}. */
    public void copyInto(float[] weights, int embedding) {
        for (int i = 0; i < ids.length; i++) {
            System.arraycopy(values, i * width, weights, embedding + ids[i] * width, width);
        }
    }
}
