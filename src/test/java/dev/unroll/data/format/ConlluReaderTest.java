package dev.unroll.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ConlluReaderTest {
    private static final Format UPOS = new ConlluReader.Settings(ConlluReader.Tag.UPOS, LabelMap.NONE);

    private static String row(String id, String form, String upos, String xpos) {
        return String.join("\t", id, form, "_", upos, xpos, "_", "_", "_", "_", "_") + "\n";
    }

    @Test
    void rangesAndEmptyNodesArePassedOver() {
        String text = "# sent_id = s-1\n# text = v\u00E1monos al mar\n"
                + row("1-2", "v\u00E1monos", "_", "_") + row("1", "vamos", "VERB", "V") + row("2", "nos", "PRON", "_")
                + row("2.1", "nada", "PRON", "P") + row("3-4", "al", "_", "_") + row("3", "a", "_", "A")
                + row("4", "10 000", "NUM", "N") + "\n" + row("1", "_", "SYM", "S");
        Findings found = Findings.of(UPOS, text);
        assertEquals(2, found.size());
        assertEquals("vamos nos a 10 000", found.units(0));
        assertEquals("VERB PRON _ NUM", found.labels(0));
        assertEquals("s-1", found.example(0).key());
        assertEquals("a.txt:3", found.example(0).place());
        assertEquals("_", found.units(1));
        assertEquals("", found.example(1).key());
        Format xpos = new ConlluReader.Settings(ConlluReader.Tag.XPOS, LabelMap.parse("V->verb"));
        assertEquals("verb _ A N", Findings.of(xpos, text).labels(0));
    }

    @Test
    void sentencesThatCannotBeRightAreRejected() {
        String text = "# sent_id = lost\n\n" + "1\tword\tX\n\n" + row("1", "a", "X", "X") + row("3", "b", "X", "X")
                + "\n" + row("1-2", "c", "_", "_") + "\n" + row("1", "", "X", "X") + "\r\n"
                + row("1", "good", "X", "X");
        Findings found = Findings.of(UPOS, text);
        assertEquals(5, found.size());
        assertEquals("a.txt:3: columns are not ten: line=3 columns=3", found.rejected(0));
        assertEquals("a.txt:5: words are not numbered in order: line=6 id=3 expected=2", found.rejected(1));
        assertEquals("a.txt:8: sentence has no words", found.rejected(2));
        assertEquals("a.txt:10: word is empty", found.rejected(3));
        assertEquals("good", found.units(4));
        assertEquals("", found.example(4).key());
    }
}
