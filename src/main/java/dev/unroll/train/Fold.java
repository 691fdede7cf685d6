package dev.unroll.train;

import org.jspecify.annotations.Nullable;

/**
 * Adds workers' sums along one fixed binary tree, in whatever order they arrive.
 *
 * @implNote The tree over workers 0 .. n-1 splits at the largest power of two below n. Node (level, i) covers workers
 * {@code i 2^level .. (i + 1) 2^level - 1}, as far as they exist; it is complete when both children are, or when the right one covers
 * nobody. A sum climbs as soon as its sibling is there, so that at most log2 n + (those in flight) sums are held at once, and most of
 * the adding is done before the last worker has answered.
 */
public final class Fold {
    private final int workers;
    private final @Nullable GradientSum[][] waiting; // [level][node]
    private @Nullable GradientSum root;

    /** @param workers n, at least 1 */
    public Fold(int workers) {
        this.workers = workers;
        int levels = 1;
        while ((1 << (levels - 1)) < workers) {
            levels++;
        }
        waiting = new GradientSum[levels][];
        for (int level = 0; level < levels; level++) {
            waiting[level] = new GradientSum[nodes(level)];
        }
    }

    private int nodes(int level) {
        return (workers + (1 << level) - 1) >> level;
    }

    /** Takes one worker's sum; each worker once. */
    public void add(int worker, GradientSum sum) {
        int node = worker;
        GradientSum carried = sum;
        for (int level = 0; level < waiting.length - 1; level++) {
            int sibling = node ^ 1;
            if (sibling < nodes(level)) {
                GradientSum other = waiting[level][sibling];
                if (other == null) {
                    waiting[level][node] = carried;
                    return;
                }
                waiting[level][sibling] = null;
                carried = node < sibling ? carried.plus(other) : other.plus(carried);
            }
            node >>= 1;
        }
        root = carried;
    }

    /** The sum over all workers; they must all have been added. */
    public GradientSum sum() {
        if (root == null) {
            throw new IllegalStateException("workers are missing: workers=" + workers);
        }
        return root;
    }
}
