package dev.unroll.train.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.data.Example;
import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.Labels;
import dev.unroll.data.Shard;
import dev.unroll.data.Targets;
import dev.unroll.data.format.Answers;
import dev.unroll.data.format.ClassFiles;
import dev.unroll.data.format.ConllReader;
import dev.unroll.data.format.ConlluReader;
import dev.unroll.data.format.ExampleReader;
import dev.unroll.data.format.FastaReader;
import dev.unroll.data.format.Format;
import dev.unroll.data.format.FrameReader;
import dev.unroll.data.format.Input;
import dev.unroll.data.format.LabelMap;
import dev.unroll.data.format.LabelledLines;
import dev.unroll.data.format.PlainLines;
import dev.unroll.data.format.Separator;
import dev.unroll.data.format.TagScheme;
import dev.unroll.spec.VocabularySpec.Unit;
import dev.unroll.train.metrics.ConfusionMatrix;
import dev.unroll.train.metrics.EntityScores;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Figures of baselines that are published with data sets, if a folder has them: {@code -Dunroll.data=FOLDER}. */
@EnabledIfSystemProperty(named = "unroll.data", matches = ".+")
class PublishedBaselinesTest {
    private static final Path DATA = Path.of(System.getProperty("unroll.data", ""));
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final int FOLDS = 10;

    private static List<Example> read(Format format, String path, Charset charset) throws IOException {
        List<Example> examples = new ArrayList<>();
        try (ExampleReader reader = format.open(new Input(path, Files.newInputStream(DATA.resolve(path)), charset))) {
            while (reader.hasNext()) {
                examples.add((Example) reader.next());
            }
        }
        return examples;
    }

    private static List<Example> read(Format format, String path) throws IOException {
        return read(format, path, UTF_8);
    }

