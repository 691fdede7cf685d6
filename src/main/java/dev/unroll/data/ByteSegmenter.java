package dev.unroll.data;

/** Each byte as it is. */
final class ByteSegmenter implements Segmenter {
    private final UnitOutput out;

    ByteSegmenter(UnitOutput out) {
        this.out = out;
    }

    @Override
    public void read(SourceBuffer in, long from, long to, int lineEnd) {
        for (long at = from; at < to; at++) {
            out.units.add(out.ids.codePoint(in.at(at)));
        }
    }
}
