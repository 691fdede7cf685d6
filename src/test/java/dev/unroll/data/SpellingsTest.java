package dev.unroll.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Example.Reading;
import dev.unroll.data.ExampleRules.Says;
import dev.unroll.spec.DataSpec;
import dev.unroll.spec.VocabularySpec;
import dev.unroll.spec.VocabularySpec.Normalize;
import dev.unroll.spec.VocabularySpec.Unit;
import dev.unroll.spec.WordSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How words are written, from examples to the lanes of a mini-batch. */
class SpellingsTest {
    private static final WordSpec BOTH = new WordSpec(3, 25, true, "");
    private static final WordSpec CHARACTERS = new WordSpec(3, 25, false, "");
    private static final WordSpec CASING = new WordSpec(0, 25, true, "");
    private static final Vocabulary WORDS = Vocabulary.of(Unit.WORD, List.of("<unk>", "met", "harry"));
    /** Ids from 1 on: a, e, m, r, t, y, H. */
    private static final Vocabulary LETTERS =
            Vocabulary.of(Unit.CHAR, List.of("<unk>", "a", "e", "m", "r", "t", "y", "H"));

    private static UnitRules rules(boolean lowercase, Normalize normalize) {
        return new UnitRules(
                new VocabularySpec(Unit.WORD, 6, 0, 1, lowercase, normalize),
                DataSpec.Context.LINE,
                false,
                DataSpec.InvalidUtf8.REPLACE,
                0,
                DataSpec.TooLong.REJECT);
    }

    private static Reading text(String text) {
        return Reading.ofText(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Shard shard(WordSpec words, String... sentences) {
        ExampleRules rules = new ExampleRules(rules(true, Normalize.NONE), Says.RECORD_CLASS, words);
        ExampleShardBuilder builder = new ExampleShardBuilder(
                rules, new ExampleShardBuilder.Widths(0, 0), WORDS, LETTERS, LabelSet.of(List.of("O")));
        for (int i = 0; i < sentences.length; i++) {
            Example example = new Example("here", "", text(sentences[i]), new Labels.OfRecord(List.of("O")));
            builder.add(new byte[] {(byte) i}, ExampleCodec.toBytes(example));
        }
        return Shard.fromBytes(builder.build(2).toBytes());
    }

    private static Spelled batch(WordSpec words, String... sentences) {
        Standardisation nothing = Standardisation.none(0);
        return new TurnSpec(1, 4, 0, new RecordContent.Labelled(nothing, nothing))
                .turn(shard(words, sentences), 0)
                .at(0)
                .spelled();
    }

    @Test
    void wordsAreCutWhereUnitsAre() {
        assertEquals(
                List.of("Harry", "met", "her\u00A0self", "."),
                WrittenWords.of(rules(true, Normalize.NONE), text("  Harry\tmet\r\nher\u00A0self . ")));
        byte[] both = "New YorkHarry".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                List.of("New\u00A0York", "Harry"),
                WrittenWords.of(rules(false, Normalize.NONE), Reading.ofUnits(both, new int[] {8, 13})));
        assertEquals(List.of(), WrittenWords.of(rules(false, Normalize.NONE), text(" \n ")));
    }

    @Test
    void compositionIsTheVocabularysAndBytesThatAreNoTextAreOneCharacter() {
        assertEquals(List.of("e\u0301"), WrittenWords.of(rules(true, Normalize.NONE), text("e\u0301")));
        assertEquals(List.of("\u00E9"), WrittenWords.of(rules(true, Normalize.NFC), text("e\u0301")));
        Reading broken = Reading.ofText(new byte[] {'a', (byte) 0xFF, 'b'});
        assertEquals(List.of("a\uFFFDb"), WrittenWords.of(rules(true, Normalize.NONE), broken));
    }

    @Test
    void aLongWordKeepsItsBeginningAndItsEnd() {
        String face = "\uD83D\uDE00";
        String whole = "a".repeat(32) + face.repeat(32);
        assertEquals(List.of(whole), WrittenWords.of(rules(false, Normalize.NONE), text(whole)));
        String longer = "a".repeat(32) + "b".repeat(2000) + face.repeat(32);
        assertEquals(List.of(whole), WrittenWords.of(rules(false, Normalize.NONE), text(longer)));
    }

    @Test
    void distinctSpellingsAreReadOnceTheLongestFirst() {
        Spelled spelled = batch(BOTH, "Harry met Harry", "a Met");
        // rows: Harry a | met Met | Harry; lanes: Harry, met, Met, a
        assertArrayEquals(new int[] {0, 3, 1, 2, 0}, spelled.lanes());
        assertArrayEquals(new int[] {0, 4, 7, 10, 11, 12}, spelled.offsets());
        assertArrayEquals(new int[] {7, 3, 0, 1, 1, 2, 2, 4, 5, 5, 4, 6}, spelled.characters());
        assertArrayEquals(new int[] {2, 0, 0, 2, 2}, spelled.casing());
        MiniBatch sequences = spelled.sequences();
        assertEquals(4, sequences.lanes());
        assertEquals(5, sequences.steps());
    }

    @Test
    void whatIsNotReadIsNotKept() {
        assertEquals(
                Spellings.NONE, shard(WordSpec.NONE, "Harry met").annotation().spellings());
        assertEquals(0, batch(WordSpec.NONE, "Harry met").rows());
        Spelled letters = batch(CHARACTERS, "Harry met");
        assertArrayEquals(new int[] {0, 1}, letters.lanes());
        assertEquals(0, letters.casing().length);
        Spellings casing = shard(CASING, "Harry Hermione met her").annotation().spellings();
        assertEquals(0, casing.characters().length);
        assertArrayEquals(new byte[] {2, 0}, casing.casing(), "spellings of one class are one");
        Spelled cased = batch(CASING, "Harry Hermione met her");
        assertArrayEquals(new int[] {2, 2, 0, 0}, cased.casing());
        assertEquals(0, cased.lanes().length);
        assertEquals(0, cased.sequences().lanes());
    }

    @Test
    void unitsAreTheSameWhateverIsReadOfTheirSpelling() {
        Shard plain = shard(WordSpec.NONE, "Harry met", "x Met");
        Shard spelled = shard(BOTH, "Harry met", "x Met");
        assertEquals(plain.units(), spelled.units());
        for (int i = 0; i < plain.units(); i++) {
            assertEquals(plain.id(i), spelled.id(i));
        }
        assertTrue(plain.checksum() != spelled.checksum());
    }

    /** By a few lines of Python for CRC-32C. It must never change: fingerprints of corpora are made of it. */
    @Test
    void shardsWithoutSpellingsKeepTheirChecksum() {
        assertEquals(0x831AF5AC, shard(WordSpec.NONE, "Harry met", "x Met").checksum());
    }

    @Test
    void damagedBytesAreRefused() {
        byte[] whole = shard(BOTH, "Harry met", "a Met").toBytes();
        int indexFrom = 4;
        int indexTo = 8;
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 4;
            if (i < indexFrom || i >= indexTo) {
                assertThrows(IllegalArgumentException.class, () -> Shard.fromBytes(damaged), "byte " + i);
            }
            byte[] cut = java.util.Arrays.copyOf(whole, i);
            assertThrows(IllegalArgumentException.class, () -> Shard.fromBytes(cut), "cut at " + i);
        }
    }

