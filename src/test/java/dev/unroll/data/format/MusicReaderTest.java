package dev.unroll.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Example;
import dev.unroll.spec.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MusicReaderTest {
    private static Findings train(String json) {
        return Findings.of(new PianoRollReader.Settings("train"), json);
    }

    /** The notes of a piece, {@code 60.64 -} for a chord and silence. */
    private static String notes(Example piece) {
        float[] keys = piece.reading().features();
        List<String> steps = new ArrayList<>();
        for (int t = 0; t < piece.reading().steps(); t++) {
            List<String> notes = new ArrayList<>();
            for (int key = 0; key < 88; key++) {
                if (keys[88 * t + key] == 1) {
                    notes.add(String.valueOf(21 + key));
                }
            }
            steps.add(notes.isEmpty() ? "-" : String.join(".", notes));
        }
        return String.join(" ", steps);
    }

    @Test
    void aStepHasANumberForEachKey() {
        Findings found = train(
                "{\"test\": [[[1000]]], \"train\": [[[64, 60], [], [21, 108, 108], [-1, 69]],\n[[22]]], \"x\": 7}");
        assertEquals(2, found.size());
        assertEquals("60.64 - 21.108 69", notes(found.example(0)));
        assertEquals(88, found.example(0).reading().featureWidth());
        assertEquals(5, sum(found.example(0)));
        assertEquals("22", notes(found.example(1)));
        assertEquals("a.txt:1 train[0]", found.example(0).place());
        assertEquals("a.txt:2 train[1]", found.example(1).place());
    }

    private static float sum(Example piece) {
        float sum = 0;
        for (float key : piece.reading().features()) {
            sum += key;
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[[60], [20]] | no note of a piano: step=1 note=20",
                "[[109]] | no note of a piano: step=0 note=109",
                "[[60.5]] | no note of a piano: step=0 note=60.5",
                "[[99999999999]] | no note of a piano: step=0 note=99999999999",
                "[[\"C4\", 60]] | no note of a piano: step=0 note=C4",
                "[[[60]], [61]] | no note of a piano: step=0 note=[",
                "[[60], 61] | step is no list of notes: step=1",
                "[] | piece has no steps",
                "{\"notes\": [[60]]} | piece is no list of steps",
                "null | piece is no list of steps"
            })
    void aPieceWithSomethingElseInItIsRejected(String piece, String reason) {
        Findings found = train("{\"train\": [[[60]], " + piece + ", [[62]]]}");
        assertEquals(3, found.size());
        assertEquals("a.txt:1 train[1]: " + reason, found.rejected(1));
        assertEquals("62", notes(found.example(2)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[[[60]]] | piano rolls are no JSON object: file=a.txt line=1",
                "'' | piano rolls are no JSON object: file=a.txt line=1",
                "{\"valid\": [], \"test\": [[[60]]]} | part is not there: file=a.txt part=train found=[test, valid]",
                "{\"train\": 3} | part is not there: file=a.txt part=train found=[train]",
                "{\"train\": [[[60], [6 | malformed JSON: file=a.txt line=1",
                "{\"train\": [[[60], }]} | malformed JSON: file=a.txt line=1"
            })
    void aFileOfAnotherShapeIsRefused(String json, String message) {
        UsageException e = assertThrows(UsageException.class, () -> train(json));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    @Test
    void piecesComeBeforeTheirLineEnds() {
        Findings.Endless endless = new Findings.Endless("{\"train\": [[[60]]", ", [[60], [61, 64]]", 1L << 40);
        ExampleReader reader = new PianoRollReader.Settings("train").open(endless.input("one-line.json"));
        for (int i = 0; i < 10_000; i++) {
            assertTrue(reader.next() instanceof Example);
        }
        assertTrue(endless.bytesRead() < 400_000, "read " + endless.bytesRead());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void blankLinesStandBetweenTunes(String end) {
        String text = String.join(end, "", "X: 1", "T:A", "f|\"A\"ecc ", "", " ", "% by hand", "X:2", "abc");
        Findings found = Findings.of(new TuneReader.Settings(), text);
        assertEquals(2, found.size());
        assertEquals("X: 1\nT:A\nf|\"A\"ecc \n", found.text(0));
        assertEquals("a.txt:2", found.example(0).place());
        assertEquals("% by hand\nX:2\nabc\n", found.text(1));
    }

    @Test
    void aTextWithoutANumberIsNoTune() {
        Findings found = Findings.of(new TuneReader.Settings(), "Dear reader\n\nX:1\nabc\n");
        assertEquals("a.txt:1: tune has no reference number: field=X:", found.rejected(0));
        assertEquals("X:1\nabc\n", found.text(1));
        Findings.Endless endless = new Findings.Endless("X:1\n", "abc|\n", 2L * TuneReader.LONGEST);
        Findings big = new Findings(new TuneReader.Settings().open(endless.input("big.abc")));
        assertEquals("big.abc:1: tune has over 4194304 characters", big.rejected(0));
    }
}
