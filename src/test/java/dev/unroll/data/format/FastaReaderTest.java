package dev.unroll.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Example;
import dev.unroll.spec.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FastaReaderTest {
    private static Findings whole(String text) {
        return Findings.of(FastaReader.Settings.WHOLE, text);
    }

    private static List<String> windows(String text, int window, int overlap) {
        Findings found = Findings.of(new FastaReader.Settings(window, overlap), text);
        List<String> windows = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            windows.add(found.example(i).key() + " " + found.text(i));
        }
        return windows;
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void layoutAndCommentsAreNoSequence(String end) {
        String text = String.join(
                end,
                "\uFEFF; old",
                "",
                ">s1 first|second",
                "ACgtN",
                "",
                "  1 ry-*.",
                ";; note",
                " u",
                "> 6400\tx",
                "acgt");
        Findings found = whole(text);
        assertEquals(2, found.size());
        assertEquals("ACgtNry-*.u", found.text(0));
        assertEquals("s1", found.example(0).key());
        assertEquals("a.txt:3", found.example(0).place());
        assertEquals("6400", found.example(1).key());
        assertEquals("acgt", found.text(1));
        assertEquals("a.txt:9", found.example(1).place());
        assertEquals(1, found.count("digits passed over"));
    }

    @Test
    void recordsThatAreNoneAreRejected() {
        String text = "ACGT\nAC\n>\nACGT\n>a x\nAAAA\n>a y\nCCCC\n>empty\n>b\nGG\n>end";
        Findings found = whole(text);
        assertEquals(7, found.size());
        assertEquals("a.txt:1: sequence stands before any header", found.rejected(0));
        assertEquals("a.txt:3: header has no name", found.rejected(1));
        assertEquals("AAAA", found.text(2));
        assertEquals("a.txt:7: name is there twice: name=a", found.rejected(3));
        assertEquals("a.txt:9: record has no sequence: name=empty", found.rejected(4));
        assertEquals("GG", found.text(5));
        assertEquals("a.txt:12: record has no sequence: name=end", found.rejected(6));
        assertEquals(0, whole("").size());
        assertEquals(0, whole("; nothing\n").size());
    }

    @Test
    void lettersOutsideIupacAreNamedByTheirPosition() {
        Findings found = whole(">a\nACGTACGTACGT\nACGTEACGT\n>b\nAC>T\n>c\nAC\u00E9GTACGTACGT\n>p\nMVLSPADKTNVKAAW\n");
        assertEquals("a.txt:1: letter outside IUPAC: name=a position=17 letter=E", found.rejected(0));
        assertEquals("a.txt:4: sequence looks like protein: name=b position=3 letter=>", found.rejected(1));
        assertEquals("a.txt:6: letter outside IUPAC: name=c position=3 letter=not ASCII", found.rejected(2));
        assertEquals("a.txt:8: sequence looks like protein: name=p position=3 letter=L", found.rejected(3));
    }

    @Test
    void windowsOverlapAndTheLastOneIsShorter() {
        assertEquals(
                List.of("c:0-4 ABCD", "c:2-6 CDGH", "c:4-7 GHK", "d:0-3 ACG"),
                windows(">c\nABC\nDGHK\n>d x\nACG", 4, 2));
        assertEquals(List.of("c:0-4 ABCD", "c:2-6 CDGH"), windows(">c\nABCDGH", 4, 2));
        assertEquals(List.of("c:0-4 ABCD"), windows(">c\nABCD", 4, 2));
        assertEquals(List.of("c:0-3 ABC", "c:3-6 DGH"), windows(">c\nABCDGH\n", 3, 0));
        assertEquals(List.of("c:0-3 ABC", "c:3-4 D"), windows(">c\nABCD\n", 3, 0));
        assertEquals(List.of("a:b:0-2 AC", "a:b:1-3 CG"), windows(">a:b\nACG\n", 2, 1));
    }

    @Test
    void aStrangeLetterCostsTheWindowsThatHoldIt() {
        Findings found = Findings.of(new FastaReader.Settings(12, 2), ">c\nACGTACGTACJTACGTACGTACGTACGT\n");
        assertEquals(3, found.size());
        assertEquals("a.txt:1: letter outside IUPAC: name=c position=11 letter=J", found.rejected(0));
        assertEquals("a.txt:1: letter outside IUPAC: name=c position=11 letter=J", found.rejected(1));
        assertEquals("c:20-28", found.example(2).key());
    }

    @Test
    void aKeyLeadsBackToItsRegion() {
        Region region = new Region("HLA-A*01:01-x", 3_000_000_000L, 3_000_000_064L);
        assertEquals(region, Region.ofKey(region.key()));
        assertThrows(IllegalArgumentException.class, () -> Region.ofKey("chrI"));
    }

    @ParameterizedTest
    @CsvSource({"-1,0", "4,4", "0,1", "4,-1", "1000000000,0"})
    void windowsThatDoNotGetOnAreRefused(int window, int overlap) {
        assertThrows(UsageException.class, () -> new FastaReader.Settings(window, overlap));
    }

    @Test
    void windowsComeBeforeTheirLineEnds() {
        Findings.Endless endless = new Findings.Endless(">chr1 one line\n", "ACGTTGCA", 1L << 40);
        ExampleReader reader = new FastaReader.Settings(1000, 500).open(endless.input("big.fa"));
        Example window = (Example) reader.next();
        for (int i = 1; i < 4000; i++) {
            window = (Example) reader.next();
        }
        assertEquals("chr1:1999500-2000500", window.key());
        assertTrue(endless.bytesRead() < 2_000_500 + 200_000, "read " + endless.bytesRead());
    }

    @Test
    void headersMayBeLongerThanAnyBuffer() {
        Findings found = whole(">" + "x".repeat(1_000_000) + " y\nACGT\n>z" + "\nGG\n");
        assertEquals(65_536, found.example(0).key().length());
        assertEquals("GG", found.text(1));
    }

    @Test
    void sequencesAreMeasuredWithoutBeingKept() throws Exception {
        String text = ";c\nAC\n>a\nAC GT\n10 N\n>b\n>a\nACGTACGT\n>\nAAA\n>c\nA";
        assertEquals(Map.of("a", 5L, "b", 0L, "c", 1L), FastaReader.lengths(Findings.input(text)));
    }

    @Test
    void twoFilesAreTwoClasses() {
        Format pairs = new ClassFiles(
                FastaReader.Settings.WHOLE, ClassFiles.Part.NAME, LabelMap.parse("Ecoli_prom->promoter"));
        Findings found = new Findings(pairs.open(Findings.input("dna/Ecoli_prom.fa", "> 7\nACGT\n> 8\n")));
        assertEquals("promoter", found.labels(0));
        assertEquals("7", found.example(0).key());
        assertEquals("dna/Ecoli_prom.fa:3: record has no sequence: name=8", found.rejected(1));
    }
}