    private static List<Example> all(List<Example> some, List<Example> others) {
        List<Example> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private static String percent(double share, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", 100 * share);
    }

    /** Labelled rows by what they are and what is said of them. */
    private static ConfusionMatrix measure(Prepared prepared, Baseline baseline, List<Example> examples) {
        Shard shard = prepared.shard(examples);
        ConfusionMatrix matrix = new ConfusionMatrix(prepared.labels().size());
        int row = 0;
        for (int r = 0; r < shard.records(); r++) {
            for (int said : ((Targets.Classes) baseline.predict(shard, r)).ids()) {
                matrix.add(((Targets.Classes) shard.annotation().targets()).ids()[row++], said);
            }
        }
        return matrix;
    }

    private static ConfusionMatrix measure(Prepared prepared, String name, List<Example> training, List<Example> test) {
        Baseline fitted = Prepared.fit(prepared.baseline(name), prepared.shard(training));
        return measure(prepared, fitted, test);
    }

    /** Ten folds by the number of a record in its file. */
    private static ConfusionMatrix folds(Unit unit, String name, List<List<Example>> files) {
        List<Example> everything = files.stream().flatMap(List::stream).toList();
        Prepared whole = Prepared.of(Says.RECORD_CLASS, unit, everything);
        ConfusionMatrix sum = new ConfusionMatrix(whole.labels().size());
        for (int fold = 0; fold < FOLDS; fold++) {
            List<Example> training = new ArrayList<>();
            List<Example> test = new ArrayList<>();
            for (List<Example> file : files) {
                for (int i = 0; i < file.size(); i++) {
                    (i % FOLDS == fold ? test : training).add(file.get(i));
                }
            }
            sum.merge(measure(Prepared.of(Says.RECORD_CLASS, unit, training), name, training, test));
        }
        return sum;
    }

    private static List<List<Example>> byClass(List<Example> examples) {
        return examples.stream()
                .map(Example::labels)
                .distinct()
                .map(label -> examples.stream()
                        .filter(example -> example.labels().equals(label))
                        .toList())
                .toList();
    }

    @Test
    void sentencesOfReviews() throws IOException {
        Format files = new ClassFiles(new PlainLines(), ClassFiles.Part.EXTENSION, LabelMap.NONE);
        List<List<Example>> both = List.of(
                read(files, "sentiment/rt-polarity/rt-polarity.neg", WINDOWS),
                read(files, "sentiment/rt-polarity/rt-polarity.pos", WINDOWS));
        assertEquals("79.1", percent(folds(Unit.WORD, "naive-bayes", both).accuracy(), 1));
    }

    private static String treebank(String kind) throws IOException {
        LabelledLines.Columns columns = new LabelledLines.Columns(1, 2, 0);
        Format format = new LabelledLines.Settings(new Separator(" "), columns, Answers.CLASS);
        List<Example> training = read(format, "sentiment/sst/stsa." + kind + ".train");
        List<Example> test = read(format, "sentiment/sst/stsa." + kind + ".test");
        Prepared prepared = Prepared.of(Says.RECORD_CLASS, Unit.WORD, training);
        return percent(measure(prepared, "naive-bayes", training, test).accuracy(), 1);
    }

    @Test
    void sentencesOfTheTreebank() throws IOException {
        // published: 82.5 and 39.6
        assertEquals("82.8 40.0", treebank("binary") + " " + treebank("fine"));
    }

    @Test
    void namesByLanguage() throws IOException {
        Format languages = new ClassFiles(new PlainLines(), ClassFiles.Part.NAME, LabelMap.NONE);
        List<Example> training = new ArrayList<>();
        List<Example> test = new ArrayList<>();
        try (var folder = Files.list(DATA.resolve("names/by-language"))) {
            for (Path file : folder.sorted().toList()) {
                List<Example> names = read(languages, DATA.relativize(file).toString());
                for (int i = 0; i < names.size(); i++) {
                    (i % FOLDS == 9 ? test : training).add(names.get(i));
                }
            }
        }
        assertEquals(1996, test.size());
        Prepared prepared = Prepared.of(Says.RECORD_CLASS, Unit.CHAR, training);
        // published: 82.0
        assertEquals(
                "81.8", percent(measure(prepared, "naive-bayes", training, test).accuracy(), 1));
    }

    @Test
    void windowsOfDna() throws IOException {
        Format commas =
                new LabelledLines.Settings(new Separator(","), new LabelledLines.Columns(1, 3, 2), Answers.CLASS);
        List<List<Example>> splice = byClass(read(commas, "dna/uci-splice/splice.data"));
        assertEquals(
                "95.5",
                percent(folds(Unit.NUCLEOTIDE, "positional-naive-bayes", splice).accuracy(), 1));
        Format files = new ClassFiles(FastaReader.Settings.WHOLE, ClassFiles.Part.NAME, LabelMap.NONE);
        List<List<Example>> coli = List.of(
                read(files, "dna/ecoli-promoters/Ecoli_non_prom.fa"), read(files, "dna/ecoli-promoters/Ecoli_prom.fa"));
        ConfusionMatrix promoters = folds(Unit.NUCLEOTIDE, "positional-naive-bayes", coli);
        assertEquals("90.2 71", percent(promoters.accuracy(), 1) + " " + percent(promoters.mcc(), 0));
        assertEquals("78.1", percent(folds(Unit.NUCLEOTIDE, "majority", coli).accuracy(), 1));
    }

    @Test
    void partsOfSpeech() throws IOException {
        Format upos = new ConlluReader.Settings(ConlluReader.Tag.UPOS, LabelMap.NONE);
        List<Example> training = read(upos, "pos/ud-english-ewt/en_ewt-ud-train.conllu");
        List<Example> test = read(upos, "pos/ud-english-ewt/en_ewt-ud-test.conllu");
        Prepared letters = Prepared.of(Says.STEP_CLASS, Unit.WORD, all(training, test));
        assertEquals(
                "88.06",
                percent(measure(letters, "most-frequent-tag", training, test).accuracy(), 2));
        // what a shard makes of it: words that training has not are all <unk>, with a capital or without
        Prepared unknown = Prepared.of(Says.STEP_CLASS, Unit.WORD, training);
        assertEquals(
                "86.20",
                percent(measure(unknown, "most-frequent-tag", training, test).accuracy(), 2));
    }

    private static double entities(List<Example> training, List<Example> test) {
        Prepared prepared = Prepared.of(Says.STEP_CLASS, Unit.WORD, training);
        Baseline memory = Prepared.fit(prepared.baseline("memorised-entities"), prepared.shard(training));
        EntityScores scores = new EntityScores();
        for (Example example : test) {
            List<String> truth = new ArrayList<>();
            Labels.OfSteps labels = (Labels.OfSteps) example.labels();
            for (int t = 0; t < labels.steps(); t++) {
                truth.add(labels.name(t));
            }
            scores.add(truth, List.of(prepared.said(memory, example).split(" ")));
        }
        return scores.overall().f1();
    }

    @Test
    void namesInSentences() throws IOException {
        Format iob = new ConllReader.Settings(Separator.WHITE_SPACE, 1, 2, TagScheme.IOB1, "", LabelMap.NONE);
        List<Example> wikigold = read(iob, "ner/wikigold/wikigold.conll.txt");
        // published with 145 lines -DOCSTART- taken for sentences, of which the first 1,472 of 1,841 have 118
        assertEquals("27.7", percent(entities(wikigold.subList(0, 1354), wikigold.subList(1354, 1696)), 1));
        assertEquals("27.4", percent(entities(wikigold.subList(0, 1356), wikigold.subList(1356, 1696)), 1));
        Format tabs = new ConllReader.Settings(Separator.TAB, 1, 2, TagScheme.BIO, "", LabelMap.NONE);
        List<Example> tweets = read(tabs, "ner/wnut17/wnut17train.conll");
        // no name of the test part is one of the training part, which is the point of it
        assertEquals("0.0", percent(entities(tweets, read(tabs, "ner/wnut17/emerging.test.annotated")), 1));
    }

    @Test
    void framesOfGestures() throws IOException {
        Format format = new FrameReader.Settings(
                ',',
                '"',
                FrameReader.FirstRow.NAMES,
                new FrameReader.Columns(List.of(), "Phase", "", ""),
                Answers.CLASS);
        List<List<Example>> videos = new ArrayList<>();
        StringBuilder majorities = new StringBuilder();
        for (String video : List.of("a1", "a2", "b1", "a3", "b3")) {
            List<Example> frames = read(format, "activity/gesture-phase/" + video + "_va3.csv");
            videos.add(frames);
            Prepared own = Prepared.of(Says.STEP_CLASS, Unit.WORD, frames);
            majorities
                    .append(' ')
                    .append(percent(measure(own, "majority", frames, frames).accuracy(), 0));
        }
        // published: 26 to 45, by video
        assertEquals(" 40 39 39 36 33", majorities.toString());
        List<Example> training =
                videos.subList(0, 3).stream().flatMap(List::stream).toList();
        List<Example> test = videos.subList(3, 5).stream().flatMap(List::stream).toList();
        Prepared prepared = Prepared.of(Says.STEP_CLASS, Unit.WORD, training);
        StringBuilder figures = new StringBuilder();
        for (Baseline baseline : prepared.baselines()) {
            ConfusionMatrix matrix = measure(prepared, Prepared.fit(baseline, prepared.shard(training)), test);
            figures.append(baseline.name()).append(' ').append(percent(matrix.accuracy(), 1));
            figures.append(' ').append(percent(matrix.macroF1(), 1)).append(' ');
        }
        String expected = "majority 28.5 8.9 gaussian-naive-bayes 21.5 16.3 persistence-oracle 96.0 95.7 ";
        assertEquals(expected, figures.toString());
    }
}
