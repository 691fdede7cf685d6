package dev.unroll.data;

import dev.unroll.spec.DataSpec;
import dev.unroll.spec.UsageException;
import dev.unroll.spec.VocabularySpec;
import dev.unroll.spec.VocabularySpec.Unit;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * Writes files that cannot be read from any position as plain UTF-8 that can: gzip unpacked, other charsets decoded,
 * characters composed, sequences of bases taken out of FASTA or FASTQ.
 */
public final class Transcoder {
    /**
     * What happened on the way.
     *
     * @param replaced ill-formed parts that became U+FFFD
     * @param ignored bytes behind the last gzip member that are no member
     * @param droppedBases bases behind the last whole k-mer of their sequence
     */
    public record Report(long replaced, long ignored, long droppedBases) implements Serializable {}

    /** What a rewritten file is for; it decides how sequences of bases lie in it. */
    public enum Purpose {
        /** A stream or records, as {@code data.context} says. */
        CORPUS,
        /** Lines that are scored, each by itself: {@link NamedSequences}. */
        SCORING
    }

    private final Charset charset;
    private final boolean refuseIllFormed;
    private final VocabularySpec vocabulary;
    private final Purpose purpose;
    private final boolean stream;
    private final boolean lineEndsSequence;

    /** A transcoder for such files. */
    public Transcoder(DataSpec data, VocabularySpec vocabulary, Purpose purpose) {
        this.charset = Charset.forName(data.encoding());
        this.refuseIllFormed = data.invalidUtf8() == DataSpec.InvalidUtf8.FAIL;
        this.vocabulary = vocabulary;
        this.purpose = purpose;
        this.stream = data.context() == DataSpec.Context.STREAM;
        this.lineEndsSequence = data.eos() || !stream;
    }

    /** Whether a file that begins with these bytes must be rewritten; two are enough. */
    public boolean needed(byte[] head) {
        boolean gzip = head.length >= 2 && Gunzip.isGzip(head[0] & 0xFF, head[1] & 0xFF);
        return gzip || vocabulary.unit().isBases() || mustDecode();
    }

    /** Words are composed one by one; characters can only be composed before they are counted. */
    private boolean mustDecode() {
        boolean composeFirst = vocabulary.unit() == Unit.CHAR && vocabulary.normalize() == VocabularySpec.Normalize.NFC;
        return composeFirst || !charset.name().equals("UTF-8");
    }

    /** Rewrites a file; {@code name} names it in messages. Neither stream is closed. */
    public Report transcode(String name, InputStream in, OutputStream out) throws IOException {
        InputStream input = new BufferedInputStream(in);
        input.mark(2);
        boolean gzip = Gunzip.isGzip(input.read(), input.read());
        input.reset();
        OutputStream output = new BufferedOutputStream(out);
        if (!gzip) {
            return content(name, input, output);
        }
        Gunzip unpacked = new Gunzip(name, input);
        Report report = content(name, new BufferedInputStream(unpacked), output);
        return new Report(report.replaced, unpacked.ignored(), report.droppedBases);
    }

    private Report content(String name, InputStream in, OutputStream out) throws IOException {
        long replaced = 0;
        long dropped = 0;
        if (vocabulary.unit().isBases()) {
            dropped = bases(name, in, out);
        } else if (mustDecode()) {
            replaced = decode(name, in, out);
        } else {
            in.transferTo(out);
        }
        out.flush();
        return new Report(replaced, 0, dropped);
    }

    private long bases(String name, InputStream in, OutputStream out) throws IOException {
        BaseReader sequences = BaseReader.of(name, in);
        if (purpose == Purpose.SCORING) {
            NamedSequences.write(sequences, out);
            return 0;
        }
        boolean kmers = vocabulary.unit() == Unit.KMER && stream;
        return new BaseText(out, kmers ? vocabulary.k() : 0, lineEndsSequence).write(sequences);
    }

    private long decode(String name, InputStream in, OutputStream out) throws IOException {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        TextSink sink = new TextSink(
                out, vocabulary.unit() == Unit.CHAR ? vocabulary.normalize() : VocabularySpec.Normalize.NONE);
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
        CharBuffer chars = CharBuffer.allocate(1 << 16);
        long consumed = 0;
        long replaced = 0;
        boolean ended = false;
        CoderResult result;
        do {
            int before = bytes.position();
            result = decoder.decode(bytes, chars, ended);
            consumed += bytes.position() - before;
            drain(chars, sink);
            if (result.isError()) {
                if (refuseIllFormed) {
                    throw new UsageException(
                            "invalid " + charset.name() + ": file=" + name + " offset=" + consumed,
                            "set data.encoding to the file's own, or data.invalid-utf8=replace");
                }
                replaced++;
                sink.append(Utf8.REPLACEMENT);
                bytes.position(bytes.position() + result.length());
                consumed += result.length();
            } else if (!ended && result.isUnderflow()) {
                bytes.compact();
                int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
                ended = read < 0;
                bytes.position(bytes.position() + Math.max(0, read)).flip();
                result = CoderResult.OVERFLOW;
            }
        } while (!result.isUnderflow());
        decoder.flush(chars);
        drain(chars, sink);
        sink.flush();
        return replaced;
    }

    private static void drain(CharBuffer chars, TextSink sink) throws IOException {
        chars.flip();
        while (chars.hasRemaining()) {
            char c = chars.get();
            boolean pair = Character.isHighSurrogate(c) && chars.hasRemaining();
            sink.append(pair ? Character.toCodePoint(c, chars.get()) : c);
        }
        chars.clear();
    }
}
