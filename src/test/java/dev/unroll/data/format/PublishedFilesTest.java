package dev.unroll.data.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.data.Example;
import dev.unroll.data.Found;
import dev.unroll.data.Labels;
import dev.unroll.data.Rejected;
import dev.unroll.data.format.BaseLabels.Detail;
import dev.unroll.data.format.BaseLabels.Overlap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The figures that published data sets state of themselves, if a folder has them: {@code -Dunroll.data=FOLDER}. */
@EnabledIfSystemProperty(named = "unroll.data", matches = ".+")
class PublishedFilesTest {
    private static final Path DATA = Path.of(System.getProperty("unroll.data", ""));
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private static Input open(String path, Charset charset) throws IOException {
        return new Input(path, Files.newInputStream(DATA.resolve(path)), charset);
    }

    /** {@code records steps rejected}; steps only where the source tells them. */
    private static String counts(Format format, String path, Charset charset) throws IOException {
        long records = 0;
        long steps = 0;
        long rejected = 0;
        try (ExampleReader reader = format.open(open(path, charset))) {
            while (reader.hasNext()) {
                Found found = reader.next();
                if (found instanceof Example example) {
                    records++;
                    steps += Math.max(0, example.reading().steps());
                } else {
                    rejected++;
                }
            }
        }
        return records + " " + steps + " " + rejected;
    }

    private static String counts(Format format, String path) throws IOException {
        return counts(format, path, UTF_8);
    }

    @Test
    void taggedSentences() throws IOException {
        Format upos = new ConlluReader.Settings(ConlluReader.Tag.UPOS, LabelMap.NONE);
        assertEquals("12544 204577 0", counts(upos, "pos/ud-english-ewt/en_ewt-ud-train.conllu"));
        assertEquals("2001 25147 0", counts(upos, "pos/ud-english-ewt/en_ewt-ud-dev.conllu"));
        assertEquals("2077 25094 0", counts(upos, "pos/ud-english-ewt/en_ewt-ud-test.conllu"));
        Format tabs = new ConllReader.Settings(Separator.TAB, 1, 2, TagScheme.BIO, "", LabelMap.NONE);
        assertEquals("3394 62730 0", counts(tabs, "ner/wnut17/wnut17train.conll"));
        assertEquals("1009 15733 0", counts(tabs, "ner/wnut17/emerging.dev.conll"));
        assertEquals("1287 23394 0", counts(tabs, "ner/wnut17/emerging.test.annotated"));
        // the 1,841 sentences that are counted elsewhere include 145 lines -DOCSTART-
        Format iob = new ConllReader.Settings(Separator.WHITE_SPACE, 1, 2, TagScheme.IOB1, "", LabelMap.NONE);
        assertEquals("1696 39007 0", counts(iob, "ner/wikigold/wikigold.conll.txt"));
    }

    @Test
    void labelledTexts() throws IOException {
        LabelledLines.Columns columns = new LabelledLines.Columns(1, 2, 0);
        Format spaces = new LabelledLines.Settings(new Separator(" "), columns, Answers.CLASS);
        assertEquals("8544 0 0", counts(spaces, "sentiment/sst/stsa.fine.train"));
        assertEquals("1821 0 0", counts(spaces, "sentiment/sst/stsa.binary.test"));
        Format files = new ClassFiles(new PlainLines(), ClassFiles.Part.EXTENSION, LabelMap.NONE);
        assertEquals("5331 0 0", counts(files, "sentiment/rt-polarity/rt-polarity.pos", WINDOWS));
        assertEquals("5331 0 0", counts(files, "sentiment/rt-polarity/rt-polarity.neg", WINDOWS));
        Format commas =
                new LabelledLines.Settings(new Separator(","), new LabelledLines.Columns(1, 3, 2), Answers.CLASS);
        assertEquals("3190 0 0", counts(commas, "dna/uci-splice/splice.data"));
        assertEquals("106 0 0", counts(commas, "dna/uci-promoters/promoters.data"));
        long names = 0;
        Format languages = new ClassFiles(new PlainLines(), ClassFiles.Part.NAME, LabelMap.NONE);
        try (var folder = Files.list(DATA.resolve("names/by-language"))) {
            for (Path file : folder.sorted().toList()) {
                names += Long.parseLong(
                        counts(languages, DATA.relativize(file).toString()).split(" ")[0]);
            }
        }
        assertEquals(20_050, names);
    }

    @Test
    void seriesAndFrames() throws IOException {
        Format series = new SeriesReader.Settings(LabelMap.NONE);
        assertEquals("270 4274 0", counts(series, "speech/japanese-vowels/JapaneseVowels_TRAIN.ts"));
        assertEquals("370 5687 0", counts(series, "speech/japanese-vowels/JapaneseVowels_TEST.ts"));
        assertEquals("40 4000 0", counts(series, "activity/basic-motions/BasicMotions_TRAIN.ts"));
        assertEquals("40 4000 0", counts(series, "activity/basic-motions/BasicMotions_TEST.ts"));
        Answers renamed = new Answers(Answers.Kind.CLASS, "", LabelMap.parse("Prepara\u00E7\u00E3o->Preparation"));
        Format raw = new FrameReader.Settings(
                ',',
                '"',
                FrameReader.FirstRow.NAMES,
                new FrameReader.Columns(List.of(), "phase", "", "timestamp"),
                renamed);
        Format derived = new FrameReader.Settings(
                ',',
                '"',
                FrameReader.FirstRow.NAMES,
                new FrameReader.Columns(List.of(), "Phase", "", ""),
                Answers.CLASS);
        int[] frames = {1747, 1264, 1834, 1073, 1424};
        List<String> videos = List.of("a1", "a2", "a3", "b1", "b3");
        for (int i = 0; i < frames.length; i++) {
            assertEquals("1 " + frames[i] + " 0", counts(raw, "activity/gesture-phase/" + videos.get(i) + "_raw.csv"));
            assertEquals(
                    "1 " + (frames[i] - 4) + " 0",
                    counts(derived, "activity/gesture-phase/" + videos.get(i) + "_va3.csv"));
        }
    }

