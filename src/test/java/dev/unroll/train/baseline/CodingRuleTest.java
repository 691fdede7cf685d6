package dev.unroll.train.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Example;
import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.LabelSet;
import dev.unroll.data.Labels;
import dev.unroll.data.format.BaseLabels;
import dev.unroll.data.format.BaseLabels.Detail;
import dev.unroll.data.format.BaseLabels.Overlap;
import dev.unroll.data.format.FastaReader;
import dev.unroll.data.format.Feature;
import dev.unroll.data.format.Input;
import dev.unroll.data.format.Region;
import dev.unroll.spec.VocabularySpec.Unit;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodingRuleTest {
    private static List<String> frames(int shortest, String... sequences) {
        List<String> found = new ArrayList<>();
        OpenReadingFrames frames = new OpenReadingFrames(shortest, feature -> found.add(feature.place()));
        for (int s = 0; s < sequences.length; s++) {
            frames.begin("s" + s, 0);
            sequences[s].chars().forEach(frames::base);
        }
        frames.end();
        return found.stream().sorted().toList();
    }

    @ParameterizedTest
    @CsvSource({
        "ATGAAATAA, s0:0-9+",
        "atgaaauaa, s0:0-9+",
        "CCATGAAATAG, s0:2-11+",
        "ATGATGAAATGA, s0:0-12+", // from the first ATG
        "TTATTTCAT, s0:0-9-",
        "TTACATTTTCAT, s0:0-12-", // to the last CAT
        "TTATTTCATCC, s0:0-9-",
        "ATGAAATA, ''", // without a stop
        "TTATTTCA, ''",
        "AAAAAATAA, ''", // without an ATG
        "ATGAANTAA, ''", // N may hide a stop
        "TTATNTCAT, ''",
        "ATGTAA, ''" // 6 bases
    })
    void aFrameReachesFromItsFirstStartToItsStop(String sequence, String expected) {
        assertEquals(expected.isEmpty() ? List.of() : List.of(expected), frames(9, sequence));
    }

    @Test
    void frames299BasesLongAreTooShort() {
        assertEquals(List.of("s0:0-300+"), frames(300, "ATG" + "AAA".repeat(98) + "TAA"));
        assertEquals(List.of(), frames(300, "ATG" + "AAA".repeat(97) + "TAA"));
    }

    @Test
    void aFrameDoesNotGoOnInTheNextSequence() {
        assertEquals(List.of(), frames(9, "ATGAAA", "AAATAA"));
        assertEquals(List.of(), frames(9, "TTATTT", "TTTCAT"));
    }

    private static String reverseComplement(String sequence) {
        StringBuilder text = new StringBuilder();
        for (int i = sequence.length() - 1; i >= 0; i--) {
            int letter = "ACGT".indexOf(sequence.charAt(i));
            text.append(letter < 0 ? 'N' : "TGCA".charAt(letter));
        }
        return text.toString();
    }

    /** One strand codon by codon, each frame by itself. */
    private static List<Region> oracle(String sequence, int shortest) {
        List<Region> found = new ArrayList<>();
        for (int frame = 0; frame < 3; frame++) {
            int start = -1;
            for (int i = frame; i + 3 <= sequence.length(); i += 3) {
                String codon = sequence.substring(i, i + 3);
                boolean stop = List.of("TAA", "TAG", "TGA").contains(codon);
                if (stop && start >= 0 && i + 3 - start >= shortest) {
                    found.add(new Region("s0", start, i + 3));
                }
                if (stop || codon.contains("N")) {
                    start = -1;
                } else if (codon.equals("ATG") && start < 0) {
                    start = i;
                }
            }
        }
        return found;
    }

    @Test
    void bothStrandsAreReadInOnePass() {
        long seed = 44;
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(500); i > 0; i--) {
                text.append(random.nextInt(60) == 0 ? 'N' : "ACGT".charAt(random.nextInt(4)));
            }
            String sequence = text.toString();
            TreeSet<String> expected = new TreeSet<>();
            oracle(sequence, 30).forEach(region -> expected.add(region.key() + "+"));
            int n = sequence.length();
            oracle(reverseComplement(sequence), 30)
                    .forEach(r -> expected.add(new Region("s0", n - r.end(), n - r.start()).key() + "-"));
            assertEquals(List.copyOf(expected), frames(30, sequence), "seed " + seed + " sequence=" + sequence);
        }
    }

    /** 4 bases, a gene of 300 on the plus strand, 5 bases, a gene of 303 on the minus strand, 3 bases. */
    private static final String SEQUENCE =
            "CCCC" + "ATG" + "AAA".repeat(98) + "TAA" + "CCCCC" + "CTA" + "GGG".repeat(99) + "CAT" + "CCC";

    private static Example dna(String letters, List<String> names) {
        int[] ids = new int[letters.length()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i % names.size();
        }
        Example.Reading reading = Example.Reading.ofText(letters.getBytes(StandardCharsets.US_ASCII));
        return new Example("dna", "", reading, new Labels.OfSteps(names, ids));
    }

    /** What is said of a record: each label with how many bases in a row have it. */
    private static String runs(List<String> names, String letters) {
        Example example = dna(letters, names);
        Prepared prepared = Prepared.of(Says.STEP_CLASS, Unit.NUCLEOTIDE, List.of(example));
        String said = prepared.said(prepared.baseline("open-reading-frames-in-record"), example);
        return runs(List.of(said.split(" ")));
    }

    private static String runs(List<String> labels) {
        List<String> runs = new ArrayList<>();
        int begin = 0;
        for (int i = 1; i <= labels.size(); i++) {
            if (i == labels.size() || !labels.get(i).equals(labels.get(begin))) {
                runs.add(labels.get(begin) + ":" + (i - begin));
                begin = i;
            }
        }
        return String.join(" ", runs);
    }

    @Test
    void basesAreLabelledAsTheirFramesAre() {
        assertEquals("none:4 CDS:300 none:5 CDS:303 none:3", runs(List.of("CDS", "none"), SEQUENCE));
        assertEquals("none:4 CDS+:300 none:5 CDS-:303 none:3", runs(List.of("CDS+", "CDS-", "none"), SEQUENCE));
    }

    @Test
    void placesInCodonsAreCountedOnTheStrandOfTheFrame() {
        String said = runs(List.of("CDS+0", "CDS+1", "CDS+2", "CDS-0", "CDS-1", "CDS-2", "none"), SEQUENCE);
        assertTrue(said.startsWith("none:4 CDS+0:1 CDS+1:1 CDS+2:1 CDS+0:1"), said);
        assertTrue(said.endsWith("CDS-0:1 CDS-2:1 CDS-1:1 CDS-0:1 none:3"), said);
    }

    @Test
    void aLabelThatTrainingNeverHadIsNotSaid() {
        assertEquals("none:4 CDS+:300 none:311", runs(List.of("CDS+", "none"), SEQUENCE));
    }

    @Test
    void aFrameThatAWindowCutsIsNotFoundInIt() {
        assertEquals("none:303", runs(List.of("CDS", "none"), SEQUENCE.substring(0, 303)));
        assertEquals("none:4 CDS:300", runs(List.of("CDS", "none"), SEQUENCE.substring(0, 304)));
    }

    private static BaseLabels.Settings settings() {
        return new BaseLabels.Settings(List.of(Feature.CODING), Detail.APART, Detail.TOGETHER, Overlap.PRIORITY);
    }

    private static Optional<BaseLabels> ofSequences(int window, int overlap, String fasta, Map<String, Long> lengths) {
        ByteArrayInputStream bytes = new ByteArrayInputStream(fasta.getBytes(StandardCharsets.US_ASCII));
        return CodingRule.ofSequences(
                new FastaReader.Settings(window, overlap).open(new Input("a.fa", bytes, StandardCharsets.US_ASCII)),
                settings(),
                new TreeMap<>(lengths));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "7, 0", "100, 0", "100, 99", "311, 150", "5000, 0"})
    void overWholeSequencesTheWindowsDoNotMatter(int window, int overlap) {
        String fasta = ">one\n" + SEQUENCE.substring(0, 150) + "\n" + SEQUENCE.substring(150) + "\n>two\n"
                + "C".repeat(40) + "\n>three\n" + SEQUENCE + "\n";
        long n = SEQUENCE.length();
        BaseLabels said = ofSequences(window, overlap, fasta, Map.of("one", n, "two", 40L, "three", n))
                .orElseThrow();
        List<String> labels = new ArrayList<>();
        for (String contig : List.of("one", "two", "three")) {
            Region region = new Region(contig, contig.equals("two") ? 30 : 2, contig.equals("two") ? 40 : 320);
            Labels.OfSteps painted = (Labels.OfSteps) said.paint(region).labels();
            for (int b = 0; b < painted.steps(); b++) {
                labels.add(painted.name(b));
            }
        }
        assertEquals("none:2 CDS+:300 none:5 CDS-:11 none:12 CDS+:300 none:5 CDS-:11", runs(labels));
    }

    @Test
    void sequencesWithoutAFrameHaveNoLabels() {
        assertEquals(Optional.empty(), ofSequences(9, 0, ">one\nCCCCCCCCCCCC\n", Map.of("one", 12L)));
    }

    @ParameterizedTest
    @CsvSource({
        "CDS none, true",
        "CDS+ CDS- none, true",
        "CDS+0 none tRNA, true",
        "CDS, false",
        "gene none, false",
        "CDSx none, false"
    })
    void namesOfLabelsSayWhetherBasesAreCoding(String names, boolean expected) {
        assertEquals(expected, CodingRule.suits(LabelSet.of(List.of(names.split(" ")))));
    }
}
