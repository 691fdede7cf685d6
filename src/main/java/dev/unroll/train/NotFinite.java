package dev.unroll.train;

import dev.unroll.nn.Layout;
import dev.unroll.nn.Loss;
import dev.unroll.optim.Clip;

/** Tells in name=value words what of a sum is NaN or infinite. */
final class NotFinite {
    private NotFinite() {}

    /**
     * The loss where it is not finite, and the first slot with such a number; empty if all is finite.
     *
     * @param values one array of the layout or several, one behind the other
     */
    static String describe(Loss loss, Layout layout, float[] values) {
        String sum = Double.isFinite(loss.sum()) ? "" : "loss=" + loss.sum();
        int index = Clip.firstNonFinite(values);
        if (index < 0) {
            return sum;
        }
        String slot = layout.slotAt(index % layout.size()).name();
        return sum + (sum.isEmpty() ? "" : " ") + "slot=" + slot + " value=" + values[index];
    }
}