    @Test
    void music() throws IOException {
        String jsb = "music/jsb-chorales/jsb-chorales-quarter.json";
        assertEquals("229 13807 0", counts(new PianoRollReader.Settings("train"), jsb));
        assertEquals("76 4602 0", counts(new PianoRollReader.Settings("valid"), jsb));
        assertEquals("77 4725 0", counts(new PianoRollReader.Settings("test"), jsb));
        String nottingham = "music/nottingham-pianoroll/nottingham.json";
        assertEquals("694 176561 0", counts(new PianoRollReader.Settings("train"), nottingham));
        assertEquals("173 45513 0", counts(new PianoRollReader.Settings("valid"), nottingham));
        assertEquals("170 44463 0", counts(new PianoRollReader.Settings("test"), nottingham));
        String sixteenths = "music/jsb-chorales/Jsb16thSeparated.json";
        assertEquals("229 55228 0", counts(new PianoRollReader.Settings("train"), sixteenths));
        long tunes = 0;
        try (var folder = Files.list(DATA.resolve("music/nottingham-abc"))) {
            for (Path file : folder.sorted().toList()) {
                tunes += Long.parseLong(
                        counts(new TuneReader.Settings(), DATA.relativize(file).toString())
                                .split(" ")[0]);
            }
        }
        assertEquals(1034, tunes);
    }

    @Test
    void sequences() throws IOException {
        assertEquals("839 0 0", counts(FastaReader.Settings.WHOLE, "dna/ecoli-promoters/Ecoli_prom.fa"));
        assertEquals("3000 0 0", counts(FastaReader.Settings.WHOLE, "dna/ecoli-promoters/Ecoli_non_prom.fa"));
        assertEquals("1 0 0", counts(FastaReader.Settings.WHOLE, "dna/phix174/NC_001422.fa"));
        assertEquals("153 0 0", counts(new FastaReader.Settings(3000, 1500), "dna/yeast/chr1.fa"));
        assertEquals(
                230_208, FastaReader.lengths(open("dna/yeast/chr1.fa", UTF_8)).get("chrI"));
    }

    /** Share of bases with a class, in thousandths, and the numbers of coding features and genes. */
    private static String share(Annotations kind, String annotation, String sequence) throws IOException {
        SortedMap<String, Long> lengths = FastaReader.lengths(open(sequence, UTF_8));
        List<Rejected> rejected = new ArrayList<>();
        BaseLabels.Settings settings =
                new BaseLabels.Settings(List.of("CDS"), Detail.TOGETHER, Detail.TOGETHER, Overlap.PRIORITY);
        FeatureCollector collector = new FeatureCollector(settings, lengths, rejected::add);
        try (InputStream bytes = Files.newInputStream(DATA.resolve(annotation))) {
            kind.read(new Input(annotation, bytes, UTF_8), collector);
        }
        long coding = 0;
        long bases = 0;
        try (ExampleReader reader =
                new FastaReader.Settings(1 << 12, 0).open(open(sequence, UTF_8), collector.labels())) {
            while (reader.hasNext()) {
                Labels.OfSteps labels = (Labels.OfSteps) ((Example) reader.next()).labels();
                for (int b = 0; b < labels.steps(); b++) {
                    bases++;
                    coding += labels.name(b).equals("CDS") ? 1 : 0;
                }
            }
        }
        assertEquals(lengths.values().stream().mapToLong(Long::longValue).sum(), bases);
        return String.valueOf(Math.round(1000.0 * coding / bases));
    }

    @Test
    void codingBases() throws IOException {
        List<List<String>> all = new ArrayList<>();
        for (Annotations kind : Annotations.values()) {
            String path = kind == Annotations.BED ? "dna/yeast/yeast_cds.bed" : "dna/yeast/yeast_chr1+2.gff3";
            assertEquals("642", share(kind, path, "dna/yeast/chr1.fa"), path);
            assertEquals("749", share(kind, path, "dna/yeast/chr2.fa"), path);
            List<String> features = new ArrayList<>();
            TreeSet<String> genes = new TreeSet<>();
            try (InputStream bytes = Files.newInputStream(DATA.resolve(path))) {
                kind.read(new Input(path, bytes, UTF_8), new Annotations.Sink() {
                    @Override
                    public void feature(Feature feature) {
                        if (feature.type().equals(Feature.CODING)) {
                            features.add(
                                    feature.region().key() + feature.strand().sign() + feature.phase());
                            genes.add(feature.name());
                        }
                    }

                    @Override
                    public void rejected(Rejected row) {
                        throw new AssertionError(row);
                    }
                });
            }
            assertEquals(616, features.size(), path);
            assertEquals(583, genes.size(), path);
            all.add(features.stream().sorted().toList());
        }
        // the phases that BED leaves to be counted are those that GFF3 states
        assertEquals(all.get(0), all.get(1));
    }
}
