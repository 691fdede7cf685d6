package dev.unroll.spark;

/**
 * A text to be measured with a known vocabulary.
 *
 * @param shards all of it
 * @param report what was found on the way
 */
public record MeasuredText(ShardSet shards, IngestReport report) implements AutoCloseable {
    @Override
    public void close() {
        shards.close();
    }
}
