package dev.unroll.check;

import dev.unroll.math.RandomStream;
import dev.unroll.math.RandomStream.Purpose;
import dev.unroll.nn.Layout;
import dev.unroll.nn.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Central differences of {@link DoubleNetwork} against the gradient of {@link Network}.
 *
 * @implNote For a coordinate i, (L(w + h e_i) - L(w - h e_i)) / 2h with h = 1e-5 in double has an error of about 1e-9; what is left
 * against the float gradient is float rounding, which is held below {@link #TOLERANCE} of the slot's largest entry. Of each slot
 * {@value #COORDINATES} coordinates are tried, or all where there are fewer, and {@value #DIRECTIONS} random directions over the whole
 * array. Half of the coordinates are those with the largest gradient: most of a large vocabulary's are close to 0, where an error of
 * one per cent is too small to see. The other half are drawn, for a gradient that is 0 and should not be.
 */
public final class GradientCheck {
    /** Coordinates tried per slot. */
    public static final int COORDINATES = 50;
    /** Random directions tried over all weights. */
    public static final int DIRECTIONS = 3;
    /** Largest difference accepted, relative to the slot's largest gradient. */
    public static final double TOLERANCE = 2e-4;

    private static final double STEP = 1e-5;

    private final Network network;
    private final Network.Window window;
    private final long seed;

    /**
     * @param network whose gradient is on trial
     * @param window on which mini-batch, from which state, with which dropout draws
     * @param seed names the coordinates and directions
     */
    public GradientCheck(Network network, Network.Window window, long seed) {
        this.network = network;
        this.window = window;
        this.seed = seed;
    }

    /**
     * One comparison.
     *
     * @param place slot name, or which direction
     * @param worst largest difference, relative to the largest gradient there
     */
    public record Line(String place, double worst) {
        /** Within {@link GradientCheck#TOLERANCE}; NaN is not. */
        public boolean passed() {
            return worst <= TOLERANCE;
        }
    }

    /**
     * Checks a gradient.
     *
     * @param weights flat weights
     * @param gradient of the summed loss by each of them
     */
    public List<Line> run(float[] weights, float[] gradient) {
        double[] w = new double[weights.length];
        for (int i = 0; i < w.length; i++) {
            w[i] = weights[i];
        }
        DoubleNetwork oracle = new DoubleNetwork(network, w);
        List<Line> lines = new ArrayList<>();
        List<Layout.Slot> slots = network.layout().slots();
        for (int s = 0; s < slots.size(); s++) {
            lines.add(new Line(slots.get(s).name(), worst(slots.get(s), s, new Trial(oracle, w, gradient))));
        }
        for (int d = 0; d < DIRECTIONS; d++) {
            lines.add(new Line("direction " + d, direction(d, new Trial(oracle, w, gradient))));
        }
        return lines;
    }

    private record Trial(DoubleNetwork oracle, double[] weights, float[] gradient) {}

    private double worst(Layout.Slot slot, int index, Trial trial) {
        double largest = Double.MIN_NORMAL;
        for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
            largest = Math.max(largest, Math.abs(trial.gradient()[i]));
        }
        double worst = 0;
        for (int i : coordinates(slot, index, trial.gradient())) {
            double[] w = trial.weights();
            double before = w[i];
            w[i] = before + STEP;
            double up = trial.oracle().loss(window);
            w[i] = before - STEP;
            double down = trial.oracle().loss(window);
            w[i] = before;
            double difference = Math.abs((up - down) / (2 * STEP) - trial.gradient()[i]);
            largest = Math.max(largest, Math.abs(up - down) / (2 * STEP));
            worst = Math.max(worst, difference); // NaN stays NaN
        }
        return worst / largest;
    }

    private int[] coordinates(Layout.Slot slot, int index, float[] gradient) {
        IntStream all = IntStream.range(slot.offset(), slot.offset() + slot.size());
        if (slot.size() <= COORDINATES) {
            return all.toArray();
        }
        RandomStream stream = RandomStream.of(seed, Purpose.CHECK, index);
        IntStream drawn = IntStream.range(0, COORDINATES / 2)
                .map(k -> slot.offset() + (int) (stream.uniformDouble(0, k) * slot.size()));
        return IntStream.concat(drawn, largest(all, COORDINATES - COORDINATES / 2, gradient))
                .toArray();
    }

    /** The coordinates with the largest magnitudes, NaN above all, the first ones among equals. */
    private static IntStream largest(IntStream all, int count, float[] gradient) {
        Comparator<Integer> smallestFirst = Comparator.<Integer, Float>comparing(i -> Math.abs(gradient[i]))
                .thenComparing(Comparator.reverseOrder());
        PriorityQueue<Integer> kept = new PriorityQueue<>(smallestFirst);
        all.forEach(i -> {
            kept.add(i);
            if (kept.size() > count) {
                kept.remove();
            }
        });
        return kept.stream().mapToInt(Integer::intValue).sorted();
    }

    private double direction(int d, Trial trial) {
        RandomStream stream = RandomStream.of(seed, Purpose.CHECK, -1, d);
        double[] w = trial.weights();
        double[] before = w.clone();
        double[] v = new double[w.length];
        double slope = 0;
        double norm = 0;
        for (int i = 0; i < v.length; i++) {
            v[i] = stream.normal(0, i) / Math.sqrt(v.length);
            slope += v[i] * trial.gradient()[i];
            norm += (double) trial.gradient()[i] * trial.gradient()[i];
        }
        for (int i = 0; i < v.length; i++) {
            w[i] = before[i] + STEP * v[i];
        }
        double up = trial.oracle().loss(window);
        for (int i = 0; i < v.length; i++) {
            w[i] = before[i] - STEP * v[i];
        }
        double down = trial.oracle().loss(window);
        System.arraycopy(before, 0, w, 0, w.length);
        return Math.abs((up - down) / (2 * STEP) - slope) / Math.sqrt(norm / v.length + Double.MIN_NORMAL);
    }
}
