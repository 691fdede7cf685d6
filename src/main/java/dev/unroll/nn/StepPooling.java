package dev.unroll.nn;

import dev.unroll.data.MiniBatch;
import java.util.Arrays;

/**
 * One step's state: the last one, or the middle one.
 *
 * @implNote With T the lane's own length and the forward scan's H columns before the backward scan's:
 *
 * <pre>
 *   last    p = [a-forward&lt;T&gt;, a-backward&lt;1&gt;]       where each scan has seen all steps
 *   centre  p = a&lt;t&gt;, t = (T - 1) / 2 counted from 0
 * </pre>
 *
 * Backward: da = dp in these places, 0 elsewhere.
 */
final class StepPooling implements Pooling {
    private final int directions;
    private final int hidden; // W / directions
    private final Choice choice;

    /** Which step. */
    enum Choice {
        LAST,
        CENTRE
    }

    /**
     * @param directions whose states stand side by side
     * @param width W
     * @param choice which step
     */
    StepPooling(int directions, int width, Choice choice) {
        this.directions = directions;
        this.hidden = width / directions;
        this.choice = choice;
    }

    private int row(MiniBatch batch, int length, int n, int direction) {
        int last = direction == 0 ? length - 1 : 0;
        return batch.offset(choice == Choice.LAST ? last : (length - 1) / 2) + n;
    }

    @Override
    public void forward(Pass pass) {
        pass.tape().fit(pass.batch(), directions * hidden);
        int[] lengths = Rows.lengths(pass.batch());
        for (int n = 0; n < lengths.length; n++) {
            for (int d = 0; d < directions; d++) {
                int from = (row(pass.batch(), lengths[n], n, d) * directions + d) * hidden;
                System.arraycopy(pass.states(), from, pass.tape().pooled, (n * directions + d) * hidden, hidden);
            }
        }
    }

    @Override
    public void backward(Pass pass, float[] dStates, float[] gradient) {
        Arrays.fill(dStates, 0, pass.batch().rows() * directions * hidden, 0f);
        int[] lengths = Rows.lengths(pass.batch());
        for (int n = 0; n < lengths.length; n++) {
            for (int d = 0; d < directions; d++) {
                int to = (row(pass.batch(), lengths[n], n, d) * directions + d) * hidden;
                System.arraycopy(pass.tape().dPooled, (n * directions + d) * hidden, dStates, to, hidden);
            }
        }
    }
}
