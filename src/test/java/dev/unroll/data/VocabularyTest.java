package dev.unroll.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.spec.UsageException;
import dev.unroll.spec.VocabularySpec.Unit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VocabularyTest {
    private static final Map<String, Long> WORDS = Map.of(
            "the", 9L, "of", 4L, "and", 4L, "rare", 1L, "<unk>", 99L, "<eos>", 98L, "\uFFFD", 2L, "\uD83D\uDE00", 2L);

    @Test
    void idsGoByCountThenByCodePointBehindTheSpecialSymbols() {
        Vocabulary vocabulary = Vocabulary.build(Settings.rules("vocabulary.unit=word"), WORDS);
        assertEquals(
                List.of("<unk>", "<eos>", "the", "and", "of", "\uFFFD", "\uD83D\uDE00", "rare"), vocabulary.units());
        assertEquals(8, vocabulary.size());
        assertTrue(vocabulary.hasEnd());
        assertEquals(2, vocabulary.id("the"));
        assertEquals(UnitIds.UNKNOWN, vocabulary.id("absent"));
        assertEquals(UnitIds.END, vocabulary.id("<eos>"));
    }

    @Test
    void theEndSymbolIsThereIfLineEndsAreSymbolsOrTheTextHasIt() {
        UnitRules rules = Settings.rules("vocabulary.unit=word", "data.eos=false");
        Vocabulary written = Vocabulary.build(rules, Map.of("the", 9L, "<eos>", 3L));
        assertTrue(written.hasEnd());
        assertEquals(List.of("<unk>", "<eos>", "the"), written.units());
        Vocabulary absent = Vocabulary.build(rules, Map.of("the", 9L));
        assertFalse(absent.hasEnd());
        assertEquals(List.of("<unk>", "the"), absent.units());
        assertTrue(Vocabulary.build(Settings.rules("data.eos=true"), Map.of("a", 1L))
                .hasEnd());
        assertFalse(Vocabulary.build(Settings.rules(), Map.of("a", 1L)).hasEnd());
    }

    @Test
    void sizeCountsTheSpecialSymbolsAndRareUnitsAreLeftOut() {
        assertEquals(
                List.of("<unk>", "<eos>", "the", "and"),
                Vocabulary.build(Settings.rules("vocabulary.unit=word", "vocabulary.size=4"), WORDS)
                        .units());
        assertEquals(
                List.of("<unk>", "<eos>", "the", "and", "of"),
                Vocabulary.build(Settings.rules("vocabulary.unit=word", "vocabulary.min-count=3"), WORDS)
                        .units());
    }

    @Test
    void codePointOrderIsTheOrderOfUtf8Bytes() {
        List<String> texts = new ArrayList<>(List.of(
                "",
                "a",
                "ab",
                "b",
                "\u007F",
                "\u0080",
                "\u07FF",
                "\u0800",
                "\uD7FF",
                "\uE000",
                "\uFFFD",
                "\uD800\uDC00",
                "\uDBFF\uDFFF",
                "a\uFFFD",
                "a\uD83D\uDE00",
                "\uD83D\uDE00a",
                "\uD83D\uDE01"));
        List<String> byBytes = new ArrayList<>(texts);
        byBytes.sort(
                Comparator.comparing(text -> text.getBytes(StandardCharsets.UTF_8), java.util.Arrays::compareUnsigned));
        texts.sort(Vocabulary::compareCodePoints);
        assertEquals(byBytes, texts);
    }

    @Test
    void readsTheUnitsItWasBuiltFrom() {
        UnitRules rules = Settings.rules("data.eos=true");
        byte[] text = "aab\u00e9\uD83D\uDE00\n".getBytes(StandardCharsets.UTF_8);
        UnitCounter counter = new UnitCounter(rules);
        UnitReader counting = new UnitReader(rules, counter);
        counting.stream(new ArrayBytes("a.txt", text), 0, text.length);
        counter.count(counting.units(), Long.MAX_VALUE);
        Vocabulary vocabulary = Vocabulary.build(rules, counter.counts());
        assertEquals(List.of("<unk>", "<eos>", "a", "b", "\u00e9", "\uD83D\uDE00"), vocabulary.units());
        UnitReader reader = new UnitReader(rules, vocabulary);
        reader.stream(ArrayBytes.of("\uD83D\uDE00ab?\u00e9"), 0, 9);
        assertEquals(
                List.of(5, 2, 3, 0, 4, 1),
                java.util.Arrays.stream(reader.units().toArray()).boxed().toList());
    }

    @Test
    void countsTheFirstUnitsOnly() {
        UnitRules rules = Settings.rules();
        UnitCounter counter = new UnitCounter(rules);
        UnitReader reader = new UnitReader(rules, counter);
        reader.stream(ArrayBytes.of("aabbb"), 0, 5);
        counter.count(reader.units(), 3);
        assertEquals(Map.of("a", 2L, "b", 1L), counter.counts());
    }

    @Test
    void manyWordsKeepTheirIds() {
        UnitRules rules = Settings.rules("vocabulary.unit=word");
        Map<String, Long> counts = new HashMap<>();
        for (int i = 0; i < 5000; i++) {
            counts.put("w" + i, 5000L - i);
        }
        Vocabulary vocabulary = Vocabulary.build(rules, counts);
        for (int i = 0; i < 5000; i++) {
            assertEquals(i + 2, vocabulary.id("w" + i));
        }
    }

    @Test
    void textPutsUnitsTogether() {
        Vocabulary words = Vocabulary.of(Unit.WORD, List.of("<unk>", "<eos>", "a", "b"));
        assertEquals("a b\nb <unk>\n", words.text(new int[] {2, 3, 1, 3, 0, 1}));
        Vocabulary chars = Vocabulary.of(Unit.CHAR, List.of("<unk>", "a", "\n"));
        assertEquals("a\na\uFFFD", chars.text(new int[] {1, 2, 1, 0}));
        Vocabulary bytes = Vocabulary.of(Unit.BYTE, List.of("<unk>", "\u00C3", "\u00A9"));
        assertEquals("\u00e9", bytes.text(new int[] {1, 2}));
        Vocabulary kmers = Vocabulary.of(Unit.KMER, List.of("<unk>", "ACG"));
        assertEquals("ACGACG", kmers.text(new int[] {1, 1}));
    }

    @Test
    void theFileKeepsEveryUnit() {
        List<String> units = new ArrayList<>(List.of("<unk>", "<eos>"));
        for (int c = 0; c <= 0xFFFF; c++) {
            units.add(Character.toString(c));
        }
        units.add("\uD83D\uDE00");
        Vocabulary vocabulary = Vocabulary.of(Unit.CHAR, units);
        String file = VocabularyFile.write(vocabulary);
        assertEquals(units.size(), file.lines().count());
        assertEquals(
                units, VocabularyFile.read(Unit.CHAR, "vocabulary.txt", file).units());
        byte[] utf8 = file.getBytes(StandardCharsets.UTF_8);
        assertEquals(file, new String(utf8, StandardCharsets.UTF_8));
    }

    @Test
    void theFileIsReadable() {
        Vocabulary chars = Vocabulary.of(
                Unit.CHAR,
                List.of("<unk>", "a", " ", "\n", "\t", "\r", "\\", "\u0000", "\uFFFD", "\uD800", "\u00e9", "\u0301"));
        assertEquals(
                "<unk>\na\n\\u0020\n\\n\n\\t\n\\r\n\\\\\n\\u0000\n\\uFFFD\n\\uD800\n\u00e9\n\\u0301\n",
                VocabularyFile.write(chars));
        Vocabulary bytes = Vocabulary.of(Unit.BYTE, List.of("<unk>", "a", "\n", "\u0080", "\u00FF"));
        assertEquals("<unk>\na\n\\n\n\\x80\n\\xFF\n", VocabularyFile.write(bytes));
        assertEquals(
                bytes.units(),
                VocabularyFile.read(Unit.BYTE, "v", VocabularyFile.write(bytes)).units());
    }

    @Test
    void aDamagedFileIsRefusedNamingTheLine() {
        String[][] cases = {
            {"<unk>\na", "vocabulary is cut off: file=v line=2"},
            {"<unk>\n\\q\n", "escape not understood: file=v line=2"},
            {"<unk>\n\\\n", "escape not understood: file=v line=2"},
            {"<unk>\n\\u12\n", "escape not understood: file=v line=2"},
            {"<unk>\na\na\n", "unit twice in the vocabulary: unit=a"},
            {"<unk>\nab\n", "unit of another kind in the vocabulary: unit=ab kind=char"},
            {"<unk>\n\n", "unit of another kind in the vocabulary: unit= kind=char"},
            {"a\n", "not a vocabulary: first=a"},
            {"", "not a vocabulary: first="},
        };
        for (String[] damaged : cases) {
            String message = assertThrows(UsageException.class, () -> VocabularyFile.read(Unit.CHAR, "v", damaged[0]))
                    .getMessage();
            assertTrue(message.startsWith(damaged[1] + ";"), message);
        }
        assertThrows(UsageException.class, () -> Vocabulary.of(Unit.BYTE, List.of("<unk>", "\u0100")));
    }
}
