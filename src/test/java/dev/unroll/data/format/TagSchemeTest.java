package dev.unroll.data.format;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TagSchemeTest {
    @ParameterizedTest
    @CsvSource({
        // legal ones stay
        "BIO,   O B-x I-x B-x B-y I-y O,   O B-x I-x B-x B-y I-y O,   0",
        "IOBES, S-x B-x I-x E-x O B-y E-y, S-x B-x I-x E-x O B-y E-y, 0",
        "NONE,  NOUN B-x I-y,              NOUN B-x I-y,              0",
        "BIO,   B I O B,                   B I O B,                   0",
        // IOB1 becomes BIO
        "IOB1,  I-PER I-PER B-PER O I-LOC I-PER, B-PER I-PER B-PER O B-LOC B-PER, 0",
        // the others are mended
        "BIO,   I-p B-l I-p E-l,           B-p B-l B-p B-l,           3",
        "BIO,   B-x E-x I-x,               B-x I-x B-x,               2",
        "BIO,   S-x I-x,                   B-x B-x,                   2",
        "IOBES, I-x,                       S-x,                       1",
        "IOBES, B-x I-x O E-y E-y,         B-x E-x O S-y S-y,         3"
    })
    void namesAreFoundAsConllevalFindsThem(TagScheme scheme, String labels, String expected, int mended) {
        List<String> list = new ArrayList<>(List.of(labels.split(" ")));
        assertEquals(mended, scheme.mend(list, LabelMap.NONE));
        assertEquals(expected, String.join(" ", list));
    }

    @Test
    void typesGetOtherNamesAndThoseWithoutOneAreOutside() {
        List<String> list = new ArrayList<>(List.of("B-person", "B-group", "I-group", "B-corp", "I-corp", "B-team"));
        TagScheme.BIO.mend(list, LabelMap.parse("person->PER,group->,corp->ORG,team->ORG"));
        assertEquals(List.of("B-PER", "O", "O", "B-ORG", "I-ORG", "B-ORG"), list);
    }

    @ParameterizedTest
    @EnumSource(names = {"BIO", "IOB1", "IOBES"})
    void labelsOfAnotherKindAreRefused(TagScheme scheme) {
        for (String good : List.of("O", "B", "B-x", "I-x-y", "E-x", "S-x")) {
            assertDoesNotThrow(() -> scheme.check(good));
        }
        for (String bad : List.of("", "B-", "FOO", "b-x", "L-x", "B_x", "O-x", "-x")) {
            assertThrows(BadRecord.class, () -> scheme.check(bad), bad);
        }
    }

    /**
     * conlleval's startOfChunk and endOfChunk, of the shared task of 2000; and a B behind an E begins a name, as IOBES has it:
     * conlleval knows B and E of different schemes only.
     */
    private static List<String> chunks(List<String> labels) {
        List<String> chunks = new ArrayList<>();
        String tag = "O";
        String type = "";
        int begin = -1;
        for (int i = 0; i <= labels.size(); i++) {
            String label = i < labels.size() ? labels.get(i) : "O";
            String nextTag = label.substring(0, 1);
            String nextType = label.length() > 2 ? label.substring(2) : "";
            String pair = tag + nextTag;
            boolean other = !type.equals(nextType);
            boolean ends =
                    List.of("BB", "BO", "IB", "IO", "EB", "EE", "EI", "EO").contains(pair) || !tag.equals("O") && other;
            boolean starts =
                    List.of("BB", "IB", "OB", "OI", "EB", "EE", "EI", "OE").contains(pair)
                            || !nextTag.equals("O") && other;
            if (ends && begin >= 0) {
                chunks.add(begin + "-" + i + " " + type);
                begin = -1;
            }
            begin = starts ? i : begin;
            tag = nextTag;
            type = nextType;
        }
        return chunks;
    }

    @ParameterizedTest
    @EnumSource(names = {"BIO", "IOB1", "IOBES"})
    void mendingChangesNoNameThatConllevalSees(TagScheme scheme) {
        long seed = 20_261_124L;
        Random random = new Random(seed);
        List<String> all = List.of("O", "B-x", "I-x", "E-x", "B-y", "I-y", "E-y");
        for (int round = 0; round < 2000; round++) {
            List<String> labels = new ArrayList<>();
            for (int i = random.nextInt(9); i >= 0; i--) {
                labels.add(all.get(random.nextInt(all.size())));
            }
            List<String> mended = new ArrayList<>(labels);
            scheme.mend(mended, LabelMap.NONE);
            List<String> plain = new ArrayList<>(mended);
            plain.replaceAll(label -> label.startsWith("S-") ? "B-" + label.substring(2) : label);
            assertEquals(chunks(labels), chunks(plain), "seed " + seed + " labels " + labels + " mended " + mended);
            List<String> again = new ArrayList<>(mended);
            TagScheme canonical = scheme == TagScheme.IOB1 ? TagScheme.BIO : scheme;
            assertEquals(0, canonical.mend(again, LabelMap.NONE), "seed " + seed + " labels " + labels);
        }
    }
}
