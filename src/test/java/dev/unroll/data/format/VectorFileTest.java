package dev.unroll.data.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.unroll.data.Vocabulary;
import dev.unroll.data.WordVectors;
import dev.unroll.spec.UsageException;
import dev.unroll.spec.VocabularySpec.Unit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VectorFileTest {
    private static final Vocabulary VOCABULARY =
            Vocabulary.of(Unit.WORD, List.of("<unk>", "the", "Harry", "The", "HARRY", "York", "2"));

    private static WordVectors read(int width, String... lines) throws IOException {
        byte[] bytes = String.join("\n", lines).getBytes(UTF_8);
        return VectorFile.read(new Input("v.txt", new ByteArrayInputStream(bytes), UTF_8), VOCABULARY, width);
    }

    @Test
    void aWordIsFoundAsItIsWrittenOtherwiseInLowerCase() throws IOException {
        WordVectors vectors = read(2, "the 1 2", "harry 3 4", "Harry 5 6", "york 7 -8e-1", "hogwarts 9 9");
        assertArrayEquals(new int[] {1, 2, 3, 4, 5}, vectors.ids());
        assertArrayEquals(new float[] {1, 2, 5, 6, 1, 2, 3, 4, 7, -0.8f}, vectors.values());
        assertEquals(5, vectors.found());
        assertEquals(2, vectors.exact());
        assertEquals(5, vectors.read());
    }

    @Test
    void theOrderOfCasesChangesNothingAndOfEqualWordsTheFirstCounts() throws IOException {
        WordVectors vectors = read(1, "HARRY 1", "harry 2", "Harry 3", "harry 4", "Harry 5", "HARRY 6");
        assertArrayEquals(new int[] {2, 4}, vectors.ids());
        assertArrayEquals(new float[] {3, 1}, vectors.values());
        assertArrayEquals(
                new float[] {3, 2},
                read(1, "harry 2", "Harry 3", "harry 4", "Harry 5").values());
    }

    @Test
    void theFirstLineMaySayHowManyFollow() throws IOException {
        assertArrayEquals(new float[] {5, 6}, read(2, "400000 2", "2 5 6 ").values());
        assertArrayEquals(new float[] {5, 6}, read(2, "\uFEFF2\t5\t6", "").values(), "a word that is a number");
    }

    @Test
    void onlyItsOwnVectorIsTheUnknownWords() throws IOException {
        assertArrayEquals(new int[] {5}, read(1, "York 1", "hogwarts 2").ids());
        assertArrayEquals(new int[] {0, 5}, read(1, "York 1", "<unk> 2").ids());
    }

    @Test
    void aWordMayHaveSpacesInIt() throws IOException {
        WordVectors vectors = read(2, "the 1 2", ". . . 3 4", "at York 5 6", "the \u00A0 5 6", "York 7 8");
        assertArrayEquals(new int[] {1, 3, 5}, vectors.ids());
        assertArrayEquals(new float[] {1, 2, 1, 2, 7, 8}, vectors.values());
        assertEquals(5, vectors.read());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the 1 2 3 | another width: file=v.txt line=1 width=3 network.embedding=2; hint: set network.embedding to",
                "9 50/the 1 2 | another width: file=v.txt line=1 width=50 network.embedding=2; hint: set network.embedding to",
                "a 1 2//the 1 | damaged: file=v.txt line=3 reason=a word and its numbers are not there: columns=2; hint: restore",
                "a 1 2/ 1 2 | damaged: file=v.txt line=2 reason=a word and its numbers are not there: columns=2; hint: restore",
                "a 1 2/the 1 0x2 | damaged: file=v.txt line=2 reason=not a number: 0x2; hint: restore",
                "a 1 2/the 1 nan | damaged: file=v.txt line=2 reason=not a number: nan; hint: restore",
                "the 1 1e99 | damaged: file=v.txt line=1 reason=number is too large: 1e99; hint: restore",
            })
    void whatIsNoVectorIsRefusedNamingItsLine(String lines, String message) {
        UsageException refused = assertThrows(UsageException.class, () -> read(2, lines.split("/")));
        String beginning = refused.getMessage().replaceFirst("word vectors (have|are) ", "");
        assertEquals(message, beginning.substring(0, Math.min(message.length(), beginning.length())));
    }

    @Test
    void aFileWithoutVectorsIsRefused() {
        for (String text : List.of("", "\n\n", "0 2\n")) {
            assertEquals(
                    "no word vectors: network.embedding.file=v.txt; hint: give a file with a word and its numbers in each line, or leave it out",
                    assertThrows(UsageException.class, () -> read(2, text)).getMessage());
        }
    }
}
