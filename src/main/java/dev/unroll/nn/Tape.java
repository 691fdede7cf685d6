package dev.unroll.nn;

import dev.unroll.data.MiniBatch;

/**
 * What one scan leaves for its way back. The caller owns it and reuses it; arrays only grow.
 *
 * <p>States are kept with the states that the scan began with in front of them: {@code h} and {@code c} have N + R rows, row n is
 * lane n before the first step, row N + r is row r of the mini-batch. The state before row r of step t is then always
 * {@link #back} rows above it, for the first step too.
 *
 * <p>Memory: {@code 4 R H (G + s)} bytes with s = 2 (RNN, simplified GRU: left, h), 3 (GRU: gated), 4 (LSTM: c, tanh c); an LSTM
 * of H 512 over R = 64 x 64 rows: 64 MB.
 */
final class Tape {
    /** (R, G H): pre-activations, then gates, then the gates' gradient. */
    float[] z = {};
    /** (R, H): left operand of the recurrent product, the previous output under its dropout mask. */
    float[] left = {};
    /** (R, H): left operand of the full GRU's candidate, r * left. */
    float[] gated = {};
    /** (N + R, H): the LSTM's memory cell. */
    float[] c = {};
    /** (R, H): tanh of it. */
    float[] tanhC = {};
    /** (N + R, H): the outputs. */
    float[] h = {};
    /** (N, H): gradient of {@code gated} at the step where the way back is. */
    float[] dGated = {};
    /** (N, H): the GRUs' gradient of {@code left} there. */
    float[] dLeft = {};
    /** (N, H): mask on the recurrent products' left operand; empty without recurrent dropout. */
    float[] mask = {};

    /** Makes room for a scan. */
    void fit(Scan scan, MiniBatch batch) {
        int rows = batch.rows();
        int hidden = scan.hidden();
        int withFirst = (batch.lanes() + rows) * hidden;
        z = Workspace.atLeast(z, rows * scan.gates() * hidden);
        left = Workspace.atLeast(left, rows * hidden);
        h = Workspace.atLeast(h, withFirst);
        if (scan instanceof Lstm) {
            c = Workspace.atLeast(c, withFirst);
            tanhC = Workspace.atLeast(tanhC, rows * hidden);
        }
        if (scan instanceof Gru) {
            gated = Workspace.atLeast(gated, rows * hidden);
            dGated = Workspace.atLeast(dGated, batch.lanes() * hidden);
        }
        if (scan instanceof Gru || scan instanceof GruSimple) {
            dLeft = Workspace.atLeast(dLeft, batch.lanes() * hidden);
        }
    }

    /** How many rows above a row of step t the same lane's previous row lies, in {@code h} and {@code c}. */
    static int back(MiniBatch batch, int t) {
        return t == 0 ? batch.lanes() : batch.active(t - 1);
    }

    /**
     * Writes the left operand of step t's recurrent product: the previous outputs of the lanes still running, under their mask.
     */
    void fillLeft(MiniBatch batch, int t, int hidden) {
        int to = batch.offset(t) * hidden;
        int from = (batch.lanes() + batch.offset(t) - back(batch, t)) * hidden;
        int count = batch.active(t) * hidden;
        if (mask.length == 0) {
            System.arraycopy(h, from, left, to, count);
        } else {
            for (int i = 0; i < count; i++) {
                left[to + i] = h[from + i] * mask[i];
            }
        }
    }

    /** d *= mask where there is one: the gradient of the left operand becomes that of the state. */
    void unmask(float[] d, int count) {
        if (mask.length != 0) {
            for (int i = 0; i < count; i++) {
                d[i] *= mask[i];
            }
        }
    }

    /** Copies each lane's row at its own last step, from (N + R, H) to (N, H). */
    static void last(MiniBatch batch, float[] rows, float[] state, int hidden) {
        int done = 0;
        for (int t = batch.steps() - 1; t >= 0; t--) {
            int active = batch.active(t);
            if (active > done) {
                int row = batch.lanes() + batch.offset(t) + done;
                System.arraycopy(rows, row * hidden, state, done * hidden, (active - done) * hidden);
                done = active;
            }
        }
    }
}
