package dev.unroll.nn;

/** Looks at the gradients by a scan's states on their way back. It changes nothing; in training there is one that sees nothing. */
interface Probe {
    /** Sees nothing. */
    Probe NONE = (step, t, dH, dState) -> {};

    /**
     * Before the way back through step t, while the gates are still in {@code tape.z}.
     *
     * @param dH gradient of the loss by each output, what comes from later steps left out, (R, H)
     * @param dState gradient by each lane's states that step t + 1 handed back, (N, H) each
     */
    void before(Scan.Step step, int t, float[] dH, float[][] dState);

    /** One for each scan. */
    interface OfScans {
        /** Nobody looks on. */
        OfScans NONE = (scan, layer, direction) -> Probe.NONE;

        /** The one for a scan. */
        Probe of(Scan scan, int layer, int direction);
    }
}
