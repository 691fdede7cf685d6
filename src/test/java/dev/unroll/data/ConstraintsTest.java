package dev.unroll.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstraintsTest {
    private static final List<String> BIO = List.of("O", "B-LOC", "I-LOC", "B-PER", "I-PER", "misc");
    private static final List<String> IOBES =
            List.of("O", "B-LOC", "I-LOC", "E-LOC", "S-LOC", "B-PER", "I-PER", "E-PER", "S-PER");

    private static int firstBroken(List<String> labels, String record) {
        int[] ids =
                List.of(record.split(" ")).stream().mapToInt(labels::indexOf).toArray();
        return Constraints.ofSpans(labels).firstBroken(ids);
    }

    /** {@code ?} is a step without a label. */
    @ParameterizedTest
    @CsvSource({
        "O B-LOC I-LOC I-LOC O, -1",
        "B-LOC B-LOC I-LOC B-PER, -1",
        "misc B-PER misc O, -1",
        "I-LOC O, 0",
        "O I-LOC, 1",
        "B-LOC I-PER, 1",
        "B-LOC I-LOC I-PER, 2",
        "misc I-LOC, 1",
        "O ? I-LOC, -1",
    })
    void insideComesBehindABeginningOfItsKind(String record, int step) {
        assertEquals(step, firstBroken(BIO, record));
    }

    @ParameterizedTest
    @CsvSource({
        "O B-LOC I-LOC E-LOC S-LOC O, -1",
        "B-LOC E-LOC B-PER E-PER, -1",
        "B-LOC O, 1",
        "B-LOC S-PER, 1",
        "B-LOC B-LOC, 1",
        "O E-LOC, 1",
        "S-LOC E-LOC, 1",
        "B-LOC E-PER, 1",
        "E-LOC, 0",
        "O B-LOC, 1",
        "B-LOC I-LOC, 1",
        "S-LOC, -1",
    })
    void whatHasEndsIsClosed(String record, int step) {
        assertEquals(step, firstBroken(IOBES, record));
    }

    @Test
    void withoutConstraintsNothingIsBroken() {
        assertEquals(-1, Constraints.NONE.firstBroken(new int[] {3, 1, -1}));
        assertEquals(0, Constraints.NONE.labels());
    }

    @Test
    void partsOfDifferentSizesAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> new Constraints(new boolean[4], new boolean[2], new boolean[3]));
        assertThrows(
                IllegalArgumentException.class, () -> new Constraints(new boolean[3], new boolean[2], new boolean[2]));
    }
}
