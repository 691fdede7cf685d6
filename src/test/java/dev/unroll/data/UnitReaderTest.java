package dev.unroll.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.spec.UsageException;
import java.io.ByteArrayOutputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitReaderTest {
    /** Units of a text with numbers for names, and back. */
    private static final class Read {
        final UnitCounter counter;
        final UnitReader reader;

        Read(UnitRules rules) {
            counter = new UnitCounter(rules);
            reader = new UnitReader(rules, counter);
        }

        Read stream(byte[] content, int from, int to) {
            reader.stream(new ArrayBytes("a.txt", content), from, to);
            return this;
        }

        Read record(byte[] content) {
            reader.record(content, content.length);
            reader.endOfRecord();
            return this;
        }

        List<String> units() {
            List<String> units = new ArrayList<>();
            for (int id : reader.units().toArray()) {
                units.add(counter.unit(id));
            }
            return units;
        }

        List<Object> everything() {
            int hash = Arrays.hashCode(reader.units().toArray());
            return List.of(reader.units().size(), hash, reader.lines(), reader.replaced(), reader.longWords());
        }
    }

    private static List<String> stream(String text, String... words) {
        byte[] bytes = text.getBytes(UTF_8);
        return new Read(Settings.rules(words)).stream(bytes, 0, bytes.length).units();
    }

    private static List<String> record(String text, String... words) {
        return new Read(Settings.rules(words)).record(text.getBytes(UTF_8)).units();
    }

    private static byte[] bytes(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof Integer b) {
                out.write(b);
            } else {
                out.writeBytes(((String) part).getBytes(UTF_8));
            }
        }
        return out.toByteArray();
    }

    /** One after the other: everything that has ever been cut wrongly. */
    private static byte[] nasty() {
        return bytes(
                0xEF,
                0xBB,
                0xBF,
                "Ab\r\n\r\r\n\n\rc \t\u000B\f\u0000 \u00e9e\u0301\u20ac\uD83D\uDE00 <unk> <eos> \uFEFF\u0085\u2028",
                // stray, overlong, surrogate, beyond U+10FFFF, cut off
                0x80,
                0xBF,
                0xBF,
                0xBF,
                0xBF,
                "x",
                0xC0,
                0xAF,
                0xC1,
                0xE0,
                0x80,
                0xAF,
                0xED,
                0xA0,
                0x80,
                0xED,
                0xB0,
                0x80,
                "y",
                0xF0,
                0x80,
                0x80,
                0x80,
                0xF4,
                0x90,
                0x80,
                0x80,
                0xF5,
                0xFF,
                0xFE,
                " ",
                0xE2,
                0x82,
                "z",
                0xF0,
                0x9F,
                0x98,
                "\r\n",
                0xF0,
                0x9F,
                "\r",
                0xC3,
                "\n",
                0xE2,
                0x82,
                0xE2,
                0x82,
                0xAC,
                0xF0,
                0x9F,
                0x98,
                0x80,
                0x80,
                "\u0130I\u03a3 ",
                "w".repeat(256) + " " + "w".repeat(257) + " " + "\u00e9".repeat(256) + " " + "\u00e9".repeat(257)
                        + "\r\n",
                "v".repeat(1500) + "\r\nlast",
                0xE2,
                0x82);
    }

    /**
     * The text without its byte order mark, decoded by the JDK. The JDK takes an encoded surrogate for one ill-formed part where
     * the Unicode standard (chapter 3.9) sees three, so each of its bytes is made a part of its own first.
     */
    private static String decoded(byte[] text) {
        byte[] plain = Arrays.copyOfRange(text, 3, text.length);
        for (int i = 0; i < plain.length - 2; i++) {
            if ((plain[i] & 0xFF) == 0xED && (plain[i + 1] & 0xFF) >= 0xA0) {
                Arrays.fill(plain, i, i + 3, (byte) 0xFF);
            }
        }
        return new String(plain, UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vocabulary.unit=char",
                "vocabulary.unit=char data.eos=true",
                "vocabulary.unit=char vocabulary.lowercase=true",
                "vocabulary.unit=byte",
                "vocabulary.unit=word",
                "vocabulary.unit=word data.eos=false",
                "vocabulary.unit=word vocabulary.lowercase=true vocabulary.normalize=nfc",
                "vocabulary.unit=nucleotide",
                "vocabulary.unit=nucleotide data.eos=true",
                "vocabulary.unit=kmer"
            })
    void anyTwoPiecesGiveTheUnitsOfTheWhole(String words) {
        UnitRules rules = Settings.rules(words.split(" "));
        byte[] text = nasty();
        List<Object> whole = new Read(rules).stream(text, 0, text.length).everything();
        for (int cut = 0; cut <= text.length; cut++) {
            if (isMonotonous(text, cut)) {
                continue;
            }
            List<Object> parts = new Read(rules)
                    .stream(text, 0, cut).stream(text, cut, text.length).everything();
            assertEquals(whole, parts, "cut at " + cut);
        }
    }

    /** Inside the long runs of one letter every 97th cut is enough. */
    private static boolean isMonotonous(byte[] text, int cut) {
        int from = Math.max(0, cut - 8);
        int to = Math.min(text.length, cut + 8);
        for (int i = from; i + 2 < to; i++) {
            if (text[i] != text[i + 2]) {
                return false;
            }
        }
        return cut % 97 != 0;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 1023, 1024, 1025})
    void manyPiecesGiveTheUnitsOfTheWhole(int size) {
        byte[] text = nasty();
        for (String unit : List.of("char", "byte", "word", "nucleotide")) {
            UnitRules rules = Settings.rules("vocabulary.unit=" + unit);
            List<Object> whole = new Read(rules).stream(text, 0, text.length).everything();
            Read read = new Read(rules);
            for (int from = 0; from < text.length; from += size) {
                read.stream(text, from, Math.min(text.length, from + size));
            }
            assertEquals(whole, read.everything(), unit);
        }
    }

    @Test
    void charactersAreCodePointsWithOneLineEnd() {
        byte[] text = nasty();
        String decoded = decoded(text).replace("\r\n", "\n").replace('\r', '\n');
        List<String> expected =
                decoded.codePoints().mapToObj(Character::toString).toList();
        Read read = new Read(Settings.rules()).stream(text, 0, text.length);
        assertEquals(expected, read.units());
        assertEquals(decoded.chars().filter(c -> c == 0xFFFD).count(), read.reader.replaced());
        assertEquals(decoded.chars().filter(c -> c == '\n').count(), read.reader.lines());
    }

    @Test
    void charactersAreLowerCasedOneByOne() {
        assertEquals(
                List.of("a", "i", "\u03c3", "\uD801\uDC28", "\u00e9"),
                stream("AI\u03a3\uD801\uDC00\u00c9", "vocabulary.lowercase=true"));
    }

    @Test
    void bytesAreKeptAsTheyAre() {
        byte[] text = nasty();
        List<String> expected = new ArrayList<>();
        for (byte b : text) {
            expected.add(Character.toString(b & 0xFF));
        }
        assertEquals(
                expected,
                new Read(Settings.rules("vocabulary.unit=byte"))
                        .stream(text, 0, text.length).units());
    }

    @Test
    void wordsStandBetweenAsciiWhiteSpace() {
        byte[] text = nasty();
        String decoded = decoded(text);
        List<String> expected = Arrays.stream(decoded.split("[ \t\n\u000B\f\r]+"))
                .map(word -> word.codePointCount(0, word.length()) > 256 ? "<unk>" : word)
                .toList();
        Read read = new Read(Settings.rules("vocabulary.unit=word", "data.eos=false")).stream(text, 0, text.length);
        assertEquals(expected, read.units());
        assertEquals(3, read.reader.longWords());
        assertEquals(decoded.chars().filter(c -> c == 0xFFFD).count(), read.reader.replaced());
    }

    @Test
    void wordsAreComposedAndLowerCased() {
        assertEquals(
                List.of("\u00e9", "\u00e9", "i", "\u00e9"),
                stream(
                        "e\u0301 E\u0301 I \u00c9",
                        "vocabulary.unit=word",
                        "vocabulary.lowercase=true",
                        "vocabulary.normalize=nfc",
                        "data.eos=false"));
    }

    @Test
    void aLineEndIsASymbolBetweenWordsAndTheEndOfAFileEndsALine() {
        String[] word = {"vocabulary.unit=word"};
        assertEquals(List.of("a", "b", "<eos>", "<eos>", "c", "<eos>"), stream(" a b \r\n\nc", word));
        assertEquals(List.of("a", "<eos>"), stream("a\n", word));
        assertEquals(List.of("a", "<eos>"), stream("a\r", word));
        assertEquals(List.of("a", "<eos>", "<eos>"), stream("a\n ", word));
        assertEquals(List.of(), stream("", word));
        assertEquals(List.of(), stream("\uFEFF", word));
        assertEquals(List.of("a", "<eos>"), stream("a", "data.eos=true"));
        assertEquals(List.of("a"), stream("a"));
    }

    @Test
    void specialSymbolsInTheTextAreTheSymbols() {
        UnitRules rules = Settings.rules("vocabulary.unit=word");
        byte[] text = "<unk> <eos> <UNK>".getBytes(UTF_8);
        Read read = new Read(rules).stream(text, 0, text.length);
        assertEquals(
                List.of(UnitIds.UNKNOWN, UnitIds.END),
                Arrays.stream(read.reader.units().toArray()).limit(2).boxed().toList());
        assertTrue(read.reader.units().get(2) > UnitIds.END);
    }

    @Test
    void basesAreUpperCaseIupacLettersAndUIsT() {
        assertEquals(
                List.of("A", "C", "G", "T", "T", "N", "R", "<unk>", "<unk>", "A"),
                stream("acg\r\n tuNr-x\nA", "vocabulary.unit=nucleotide"));
    }

    @Test
    void kmersOfARecordFollowEachOtherAndTheRestIsDropped() {
        UnitRules rules = Settings.rules("vocabulary.unit=kmer", "vocabulary.k=3");
        Read read = new Read(rules).record("acgt tu\nNNNacg ac".getBytes(UTF_8));
        assertEquals(List.of("ACG", "TTT", "<unk>", "ACG"), read.units());
        assertEquals(2, read.reader.droppedBases());
    }

    @Test
    void aRecordEndsAsItsContextSays() {
        assertEquals(List.of("a", "\n", "b", "\n"), record("a\r\nb"));
        assertEquals(List.of("a", "\n", "b", "<eos>"), record("a\rb", "data.context=line"));
        assertEquals(List.of("a"), record("a", "data.context=line", "data.eos=false"));
        assertEquals(List.of("<eos>"), record("", "data.context=line"));
        assertEquals(List.of(), record("", "data.context=line", "data.eos=false"));
        assertEquals(List.of("a", "b", "<eos>"), record(" a\nb ", "vocabulary.unit=word"));
        assertEquals(List.of("a", "b"), record(" a\nb ", "vocabulary.unit=word", "data.eos=false"));
        assertEquals(List.of("a", "\r", "\n", "\n"), record("a\r\n", "vocabulary.unit=byte"));
        assertEquals(List.of("\uFEFF", "\n"), record("\uFEFF"));
    }

    @Test
    void charactersOfARecordAreComposed() {
        assertEquals(List.of("\u00e9", "\n"), record("e\u0301", "vocabulary.normalize=nfc"));
        String jamo = "\u1112\u1161\u11ab";
        assertEquals(
                Normalizer.normalize(jamo, Normalizer.Form.NFC) + "\n",
                String.join("", record(jamo, "vocabulary.normalize=nfc")));
    }

    @Test
    void bytesThatAreNotUtf8AreRefusedOnRequestNamingTheirPlace() {
        UnitRules rules = Settings.rules("data.invalid-utf8=fail");
        byte[] text = bytes("ab", 0xE2, 0x82, "c");
        UsageException e = assertThrows(UsageException.class, () -> new Read(rules).stream(text, 0, 5));
        assertTrue(e.getMessage().startsWith("invalid UTF-8: file=a.txt offset=2; hint: "), e.getMessage());
        UsageException inRecord = assertThrows(UsageException.class, () -> new Read(rules).record(text));
        assertTrue(inRecord.getMessage().startsWith("invalid UTF-8: record=ab"), inRecord.getMessage());
        UnitRules words = Settings.rules("data.invalid-utf8=fail", "vocabulary.unit=word");
        UsageException inWord = assertThrows(UsageException.class, () -> new Read(words).stream(text, 0, 5));
        assertTrue(inWord.getMessage().startsWith("invalid UTF-8: file=a.txt offset=2; hint: "), inWord.getMessage());
    }

    @Test
    void aFileThatBecameShorterIsNotReadOn() {
        ByteSource file = new ByteSource() {
            @Override
            public String name() {
                return "b.txt";
            }

            @Override
            public long length() {
                return 3;
            }

            @Override
            public int read(long position, byte[] into, int offset, int length) {
                return -1;
            }

            @Override
            public void close() {}
        };
        UnitReader reader = new UnitReader(Settings.rules(), new UnitCounter(Settings.rules()));
        String message = assertThrows(CorpusChangedException.class, () -> reader.stream(file, 0, 3))
                .getMessage();
        assertTrue(
                message.startsWith("corpus changed during training: file=b.txt bytes=0 expected=3; hint: "), message);
    }
}
