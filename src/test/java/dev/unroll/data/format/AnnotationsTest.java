package dev.unroll.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Rejected;
import dev.unroll.spec.UsageException;
import htsjdk.tribble.bed.BEDCodec;
import htsjdk.tribble.bed.BEDFeature;
import htsjdk.tribble.gff.Gff3Codec;
import htsjdk.tribble.gff.Gff3Feature;
import htsjdk.tribble.readers.LineIterator;
import htsjdk.tribble.readers.LineIteratorImpl;
import htsjdk.tribble.readers.SynchronousLineReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotationsTest {
    /** What stands in a file, each in one line. */
    private static List<String> read(Annotations kind, String text) {
        List<String> found = new ArrayList<>();
        kind.read(Findings.input("x.gff", text), new Annotations.Sink() {
            @Override
            public void feature(Feature f) {
                found.add(
                        f.region().key() + " " + f.strand().sign() + " " + f.type() + " " + f.phase() + " " + f.name());
            }

            @Override
            public void rejected(Rejected row) {
                found.add(row.place() + ": " + row.reason());
            }
        });
        return found;
    }

    private static String gff(String text) {
        return text.replace(' ', '\t');
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void gff3CountsFromOneAndBothEndsAreInside(String end) {
        String text = String.join(
                end,
                "##gff-version 3.1.26",
                "##sequence-region chrI 1 230208",
                "# a remark",
                "",
                gff("chrI SGD gene 335 649 . + . ID=YAL069W;Note=percent%20encoded%3B"),
                gff("chrI SGD CDS 335 400 . + 0 Parent=YAL069W;ID=c1;"),
                gff("chrI SGD CDS 500 649 . + 1 Parent=YAL069W"),
                gff("chr+%2C SGD ARS 1 1 . . . "),
                "###",
                "##FASTA",
                ">chrI",
                "ACGT");
        assertEquals(
                List.of(
                        "chrI:334-649 + gene -1 YAL069W",
                        "chrI:334-400 + CDS 0 YAL069W",
                        "chrI:499-649 + CDS 1 YAL069W",
                        "chr+,:0-1 . ARS -1 "),
                read(Annotations.GFF3, text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chrI SGD CDS 900 800 . + 0 ID=x | start and end do not fit: start=900 end=800",
                "chrI SGD CDS 0 10 . + 0 ID=x | start and end do not fit: start=0 end=10",
                "chrI SGD CDS 10 20 | columns are not nine with tabs between: columns=5",
                "chrI SGD CDS abc 20 . + 0 ID=x | not a position: column=4 value=abc",
                "chrI SGD CDS 1 -20 . + 0 ID=x | not a position: column=5 value=-20",
                "chrI SGD CDS 1 20 . + x ID=x | phase is not 0, 1 or 2: phase=x",
                "chrI SGD CDS 50 80 . ? 0 ID=x | strand is not known: strand=?",
                "chrI SGD CDS 50 80 . + 3 ID=x | phase is not 0, 1 or 2: phase=3"
            })
    void brokenRowsOfGff3AreRejectedAndTheNextIsRead(String row, String reason) {
        String text = "##gff-version 3\n" + gff(row) + "\n" + gff("chrI SGD CDS 1 3 . - 0 ID=good\n");
        assertEquals(List.of("x.gff:2: " + reason, "chrI:0-3 - CDS 0 good"), read(Annotations.GFF3, text));
    }

    @Test
    void spacesInsteadOfTabsAreRejected() {
        assertEquals(
                List.of("x.gff:1: columns are not nine with tabs between: columns=1"),
                read(Annotations.GFF3, "chrI SGD CDS 1 10 . + 0 ID=x\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"##gff-version 2\n", "chrI SGD CDS 335 649 . + 0 gene_id_\"YAL069W\";\n"})
    void olderFormatsAreRefusedByName(String text) {
        UsageException e = assertThrows(UsageException.class, () -> read(Annotations.GFF3, gff(text)));
        assertTrue(e.getMessage().startsWith("annotation is not GFF3: file=x.gff line=1 found="), e.getMessage());
    }

    @Test
    void percentSignsAreDecodedAndPlusIsPlus() {
        String text = gff("chr%7C1+ s m%c3%a9 1 2 . - . Note=a=b;Parent=g%2C+1,h;ID=x");
        assertEquals(List.of("chr|1+:0-2 - m\u00E9 -1 g,+1,h"), read(Annotations.GFF3, text));
        assertEquals(List.of("c:0-2 . t -1 %zz%4"), read(Annotations.GFF3, gff("c s t 1 2 . . . ID=%zz%4\n")));
    }

    @Test
    void rowsOfGff3AreWhatHtsjdkSaysTheyAre() throws Exception {
        List<String> rows = List.of(
                "chrI\tSGD\tgene\t335\t649\t.\t+\t.\tID=YAL069W;Note=percent%20encoded%3B",
                "chr%7CI\tSGD\tCDS\t1807\t2169\t0.5\t-\t2\tParent=YAL068C;Name=PAU8", "c\ts\tARS\t1\t1\t.\t.\t.\t.");
        List<String> expected = new ArrayList<>();
        for (String row : rows) {
            LineIterator line = new LineIteratorImpl(new SynchronousLineReader(new StringReader(row)));
            Gff3Feature f = new Gff3Codec(Gff3Codec.DecodeDepth.SHALLOW).decode(line);
            String name = f.getUniqueAttribute("Parent")
                    .orElse(f.getUniqueAttribute("ID").orElse(""));
            expected.add(f.getContig() + ":" + (f.getStart() - 1) + "-" + f.getEnd() + " " + f.getStrand() + " "
                    + f.getType() + " " + f.getPhase() + " " + name);
        }
        assertEquals(expected, read(Annotations.GFF3, String.join("\n", rows)));
    }

    @Test
    void bedCountsFromZeroAndTheEndIsOutside() {
        String text = "browser position chrI:1-1000\ntrack name=\"genes\"\n#chrom\tstart\n\n"
                + gff("chrI 334 649 YAL069W 0 +\ntrack1 0 5\n")
                + "chrI 300 400 spaces . -\nchrI\t1\t2\ta gene\t.\t-\tx\n";
        assertEquals(
                List.of(
                        "chrI:334-649 + region -1 YAL069W",
                        "track1:0-5 . region -1 ",
                        "chrI:300-400 - region -1 spaces",
                        "chrI:1-2 - region -1 a gene"),
                read(Annotations.BED, text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chrI 100 100 x | start and end do not fit: start=100 end=100",
                "chrI 200 150 x | start and end do not fit: start=200 end=150",
                "chrI 334 | columns are fewer than three: columns=2",
                "chrI 334 649 x 0 * | strand is not known: strand=*",
                "chrI -5 10 x | not a position: column=2 value=-5",
                "chrI 0 9 x 0 + 0 9 0 2 3,3 0 | blocks are not as many as said: column=12 said=2 found=1",
                "chrI 0 9 x 0 + 0 9 0 2 3,3 0,2 | blocks do not fit: block=2 start=2 size=3",
                "chrI 0 9 x 0 + 0 9 0 2 3,3 0,7 | blocks do not fit: block=2 start=7 size=3",
                "chrI 0 9 x 0 + 0 9 0 1 0 0 | blocks do not fit: block=1 start=0 size=0",
                "chrI 0 9 x 0 + 0 z 0 1 9 0 | not a position: column=8 value=z"
            })
    void oddRowsOfBedAreRejectedAndTheNextIsRead(String row, String reason) {
        assertEquals(
                List.of("x.gff:1: " + reason, "chrI:0-3 - region -1 good"),
                read(Annotations.BED, gff(row + "\nchrI 0 3 good 0 -")));
    }

    /** Coding parts: 14..20, 30..35, 50..52 of thick 14..52; 6 + 5 + 2 bases. */
    @Test
    void blocksAreExonsAndTheirThickPartsGoOnCodonByCodon() {
        String row = " 0 14 52 0 3 10,5,10 0,20,40\n";
        assertEquals(
                List.of(
                        "c:10-20 + exon -1 g",
                        "c:30-35 + exon -1 g",
                        "c:50-60 + exon -1 g",
                        "c:14-20 + CDS 0 g",
                        "c:30-35 + CDS 0 g",
                        "c:50-52 + CDS 1 g"),
                read(Annotations.BED, gff("c 10 60 g" + row.replace(" 0 14 52", " 0 + 14 52"))));
        assertEquals(
                List.of("c:50-52 - CDS 0 g", "c:30-35 - CDS 1 g", "c:14-20 - CDS 2 g"),
                read(Annotations.BED, gff("c 10 60 g" + row.replace(" 0 14 52", " 0 - 14 52")))
                        .subList(3, 6));
        assertEquals(List.of("c:10-20 . exon -1 g"), read(Annotations.BED, gff("c 10 20 g 0 . 10 10 0 1 10, 0,")));
    }

    @Test
    void codingPartsAreThoseThatHtsjdkFinds() {
        String rows = gff("chrI 334 649 YAL069W 0 + 334 649 0 1 315, 0,\n"
                + "chrI 87285 87752 YAL030W 0 + 87285 87752 0 2 102,252, 0,215,\n"
                + "chrII 100 900 g 7 - 150 850 0 3 100,100,100 0,300,700\n");
        List<String> expected = new ArrayList<>();
        BEDCodec codec = new BEDCodec();
        for (String row : rows.split("\n")) {
            BEDFeature feature = codec.decode(row);
            for (var exon : feature.getExons()) {
                expected.add(feature.getContig() + ":" + (exon.getCdStart() - 1) + "-" + exon.getCdEnd() + " "
                        + feature.getStrand() + " CDS");
            }
        }
        List<String> found = read(Annotations.BED, rows).stream()
                .filter(line -> line.contains(" CDS "))
                .map(line -> line.substring(0, line.indexOf(" CDS") + 4))
                .toList();
        assertEquals(6, found.size());
        assertEquals(
                expected.stream().sorted().toList(), found.stream().sorted().toList());
    }
}
