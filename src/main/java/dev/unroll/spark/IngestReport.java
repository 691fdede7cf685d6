package dev.unroll.spark;

/**
 * What was found while a corpus was read. Parts are added by {@link #plus}.
 *
 * @param files files read
 * @param bytes their bytes as they lie there
 * @param skipped names passed over because of a leading {@code _} or {@code .}
 * @param lines lines or rows
 * @param missing rows without a text
 * @param replaced ill-formed parts that became U+FFFD
 * @param longWords words too long to be known
 * @param droppedBases bases behind the last whole k-mer of their sequence
 * @param ignored bytes behind the last gzip member
 */
public record IngestReport(
        long files,
        long bytes,
        long skipped,
        long lines,
        long missing,
        long replaced,
        long longWords,
        long droppedBases,
        long ignored) {
    /** Nothing. */
    public static final IngestReport NONE = new IngestReport(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Both together. */
    public IngestReport plus(IngestReport other) {
        return new IngestReport(
                files + other.files,
                bytes + other.bytes,
                skipped + other.skipped,
                lines + other.lines,
                missing + other.missing,
                replaced + other.replaced,
                longWords + other.longWords,
                droppedBases + other.droppedBases,
                ignored + other.ignored);
    }
}
