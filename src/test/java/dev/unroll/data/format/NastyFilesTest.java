package dev.unroll.data.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Found;
import dev.unroll.data.Rejected;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reader on every bad file of a folder {@code nasty}, if there is one: {@code -Dunroll.data=FOLDER}. */
@EnabledIfSystemProperty(named = "unroll.data", matches = ".+")
class NastyFilesTest {
    private static final FrameReader.Columns LABEL = new FrameReader.Columns(List.of(), "label", "", "");
    private static final FrameReader.Columns FIRST = new FrameReader.Columns(List.of(), "1", "", "");

    private static final Map<String, Format> FORMATS = new TreeMap<>(Map.ofEntries(
            Map.entry("conll", ConllReader.Settings.DEFAULT),
            Map.entry("conllu", new ConlluReader.Settings(ConlluReader.Tag.UPOS, LabelMap.NONE)),
            Map.entry(
                    "lines",
                    new LabelledLines.Settings(new Separator(","), new LabelledLines.Columns(1, 2, 0), Answers.CLASS)),
            Map.entry("files", new ClassFiles(new PlainLines(), ClassFiles.Part.NAME, LabelMap.NONE)),
            Map.entry("series", new SeriesReader.Settings(LabelMap.NONE)),
            Map.entry("named", new FrameReader.Settings(',', '"', FrameReader.FirstRow.NAMES, LABEL, Answers.CLASS)),
            Map.entry("frames", new FrameReader.Settings(',', '"', FrameReader.FirstRow.STEP, FIRST, Answers.VALUE)),
            Map.entry("rolls", new PianoRollReader.Settings("train")),
            Map.entry("tunes", new TuneReader.Settings()),
            Map.entry("sequences", FastaReader.Settings.WHOLE),
            Map.entry("windows", new FastaReader.Settings(1000, 500)),
            Map.entry("fastq", new FastqReader.Settings(FastqReader.Quality.PHRED33))));

    private static Stream<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("conll", "csv", "fasta", "gff_bed", "series")) {
            try (Stream<Path> found = Files.list(Path.of(System.getProperty("unroll.data"), "nasty", folder))) {
                found.filter(file -> !file.toString().endsWith(".gz")).sorted().forEach(files::add);
            }
        }
        return files.stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void isReadOrRefusedWithPlaceAndReason(Path file) throws IOException {
        for (Map.Entry<String, Format> format : FORMATS.entrySet()) {
            try (ExampleReader reader = format.getValue()
                    .open(new Input(file.getFileName().toString(), Files.newInputStream(file), UTF_8))) {
                while (reader.hasNext()) {
                    Found found = reader.next();
                    if (found instanceof Rejected bad) {
                        check(bad, file);
                    }
                }
            } catch (UsageException e) {
                check(e, file);
            }
        }
        for (Annotations kind : Annotations.values()) {
            try (var bytes = Files.newInputStream(file)) {
                kind.read(new Input(file.getFileName().toString(), bytes, UTF_8), new Annotations.Sink() {
                    @Override
                    public void feature(Feature feature) {
                        assertTrue(feature.region().end() > feature.region().start());
                    }

                    @Override
                    public void rejected(Rejected row) {
                        check(row, file);
                    }
                });
            } catch (UsageException e) {
                check(e, file);
            }
        }
    }

    private static void check(Rejected bad, Path file) {
        assertTrue(bad.place().startsWith(file.getFileName() + ":"), bad.place());
        assertFalse(bad.reason().isBlank());
        assertTrue(Character.isLowerCase(bad.reason().charAt(0)), bad.reason());
        assertTrue(bad.text().length() <= BadRecord.SHOWN);
    }

    private static void check(UsageException e, Path file) {
        assertTrue(e.getMessage().contains("file=" + file.getFileName()), e.getMessage());
    }
}