    @Test
    void charactersAreCountedWithTheWordsInTheirOwnCase() {
        ExampleCounter counter =
                new ExampleCounter(new ExampleRules(rules(true, Normalize.NONE), Says.RECORD_CLASS, CHARACTERS));
        counter.add(new Example("here", "", text("Harry met\nHarry"), Labels.NONE));
        counter.add(new Example("there", "", text(""), Labels.NONE));
        ExampleCounter.Count count = counter.count();
        assertEquals(Map.of("H", 2L, "a", 2L, "r", 4L, "y", 2L, "m", 1L, "e", 1L, "t", 1L), count.characters());
        assertEquals(2L, count.units().get("harry"));
        assertEquals(
                List.of("<unk>", "r", "H", "a", "y"),
                Vocabulary.ofCharacters(count.characters()).units());
        ExampleCounter plain = new ExampleCounter(new ExampleRules(rules(true, Normalize.NONE), Says.RECORD_CLASS));
        plain.add(new Example("here", "", text("Harry"), Labels.NONE));
        assertEquals(Map.of(), plain.count().characters());
    }

    @Test
    void charactersAreStoredLikeAnyVocabulary() {
        Vocabulary written = Vocabulary.ofCharacters(Map.of("\u00A0", 3L, "\uD83D\uDE00", 2L, "e", 9L, "\uFFFD", 4L));
        Vocabulary back = VocabularyFile.read(Unit.CHAR, "characters.txt", VocabularyFile.write(written));
        assertEquals(List.of("<unk>", "e", "\uFFFD", "\u00A0", "\uD83D\uDE00"), back.units());
    }

    @Test
    void onlyWordsAreSpelled() {
        UnitRules characters = new UnitRules(
                new VocabularySpec(Unit.CHAR, 6, 0, 1, false, Normalize.NONE),
                DataSpec.Context.LINE,
                false,
                DataSpec.InvalidUtf8.REPLACE,
                0,
                DataSpec.TooLong.REJECT);
        assertThrows(IllegalArgumentException.class, () -> new ExampleRules(characters, Says.RECORD_CLASS, CASING));
    }
}
