package dev.unroll.data;

/**
 * A turn on a piece of a stream: max(1, min(batch, units / steps)) equal lanes, the first {@code units % lanes} of them one
 * unit longer, walked in windows of {@code steps}.
 *
 * <p>The state is zero at the beginning of the turn and carried from window to window. A lane's first unit is predicted from
 * the unit before it in the text.
 */
final class StreamTurn implements Turn {
    private final Shard shard;
    private final int steps;
    private final int lanes;
    private final int shortest;
    private final int longer;

    StreamTurn(Shard shard, TurnSpec spec) {
        this.shard = shard;
        this.steps = spec.window();
        this.lanes = lanes(shard.units(), spec);
        this.shortest = shard.units() / lanes;
        this.longer = shard.units() % lanes;
    }

    static int lanes(int units, TurnSpec spec) {
        return Math.max(1, Math.min(spec.batch(), units / spec.window()));
    }

    static int windows(Shard shard, TurnSpec spec) {
        int lanes = lanes(shard.units(), spec);
        long longest = (shard.units() + lanes - 1L) / lanes;
        return (int) ((longest + spec.window() - 1) / spec.window());
    }

    @Override
    public int windows() {
        return (int) ((length(0) + (long) steps - 1) / steps);
    }

    @Override
    public boolean startsAfresh(int window) {
        return window == 0;
    }

    @Override
    public MiniBatch at(int window) {
        int first = Math.multiplyExact(window, steps);
        int last = (int) Math.min((long) first + steps, length(0));
        int[] offsets = new int[last - first + 1];
        for (int t = first; t < last; t++) {
            offsets[t - first + 1] = offsets[t - first] + active(t);
        }
        int[] inputs = new int[offsets[last - first]];
        int[] targets = new int[inputs.length];
        long[] laneIds = new long[active(first)];
        for (int lane = 0; lane < laneIds.length; lane++) {
            laneIds[lane] = lane;
            int start = start(lane);
            int before = start + first == 0 ? shard.before() : shard.id(start + first - 1);
            for (int t = first; t < Math.min(last, length(lane)); t++) {
                int row = offsets[t - first] + lane;
                inputs[row] = before;
                before = shard.id(start + t);
                targets[row] = before;
            }
        }
        return new MiniBatch(offsets, inputs, targets, laneIds);
    }

    private int active(int t) {
        return t < shortest ? lanes : longer;
    }

    private int start(int lane) {
        return lane * shortest + Math.min(lane, longer);
    }

    private int length(int lane) {
        return shortest + (lane < longer ? 1 : 0);
    }
}
