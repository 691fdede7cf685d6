package dev.unroll.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.spec.UsageException;
import dev.unroll.spec.VocabularySpec.Unit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessingFilesTest {
    private static final List<String> LABELS =
            List.of("O", "B-x", "a\tb", "two words", "line\nend", "back\\slash", "ä€");

    private static Preprocessing everything() {
        return new Preprocessing(
                Vocabulary.of(Unit.WORD, List.of("<unk>", "the", "\u00a0")),
                Vocabulary.ofCharacters(Map.of("a", 5L, "\t", 3L)),
                LabelSet.inOrder(LABELS).weighted(new float[] {1, 0.1f, 3, 1f / 3, 1e-30f, 0, 7}),
                new Standardisation(
                        new float[] {1f / 3, -0f, Float.MIN_VALUE}, new float[] {Float.MAX_VALUE, 1e-30f, 1}),
                new Standardisation(new float[] {16_777_217f}, new float[] {0.1f}));
    }

    private static Preprocessing read(SortedMap<String, byte[]> files) {
        return PreprocessingFiles.read(Unit.WORD, "models/x", files);
    }

    private static SortedMap<String, byte[]> with(String name, String text) {
        SortedMap<String, byte[]> files = new TreeMap<>(PreprocessingFiles.write(everything()));
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
        return files;
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Preprocessing learnt = everything();
        SortedMap<String, byte[]> files = PreprocessingFiles.write(learnt);
        assertEquals(Set.copyOf(PreprocessingFiles.NAMES), files.keySet());
        Preprocessing back = read(files);
        assertEquals(learnt.vocabulary().units(), back.vocabulary().units());
        assertEquals(learnt.characters().units(), back.characters().units());
        assertEquals(LABELS, back.labels().names());
        assertArrayEquals(learnt.labels().weights(), back.labels().weights());
        assertEquals(learnt.features(), back.features());
        assertEquals(learnt.values(), back.values());
        assertEquals(
                Float.floatToRawIntBits(-0f),
                Float.floatToRawIntBits(back.features().mean()[1]));
    }

    @Test
    void filesThatWouldBeEmptyAreLeftOut() {
        Preprocessing units = Preprocessing.ofUnits(Vocabulary.of(Unit.WORD, List.of("<unk>", "a")));
        SortedMap<String, byte[]> files = PreprocessingFiles.write(units);
        assertEquals(Set.of(PreprocessingFiles.VOCABULARY), files.keySet());
        Preprocessing back = read(files);
        assertEquals(
                0,
                back.labels().size() + back.features().width() + back.values().width());
        assertEquals(1, back.characters().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "feature\t1\n",
                "feature\t1\t2\t3\n",
                "features\t1\t2\n",
                "feature\tone\t2\n",
                "value\t1\t\n",
                "\n",
            })
    void damagedNumbersAreRefusedByTheirFile(String text) {
        String message = assertThrows(UsageException.class, () -> read(with(PreprocessingFiles.STANDARDISATION, text)))
                .getMessage();
        assertTrue(message.contains("file is damaged: file=models/x/standardisation.tsv"), message);
    }

    @Test
    void damagedLabelsAreRefusedByTheirFile() {
        for (String text : List.of("O\nB-x", "O\n\\q\n", "O\nO\n")) {
            String message = assertThrows(UsageException.class, () -> read(with(PreprocessingFiles.LABELS, text)))
                    .getMessage();
            assertTrue(message.contains("labels.txt") || message.contains("label twice: label=O"), message);
        }
    }

    @Test
    void aModelWithoutItsVocabularyIsRefused() {
        SortedMap<String, byte[]> files = new TreeMap<>(PreprocessingFiles.write(everything()));
        files.remove(PreprocessingFiles.VOCABULARY);
        assertThrows(UsageException.class, () -> read(files));
    }
}
