package dev.unroll.nn;

/**
 * K numbers, y^ = s, and their squared error, or Huber's (1964), which counts an error beyond delta linearly.
 *
 * @implNote For each row, summed over the outputs that have a target y, with e = y^ - y:
 *
 * <pre>
 *   loss = e^2                               |e| &lt;= delta; no factor 1/2
 *   loss = 2 delta |e| - delta^2             beyond: the tangent of e^2 at delta
 * </pre>
 *
 * and backward:
 *
 * <pre>
 *   ds   = 2 max(-delta, min(e, delta))      0 where there is no target
 * </pre>
 */
final class LinearHead implements Head {
    private final OutputLayer layer;
    private final float delta;

    /**
     * @param layer gives the scores
     * @param delta infinity: every error is squared
     */
    LinearHead(OutputLayer layer, float delta) {
        this.layer = layer;
        this.delta = delta;
    }

    @Override
    public OutputLayer layer() {
        return layer;
    }

    @Override
    public void answer(Block block) {
        int outputs = layer.outputs();
        float[] s = block.scores();
        float[] y = block.pass().batch().values();
        double[] losses = block.pass().work().losses;
        for (int r = 0; r < block.rows(); r++) {
            double loss = 0;
            int target = (block.from() + r) * outputs;
            for (int k = 0; k < outputs && y.length > 0; k++) {
                loss += Float.isNaN(y[target + k]) ? 0 : error((double) s[r * outputs + k] - y[target + k]);
            }
            losses[block.from() + r] = loss;
        }
    }

    private double error(double e) {
        double size = Math.abs(e);
        return size > delta ? 2.0 * delta * size - (double) delta * delta : e * e;
    }

    @Override
    public void derive(Block block, float[] gradient) {
        int outputs = layer.outputs();
        float[] ds = block.scores();
        float[] y = block.pass().batch().values();
        int target = block.from() * outputs;
        for (int i = 0; i < block.rows() * outputs; i++) {
            boolean none = y.length == 0 || Float.isNaN(y[target + i]);
            ds[i] = none ? 0f : 2 * Math.max(-delta, Math.min(ds[i] - y[target + i], delta));
        }
    }
}
