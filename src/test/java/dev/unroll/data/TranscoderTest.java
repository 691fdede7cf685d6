package dev.unroll.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranscoderTest {
    private record Result(String text, Transcoder.Report report) {}

    private static Transcoder transcoder(String... words) {
        return transcoder(Transcoder.Purpose.CORPUS, words);
    }

    private static Transcoder transcoder(Transcoder.Purpose purpose, String... words) {
        Spec spec = Settings.spec(words);
        return new Transcoder(spec.data(), spec.vocabulary(), purpose);
    }

    private static Result transcode(byte[] in, String... words) {
        return transcode(transcoder(words), in);
    }

    /** What a file of bases becomes when its lines are scored. */
    private static String scored(String text, String... words) {
        return transcode(transcoder(Transcoder.Purpose.SCORING, words), text.getBytes(UTF_8))
                .text();
    }

    private static Result transcode(Transcoder transcoder, byte[] in) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Transcoder.Report report = transcoder.transcode("a.gz", new ByteArrayInputStream(in), out);
            return new Result(out.toString(UTF_8), report);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static String letters(int count) {
        StringBuilder text = new StringBuilder();
        new Random(1).ints(count, 'a', 'z' + 1).forEach(text::appendCodePoint);
        return text.toString();
    }

    @Test
    void onlyWhatCannotBeReadFromAnywhereIsRewritten() {
        byte[] plain = {'a', 'b'};
        byte[] gzip = {0x1F, (byte) 0x8B};
        assertFalse(transcoder().needed(plain));
        assertTrue(transcoder().needed(gzip));
        assertFalse(transcoder().needed(new byte[] {0x1F}));
        assertFalse(transcoder().needed(new byte[0]));
        assertTrue(transcoder("data.encoding=ISO-8859-1").needed(plain));
        assertTrue(transcoder("data.encoding=US-ASCII").needed(plain));
        assertTrue(transcoder("vocabulary.normalize=nfc").needed(plain));
        assertFalse(
                transcoder("vocabulary.normalize=nfc", "vocabulary.unit=word").needed(plain));
        assertTrue(transcoder("vocabulary.unit=nucleotide").needed(plain));
        assertTrue(transcoder("vocabulary.unit=kmer").needed(plain));
    }

    @Test
    void gzipIsUnpackedWhateverItsSize() {
        for (int size : new int[] {0, 1, 1000, 300_000}) {
            String text = letters(size);
            Result result = transcode(gzip(text));
            assertEquals(text, result.text());
            assertEquals(new Transcoder.Report(0, 0, 0), result.report());
        }
        assertEquals("plain", transcode("plain".getBytes(UTF_8)).text());
        assertEquals("", transcode(new byte[0]).text());
    }

    @Test
    void membersFollowEachOtherAndPaddingIsPassedOver() {
        Result members = transcode(join(gzip("a"), gzip(""), gzip("b")));
        assertEquals("ab", members.text());
        Result padded = transcode(join(gzip("a"), new byte[70_000]));
        assertEquals("a", padded.text());
        assertEquals(0, padded.report().ignored());
        Result garbage = transcode(join(gzip("a"), "rubbish".getBytes(UTF_8)));
        assertEquals("a", garbage.text());
        assertEquals(7, garbage.report().ignored());
    }

    @Test
    void headersMayHaveEveryField() {
        byte[] plain = gzip("text");
        byte[] header = {
            0x1F, (byte) 0x8B, 8, 2 + 4 + 8 + 16, 0, 0, 0, 0, 0, 0, 3, 0, 'x', 'y', 'z', 'n', 0, 'c', 'c', 0, 1, 2
        };
        assertEquals(
                "text",
                transcode(join(header, Arrays.copyOfRange(plain, 10, plain.length)))
                        .text());
    }

    @Test
    void anyCutIsRefusedNamingTheFile() {
        byte[] whole = join(gzip("abc"), gzip("defg"));
        int first = gzip("abc").length;
        for (int cut = 2; cut < whole.length; cut++) {
            byte[] part = Arrays.copyOf(whole, cut);
            if (cut == first) {
                assertEquals("abc", transcode(part).text());
            } else if (cut == first + 1) {
                assertEquals(1, transcode(part).report().ignored());
            } else {
                UsageException e = assertThrows(UsageException.class, () -> transcode(part), "cut at " + cut);
                assertTrue(e.getMessage().startsWith("gzip file is cut off: file=a.gz; hint: "), e.getMessage());
            }
        }
    }

    @Test
    void anyFlippedBitOfTheContentIsRefusedNamingTheFile() {
        String text = letters(100);
        byte[] whole = gzip(text);
        int unused = 0;
        for (int bit = 8 * 10; bit < 8 * whole.length; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertEquals(text, transcode(flipped).text());
                unused++;
            } catch (UsageException e) {
                assertTrue(e.getMessage().contains("file=a.gz"), e.getMessage());
            }
        }
        assertTrue(unused < 8, "only the bits that fill up the last byte of deflate mean nothing: " + unused);
        byte[] method = whole.clone();
        method[2] = 7;
        assertTrue(assertThrows(UsageException.class, () -> transcode(method))
                .getMessage()
                .startsWith("gzip file is damaged: file=a.gz part=header;"));
    }

    @Test
    void otherCharsetsAreDecoded() {
        String text = ("Gr\u00fc\u00dfe \u20ac \u4e2d\u6587 \uD83D\uDE00\r\n").repeat(9000);
        for (String charset : new String[] {"UTF-16", "UTF-16LE", "UTF-16BE", "GB18030", "UTF-32"}) {
            Result result = transcode(text.getBytes(Charset.forName(charset)), "data.encoding=" + charset);
            assertEquals(text, result.text(), charset);
            assertEquals(0, result.report().replaced());
        }
        byte[] latin = {'a', (byte) 0x85, (byte) 0xE9};
        assertEquals(
                "a\u0085\u00e9", transcode(latin, "data.encoding=ISO-8859-1").text());
        assertEquals(
                "a\u2026\u00e9", transcode(latin, "data.encoding=windows-1252").text());
    }

    @Test
    void theByteOrderMarkIsLeftOut() {
        assertEquals(
                "ab",
                transcode("\uFEFFab".getBytes(Charset.forName("UTF-16LE")), "data.encoding=UTF-16LE")
                        .text());
        assertEquals(
                "a\uFEFFb",
                transcode("a\uFEFFb".getBytes(Charset.forName("UTF-16LE")), "data.encoding=UTF-16LE")
                        .text());
    }

    @Test
    void illFormedPartsAreReplacedAndCountedOrRefused() {
        byte[] japanese = {(byte) 0x82, (byte) 0xA0, (byte) 0xFF, 'a', (byte) 0x82};
        Result result = transcode(japanese, "data.encoding=Shift_JIS");
        assertEquals("\u3042\uFFFDa\uFFFD", result.text());
        assertEquals(2, result.report().replaced());
        byte[] wide =
                join("a".repeat(65_535).getBytes(Charset.forName("UTF-16BE")), new byte[] {(byte) 0xDC, 0, 0, 'b', 0});
        Result surrogate = transcode(wide, "data.encoding=UTF-16BE");
        assertEquals("a".repeat(65_535) + "\uFFFDb\uFFFD", surrogate.text());
        UsageException e = assertThrows(
                UsageException.class, () -> transcode(wide, "data.encoding=UTF-16BE", "data.invalid-utf8=fail"));
        assertTrue(e.getMessage().startsWith("invalid UTF-16BE: file=a.gz offset=131070; hint: "), e.getMessage());
    }

    @Test
    void charactersAreComposedOverAnyBoundary() {
        String text = ("e\u0301 \u1112\u1161\u11ab\u0915\u09be\uD83D\uDE00" + "o\u0308\u0323").repeat(5000) + "a"
                + "\u0301".repeat(40_000) + "\u4e2d".repeat(40_000);
        assertEquals(
                Normalizer.normalize(text, Normalizer.Form.NFC),
                transcode(text.getBytes(UTF_8), "vocabulary.normalize=nfc").text());
    }

    @Test
    void fastaBecomesOneLineForEachSequence() {
        String fasta =
                ";comment\r\n>one first\r\nACGU nn\r\nRY-*\r\n\r\n>two\n>three\n  1 acgta\n;note\n 11 cc\n>four\n";
        assertEquals(
                "ACGUnnRY-*\nacgtacc\n",
                transcode(fasta.getBytes(UTF_8), "vocabulary.unit=nucleotide").text());
        assertEquals(
                "AC\nGT\n",
                transcode("AC\n>x\nG\nT".getBytes(UTF_8), "vocabulary.unit=nucleotide")
                        .text());
    }

    @Test
    void linesOfPlainSequencesAreOneSequenceUnlessTheyEndSomething() {
        byte[] text = "ACG\nT\n".getBytes(UTF_8);
        assertEquals("ACGT\n", transcode(text, "vocabulary.unit=nucleotide").text());
        assertEquals(
                "ACG\nT\n",
                transcode(text, "vocabulary.unit=nucleotide", "data.eos=true").text());
        assertEquals(
                "ACG\nT\n",
                transcode(text, "vocabulary.unit=nucleotide", "data.context=line", "data.eos=false")
                        .text());
        byte[] wrapped = ">x\nACG\nT\n".getBytes(UTF_8);
        assertEquals(
                "ACGT\n",
                transcode(wrapped, "vocabulary.unit=nucleotide", "data.eos=true")
                        .text());
    }

    @Test
    void kmersOfStreamsStandApart() {
        byte[] fasta = ">one\nacgu\nacg\n>two\nACNACGTTTA\n".getBytes(UTF_8);
        Result result = transcode(fasta, "vocabulary.unit=kmer", "vocabulary.k=3");
        assertEquals("ACG TAC\n<unk> ACG TTT\n", result.text());
        assertEquals(2, result.report().droppedBases());
        assertEquals(
                "acguacg\nACNACGTTTA\n",
                transcode(fasta, "vocabulary.unit=kmer", "data.context=line").text());
    }

    @Test
    void aByteOrderMarkHidesNoHeaderAndShiftsNoKmer() {
        byte[] fasta = "\uFEFF>one\nACGT".getBytes(UTF_8);
        assertEquals("ACGT\n", transcode(fasta, "vocabulary.unit=nucleotide").text());
        byte[] lines = "\uFEFFACGTTT".getBytes(UTF_8);
        assertEquals(
                "ACG TTT\n",
                transcode(lines, "vocabulary.unit=kmer", "vocabulary.k=3").text());
        assertEquals(
                "A\n",
                transcode("A".getBytes(UTF_8), "vocabulary.unit=nucleotide").text());
    }

    @Test
    void eachFastaRecordIsScoredUnderItsNameWhateverTheContext() {
        String fasta =
                "\n;comment\r\n>one first\r\nACGU nn\r\n\r\nRY-*\r\n> two\n;note\n>\n  1 acgta\n 11 cc\n>four\tx";
        String expected = "one\tACGUnnRY-*\ntwo\t\n\tacgtacc\nfour\t\n";
        for (String unit : new String[] {"nucleotide", "kmer"}) {
            for (String context : new String[] {"stream", "line"}) {
                for (String eos : new String[] {"true", "false"}) {
                    assertEquals(
                            expected,
                            scored(fasta, "vocabulary.unit=" + unit, "data.context=" + context, "data.eos=" + eos));
                }
            }
        }
        assertEquals("\tAC\none\tG\n", scored("AC\n\n>one\nG\n", "vocabulary.unit=nucleotide"));
    }

    @Test
    void eachLineIsScoredWhereThereIsNoHeader() {
        assertEquals("\t\n\tACG\n\t\n\t\n\tT\n", scored("\r\nACG\r\n;note\n\n\nT", "vocabulary.unit=kmer"));
        assertEquals("\tACG\n\t\n", scored("ACG\r\r", "vocabulary.unit=nucleotide"));
        assertEquals("", scored("", "vocabulary.unit=nucleotide"));
        assertEquals("\t\n\t\n", scored("\n 12", "vocabulary.unit=nucleotide"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void readsOfFastqAreSequencesWithoutTheirQualities(String end) {
        String fastq = String.join(
                end,
                "@r1 lane",
                "ACGT",
                "+",
                "@+!~",
                "",
                "@",
                "AC",
                "GTN",
                "+r2",
                "@@",
                "@I+",
                "@r3",
                "",
                "+",
                "",
                "@r4",
                "A",
                "+",
                "I");
        assertEquals(
                "ACGT\nACGTN\nA\n",
                transcode(fastq.getBytes(UTF_8), "vocabulary.unit=nucleotide").text());
        assertEquals("r1\tACGT\n\tACGTN\nr3\t\nr4\tA\n", scored(fastq, "vocabulary.unit=nucleotide"));
        assertEquals("r1\tACGT\n\tACGTN\nr3\t\nr4\tA\n", scored("\uFEFF" + fastq, "vocabulary.unit=kmer"));
        assertEquals(
                "ACG ACG\n",
                transcode("@r\nACGAC\nGT\n+\nIIIIIII\n".getBytes(UTF_8), "vocabulary.unit=kmer", "vocabulary.k=3")
                        .text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@r/ACGT/+/III | record is cut off: file=a.gz line=4",
                "@r/ACGT | record is cut off: file=a.gz line=2",
                "@r/ACGT/@s/A/+/I | record has no line with +: file=a.gz line=3",
                "@r/AC/+/IIII/@s/A/+/I | qualities are more than bases: file=a.gz line=4",
                "@r/AC/+/II/AC | record does not begin with @: file=a.gz line=5"
            })
    void brokenFastqIsRefusedWithItsLine(String text, String clause) {
        UsageException e =
                assertThrows(UsageException.class, () -> scored(text.replace('/', '\n'), "vocabulary.unit=nucleotide"));
        assertTrue(e.getMessage().startsWith(clause), e.getMessage());
    }

    @Test
    void aStreamOfKmersReadsTheSameFromStagedTextAsFromRecords() {
        UnitRules rules = Settings.rules("vocabulary.unit=kmer", "vocabulary.k=3");
        String sequence = "ACGTNNACGGGTATTTACGACG";
        byte[] staged = transcode(sequence.getBytes(UTF_8), "vocabulary.unit=kmer", "vocabulary.k=3")
                .text()
                .getBytes(UTF_8);
        UnitReader stream = new UnitReader(rules, new UnitCounter(rules));
        stream.stream(new ArrayBytes("a", staged), 0, 9);
        stream.stream(new ArrayBytes("a", staged), 9, staged.length);
        UnitReader record = new UnitReader(rules, new UnitCounter(rules));
        record.record(sequence.getBytes(UTF_8), sequence.length());
        assertArrayEquals(record.units().toArray(), stream.units().toArray());
        assertEquals(7, record.units().size());
        byte[] line = scored(sequence, "vocabulary.unit=kmer", "vocabulary.k=3").getBytes(UTF_8);
        assertEquals(0, NamedSequences.nameLength(line));
        UnitReader scored = new UnitReader(rules, new UnitCounter(rules));
        scored.record(Arrays.copyOfRange(line, 1, line.length), line.length - 2);
        assertArrayEquals(record.units().toArray(), scored.units().toArray());
    }
}
