package dev.unroll.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextScanTest {
    @TempDir
    Path temporary;

    private static ArrayBytes.Folder folder() {
        return new ArrayBytes.Folder()
                .with("b.txt", "second \u00e9\r\nfile\r")
                .with("a/z.txt", "\uFEFFfirst \uD83D\uDE00 file without end")
                .with("\uFFFD.txt", "third\n")
                .with("\uD83D\uDE00.txt", "")
                .with("\uD83D\uDE01.txt", "\nlast");
    }

    private static List<BlockCount> counts(TextScan scan, TextCorpus corpus) {
        List<BlockCount> counts = new ArrayList<>();
        for (int block = 0; block < corpus.blocks(); block++) {
            counts.add(scan.count(block, Long.MAX_VALUE));
        }
        return counts;
    }

    private static String text(Shard shard, Vocabulary vocabulary) {
        int[] ids = new int[shard.units()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = shard.id(i);
        }
        return vocabulary.text(ids);
    }

    @Test
    void filesAreOneTextInTheOrderOfTheirPathsInUtf8() {
        ArrayBytes.Folder folder = folder();
        List<TextCorpus.TextFile> shuffled = new ArrayList<>(folder.list());
        Collections.reverse(shuffled);
        TextCorpus corpus = new TextCorpus(shuffled, 5);
        assertEquals(
                List.of("a/z.txt", "b.txt", "\uFFFD.txt", "\uD83D\uDE00.txt", "\uD83D\uDE01.txt"),
                corpus.files().stream().map(TextCorpus.TextFile::path).toList());
        assertEquals(
                folder.list().stream().mapToLong(TextCorpus.TextFile::length).sum(), corpus.length());
    }

    @Test
    void piecesOfAllBlocksCoverEveryByteOnce() {
        for (int size = 1; size < 80; size++) {
            TextCorpus corpus = new TextCorpus(folder().list(), size);
            List<TextCorpus.Piece> joined = new ArrayList<>();
            for (int block = 0; block < corpus.blocks(); block++) {
                for (TextCorpus.Piece piece : corpus.pieces(block)) {
                    TextCorpus.Piece last = joined.isEmpty() ? piece : joined.get(joined.size() - 1);
                    if (last != piece && last.path().equals(piece.path()) && last.to() == piece.from()) {
                        joined.set(joined.size() - 1, new TextCorpus.Piece(last.path(), last.from(), piece.to()));
                    } else {
                        joined.add(piece);
                    }
                }
            }
            List<TextCorpus.Piece> whole = corpus.files().stream()
                    .filter(file -> file.length() > 0)
                    .map(file -> new TextCorpus.Piece(file.path(), 0, file.length()))
                    .toList();
            assertEquals(whole, joined, "block size " + size);
        }
    }

    @Test
    void shardsCoverEveryUnitOnceWhateverTheBlocks() {
        ArrayBytes.Folder folder = folder();
        UnitRules rules = Settings.rules();
        String expected = "first \uD83D\uDE00 file without endsecond \u00e9\nfile\nthird\n\nlast";
        for (int blockBytes : new int[] {1, 2, 3, 7, 1000}) {
            TextCorpus corpus = new TextCorpus(folder.list(), blockBytes);
            TextScan scan = new TextScan(corpus, folder, rules);
            List<BlockCount> counts = counts(scan, corpus);
            BlockCount all = counts.stream().reduce(BlockCount.NONE, BlockCount::plus);
            assertEquals(expected.codePointCount(0, expected.length()), all.units());
            assertEquals(4, all.lines());
            Vocabulary vocabulary = Vocabulary.build(rules, all.counts());
            for (int shards : new int[] {1, 4, 12, 60, 70}) {
                ShardPlan plan =
                        new ShardPlan(counts.stream().map(BlockCount::units).toList(), 0, all.units(), shards);
                StringBuilder joined = new StringBuilder();
                int before = MiniBatch.NONE;
                for (int i = 0; i < shards; i++) {
                    Shard shard = scan.shard(plan, i, vocabulary);
                    assertEquals(plan.units(i), shard.units());
                    assertEquals(i, shard.index());
                    if (shard.units() > 0) {
                        assertEquals(before, shard.before());
                        before = shard.id(shard.units() - 1);
                    }
                    joined.append(text(shard, vocabulary));
                }
                assertEquals(expected, joined.toString(), blockBytes + " bytes, " + shards + " shards");
            }
        }
    }

    @Test
    void theHeldOutPartBeginsWhereTheTrainingPartEnds() {
        ArrayBytes.Folder folder = new ArrayBytes.Folder().with("a", "abcdefghij");
        TextCorpus corpus = new TextCorpus(folder.list(), 3);
        UnitRules rules = Settings.rules();
        TextScan scan = new TextScan(corpus, folder, rules);
        List<Long> units = counts(scan, corpus).stream().map(BlockCount::units).toList();
        assertEquals(List.of(3L, 3L, 3L, 1L), units);
        long training = ShardPlan.trainingUnits(10, new BigDecimal("0.25"));
        assertEquals(7, training);
        Vocabulary vocabulary = Vocabulary.build(
                rules,
                counts(scan, corpus).stream()
                        .reduce(BlockCount.NONE, BlockCount::plus)
                        .counts());
        ShardPlan heldOut = new ShardPlan(units, training, 3, 2);
        assertEquals("h", text(scan.shard(heldOut, 0, vocabulary), vocabulary));
        assertEquals("ij", text(scan.shard(heldOut, 1, vocabulary), vocabulary));
        assertEquals(vocabulary.id("g"), scan.shard(heldOut, 0, vocabulary).before());
    }

    @Test
    void theTrainingPartIsExactInDecimal() {
        // 90 % of tinyshakespeare, as int(0.9 * n) gives it: 1,115,394 characters, 111,540 of them held out.
        assertEquals(1_115_394 - 111_540, ShardPlan.trainingUnits(1_115_394, new BigDecimal("0.1")));
        assertEquals(7, ShardPlan.trainingUnits(10, new BigDecimal("0.3")));
        assertEquals(0, ShardPlan.trainingUnits(1, new BigDecimal("0.1")));
        assertEquals(9_000_000_000_000_000L, ShardPlan.trainingUnits(10_000_000_000_000_000L, new BigDecimal("0.1")));
    }

    @Test
    void theNumberOfShardsIsTheSmallestMultipleOfTheWorkersThatIsEnough() {
        Random random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            long units = random.nextInt(5000);
            int workers = 1 + random.nextInt(9);
            int limit = 1 + random.nextInt(300);
            int shards = ShardPlan.shards(units, workers, limit);
            String where = units + " units, " + workers + " workers, " + limit + " a shard";
            assertEquals(0, shards % workers, where);
            assertTrue((units + shards - 1) / shards <= limit, where);
            int fewer = shards - workers;
            assertTrue(fewer == 0 || (units + fewer - 1) / fewer > limit, where);
        }
    }

    @Test
    void shardsOfHugeCorporaDoNotOverflow() {
        long units = 7_000_000_000_000_003L;
        ShardPlan plan = new ShardPlan(List.of(units), 0, units, 2_000_000_000);
        assertEquals(0, plan.start(0));
        assertEquals(units, plan.start(2_000_000_000));
        assertEquals(units / 2, plan.start(1_000_000_000));
        assertEquals(3_500_000, plan.units(1));
    }

    @Test
    void aCorpusThatHasShrunkIsNoticed() {
        ArrayBytes.Folder folder = new ArrayBytes.Folder().with("a", "abc\r\n\r\n");
        TextCorpus corpus = new TextCorpus(folder.list(), 3);
        UnitRules rules = Settings.rules();
        Vocabulary vocabulary = new TextScanTest().vocabulary(rules);
        ShardPlan plan = new ShardPlan(List.of(3L, 3L, 1L), 0, 7, 1);
        String message = assertThrows(CorpusChangedException.class, () -> new TextScan(corpus, folder, rules)
                        .shard(plan, 0, vocabulary))
                .getMessage();
        assertTrue(
                message.startsWith("corpus changed during training: file=a shard=0 units-up-to=5 expected=7; hint: "),
                message);
    }

    private Vocabulary vocabulary(UnitRules rules) {
        return Vocabulary.build(rules, java.util.Map.of("a", 3L, "b", 2L, "c", 1L));
    }

    @Test
    void linesAreHandedOutOnceWhateverTheBlocks() {
        byte[] first = "\uFEFFa\r\n\r\rbc\n\n\u00e9\rd".getBytes(StandardCharsets.UTF_8);
        ArrayBytes.Folder folder =
                new ArrayBytes.Folder().with("x", first).with("y", "").with("z", "e\r\n");
        List<String> expected = List.of("3:a", "6:", "7:", "8:bc", "11:", "12:\u00e9", "15:d", "0:e");
        for (int blockBytes = 1; blockBytes <= 25; blockBytes++) {
            TextCorpus corpus = new TextCorpus(folder.list(), blockBytes);
            TextScan scan = new TextScan(corpus, folder, Settings.rules("data.context=line"));
            List<String> lines = new ArrayList<>();
            for (int block = 0; block < corpus.blocks(); block++) {
                scan.lines(
                        block,
                        (file, offset, bytes, length) ->
                                lines.add(offset + ":" + new String(bytes, 0, length, StandardCharsets.UTF_8)));
            }
            assertEquals(expected, lines, "block size " + blockBytes);
        }
    }

    @Test
    void longLinesAreWhole() {
        String line = "0123456789".repeat(1000);
        List<Integer> lengths = new ArrayList<>();
        new LineReader().read(ArrayBytes.of(line + "\n" + line), 0, 20001, (file, offset, bytes, length) -> {
            assertEquals(line, new String(bytes, 0, length, StandardCharsets.UTF_8));
            lengths.add(length);
        });
        assertEquals(List.of(10000, 10000), lengths);
    }

    @Test
    void aLineOverTheLimitIsNamedButNotHandedOut() {
        String text = "ab\n" + "x".repeat(4096) + "\n" + "y".repeat(4097) + "\nc\n" + "z".repeat(9000);
        List<String> lines = new ArrayList<>();
        new LineReader(4096)
                .read(
                        ArrayBytes.of(text),
                        0,
                        text.length(),
                        (file, offset, bytes, length) ->
                                lines.add(file + " " + offset + " " + length + " " + (char) bytes[0]));
        assertEquals(
                List.of("a.txt 0 2 a", "a.txt 3 4096 x", "a.txt 4100 -1 y", "a.txt 8198 1 c", "a.txt 8200 -1 z"),
                lines);
    }

    @Test
    void readsFilesOfTheLocalFileSystem() throws IOException {
        byte[] content = "some text of two\nlines".getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(temporary.resolve("a b#=.txt"), content);
        TextCorpus corpus = new TextCorpus(List.of(new TextCorpus.TextFile("a b#=.txt", content.length)), 10);
        UnitRules rules = Settings.rules("vocabulary.unit=byte");
        try (TextScan scan = new TextScan(corpus, path -> new FileBytes(temporary.resolve(path)), rules)) {
            assertEquals(
                    List.of(10L, 10L, 2L),
                    counts(scan, corpus).stream().map(BlockCount::units).toList());
        }
        try (FileBytes bytes = new FileBytes(file)) {
            assertEquals(file.toString(), bytes.name());
            byte[] part = new byte[6];
            assertEquals(4, bytes.read(5, part, 1, 4));
            assertArrayEquals("\0text\0".getBytes(StandardCharsets.UTF_8), part);
            assertEquals(-1, bytes.read(content.length, part, 0, 4));
        }
    }
}
