package dev.unroll.data.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.data.format.BaseLabels.Detail;
import dev.unroll.data.format.BaseLabels.Overlap;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A task is given formats and labels through Java serialization; nothing of it is ever stored in that form. */
class FormatTravelTest {
    private static Object travelled(Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
            out.flush();
            return new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void formatsArriveAsTheyWere() {
        LabelMap map = LabelMap.parse("a->b");
        List<Format> formats = List.of(
                ConllReader.Settings.DEFAULT,
                new ConlluReader.Settings(ConlluReader.Tag.XPOS, map),
                new LabelledLines.Settings(Separator.TAB, new LabelledLines.Columns(1, 2, 3), Answers.VALUE),
                new ClassFiles(FastaReader.Settings.WHOLE, ClassFiles.Part.NAME, map),
                new ClassFiles(new PlainLines(), ClassFiles.Part.FOLDER, map),
                new SeriesReader.Settings(map),
                new FrameReader.Settings(
                        ',',
                        '"',
                        FrameReader.FirstRow.STEP,
                        new FrameReader.Columns(List.of("1"), "2", "", ""),
                        Answers.CLASS),
                new PianoRollReader.Settings("train"),
                new TuneReader.Settings(),
                new FastqReader.Settings(FastqReader.Quality.PHRED64));
        for (Format format : formats) {
            assertEquals(format, travelled(format));
        }
    }

    @Test
    void whatIsMadeUpArrivesAsItWas() {
        Synthetic source = new Synthetic(Puzzle.COPY, 30, 7, 5);
        assertEquals(source, travelled(source));
        assertEquals(source.record(3), ((Synthetic) travelled(source)).record(3));
    }

    @Test
    void labelsOfBasesArriveAsTheyWere() {
        FeatureCollector collector = new FeatureCollector(
                new BaseLabels.Settings(List.of("CDS"), Detail.APART, Detail.APART, Overlap.PRIORITY),
                new TreeMap<>(Map.of("c", 9L)),
                row -> {});
        collector.feature(new Feature("x:1", new Region("c", 2, 7), Strand.MINUS, "CDS", 1, "g"));
        BaseLabels here = collector.labels();
        Region region = new Region("c", 0, 9);
        assertEquals(here.paint(region), ((BaseLabels) travelled(here)).paint(region));
    }
}
