package dev.unroll.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.LabelSet;
import dev.unroll.data.Standardisation;
import dev.unroll.data.Vocabulary;
import dev.unroll.data.format.BaseLabels;
import dev.unroll.data.format.BaseLabels.Detail;
import dev.unroll.data.format.BaseLabels.Overlap;
import dev.unroll.data.format.ExampleReader;
import dev.unroll.data.format.FastaReader;
import dev.unroll.data.format.Input;
import dev.unroll.data.format.Region;
import dev.unroll.spec.Output;
import dev.unroll.spec.Pool;
import dev.unroll.spec.VocabularySpec.Unit;
import dev.unroll.train.scoring.ExampleScorer;
import dev.unroll.train.scoring.TinyScorer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

class GenomePieceTest {
    private static final Vocabulary BASES = Vocabulary.of(Unit.NUCLEOTIDE, List.of("<unk>", "A", "C", "G", "T"));
    private static final List<String> LABELS = List.of("CDS+", "CDS-", "none");
    private static final BaseLabels.Settings SETTINGS =
            new BaseLabels.Settings(List.of("CDS"), Detail.APART, Detail.TOGETHER, Overlap.PRIORITY);

    private final ExampleScorer scorer = new TinyScorer(
                    TinyScorer.Shape.of(Output.SOFTMAX, Pool.NONE),
                    BASES,
                    LabelSet.of(LABELS),
                    LABELS.size(),
                    Standardisation.none(0))
            .scorer(TinyScorer.ALL);

    private static ExampleReader open(FastaReader.Settings windows, String fasta) {
        byte[] bytes = fasta.getBytes(StandardCharsets.UTF_8);
        return windows.open(new Input("made-up", new ByteArrayInputStream(bytes), StandardCharsets.UTF_8));
    }

    private static String sequence(Random random, int length) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < length; i++) {
            letters.append(random.nextInt(60) == 0 ? '!' : "ACGT".charAt(random.nextInt(4)));
        }
        return letters.toString();
    }

    private List<Tuple2<Long, byte[]>> scored(
            GenomePiece.Cut cut, FastaReader.Settings windows, String fasta, GenomeOutput output) {
        List<Tuple2<Long, byte[]>> parts = new ArrayList<>();
        new GenomePiece(cut, open(windows, fasta), windows, scorer, output).forEachRemaining(parts::add);
        return parts;
    }

    @Test
    void aFileSaysTheSameHoweverItIsCut() {
        long seed = 31L;
        Random random = new Random(seed);
        int split = 0;
        for (int round = 0; round < 30; round++) {
            int window = 2 + random.nextInt(20);
            FastaReader.Settings windows = new FastaReader.Settings(window, random.nextInt(window));
            String fasta = ">a\n" + sequence(random, 1 + random.nextInt(150)) + "\n>b\n"
                    + sequence(random, 1 + random.nextInt(90)) + "\n>c\n\n>d\nACGT\n";
            String where = "seed " + seed + " round " + round + " " + windows;
            GenomeOutput.Kind kind = GenomeOutput.Kind.values()[round % 3];
            GenomeOutput output = new GenomeOutput(kind, SETTINGS, LABELS, "CDS");
            long count = 0;
            for (ExampleReader reader = open(windows, fasta); reader.hasNext(); count++) {
                reader.next();
            }
            List<Tuple2<Long, byte[]>> whole = scored(new GenomePiece.Cut(3, 0, count), windows, fasta, output);
            List<Tuple2<Long, byte[]>> pieces = new ArrayList<>();
            int cuts = 1 + random.nextInt(6);
            for (int piece = 0; piece < cuts; piece++) {
                long first = piece * count / cuts;
                long last = (piece + 1) * count / cuts;
                pieces.addAll(scored(new GenomePiece.Cut(3, first, last), windows, fasta, output));
            }
            assertEquals(whole.size(), pieces.size(), where);
            Region before = new Region("", 0, 0);
            for (int i = 0; i < whole.size(); i++) {
                assertEquals(whole.get(i)._1(), pieces.get(i)._1(), where);
                assertEquals(3, GenomePiece.Cut.file(whole.get(i)._1()), where);
                assertArrayEquals(whole.get(i)._2(), pieces.get(i)._2(), where);
                Region region = output.part(whole.get(i)._2()).region();
                assertTrue(!region.contig().equals(before.contig()) || region.start() >= before.end(), where);
                before = region;
            }
            split += cuts > 1 && whole.size() > cuts ? 1 : 0;
        }
        assertTrue(split > 5, "files that were cut: " + split);
    }
}
