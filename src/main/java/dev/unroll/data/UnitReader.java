package dev.unroll.data;

import dev.unroll.spec.DataSpec;
import dev.unroll.spec.VocabularySpec;
import dev.unroll.spec.VocabularySpec.Unit;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * Reads texts as units: each call appends ids to {@link #units()}.
 *
 * <p>A stream is read in pieces of files, cut anywhere: a unit belongs to the piece that holds its first byte, and the pieces
 * together give exactly the units of the whole. A record is read whole and gets its end.
 */
public final class UnitReader {
    private final UnitRules rules;
    private final IntList units = new IntList();
    private final UnitOutput out;
    private final Segmenter streams;
    private final Segmenter records;
    private final boolean newlineIsUnit;
    private final boolean composesRecords;
    private final SourceBuffer buffer = new SourceBuffer();

    /** A reader that numbers units by {@code ids}. */
    public UnitReader(UnitRules rules, UnitIds ids) {
        this.rules = rules;
        this.out = new UnitOutput(ids, units, rules.invalidUtf8());
        Unit unit = rules.vocabulary().unit();
        this.newlineIsUnit = unit == Unit.CHAR || unit == Unit.BYTE;
        this.composesRecords = unit == Unit.CHAR && rules.vocabulary().normalize() == VocabularySpec.Normalize.NFC;
        this.streams = segmenter(rules, out);
        this.records = unit == Unit.KMER ? new KmerSegmenter(rules.vocabulary().k(), out) : streams;
    }

    /** K-mers of a stream are words: the staged text has them apart already. */
    private static Segmenter segmenter(UnitRules rules, UnitOutput out) {
        return switch (rules.vocabulary().unit()) {
            case CHAR -> new CharSegmenter(rules.vocabulary(), out);
            case BYTE -> new ByteSegmenter(out);
            case WORD, KMER -> new WordSegmenter(rules.vocabulary(), out);
            case NUCLEOTIDE -> new BaseSegmenter(out);
        };
    }

    /** The ids read since the last {@link IntList#clear}. */
    public IntList units() {
        return units;
    }

    /** Reads the units of a stream whose first byte is in [from, to) of a file. */
    public void stream(ByteSource file, long from, long to) {
        buffer.reset(file);
        if (rules.vocabulary().unit() != Unit.BYTE) {
            buffer.skipByteOrderMark();
        }
        if (from < to) {
            streams.read(buffer, Math.max(from, buffer.origin()), to, rules.eos() ? UnitIds.END : newline());
        }
        if (rules.eos() && to == buffer.length() && from < to && hasOpenLine()) {
            out.lineEnd(UnitIds.END);
        }
    }

    private boolean hasOpenLine() {
        int last = buffer.at(buffer.length() - 1);
        return buffer.length() > buffer.origin() && last != '\n' && last != '\r';
    }

    /** Reads the units of a record, without its end. Line ends inside are units only among characters and bytes. */
    public void record(byte[] content, int length) {
        buffer.reset(content, length);
        if (composesRecords) {
            byte[] composed = Normalizer.normalize(out.decode(buffer, 0, length), Normalizer.Form.NFC)
                    .getBytes(StandardCharsets.UTF_8);
            buffer.reset(composed, composed.length);
        }
        records.read(buffer, 0, buffer.length(), newline());
    }

    /**
     * Appends what ends a record: {@code <eos>}; without it the line end as a unit, if the records are those of a stream of
     * characters or bytes; otherwise nothing.
     */
    public void endOfRecord() {
        if (rules.eos()) {
            units.add(UnitIds.END);
        } else if (rules.context() == DataSpec.Context.STREAM && newline() >= 0) {
            units.add(newline());
        }
    }

    private int newline() {
        return newlineIsUnit ? out.ids.codePoint('\n') : -1;
    }

    /** Line ends met so far, in streams and inside of records. */
    public long lines() {
        return out.lines;
    }

    /** Ill-formed parts that became U+FFFD so far. */
    public long replaced() {
        return out.replaced;
    }

    /** Words so far that were too long to be known. */
    public long longWords() {
        return out.longWords;
    }

    /** Bases so far behind the last whole k-mer of their record. */
    public long droppedBases() {
        return out.droppedBases;
    }
}
