package dev.unroll.train.baseline;

import dev.unroll.data.Example;
import dev.unroll.data.Found;
import dev.unroll.data.LabelSet;
import dev.unroll.data.Labels;
import dev.unroll.data.Shard;
import dev.unroll.data.Targets;
import dev.unroll.data.Vocabulary;
import dev.unroll.data.format.BaseLabels;
import dev.unroll.data.format.BaseLabels.Detail;
import dev.unroll.data.format.BaseLabels.Overlap;
import dev.unroll.data.format.ExampleReader;
import dev.unroll.data.format.Feature;
import dev.unroll.data.format.FeatureCollector;
import dev.unroll.data.format.Region;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Coding is what lies in an open reading frame of at least {@value #SHORTEST} bases ({@link OpenReadingFrames}); it learns nothing.
 *
 * <p>As a baseline it sees a record and nothing around it, and its name says so. Where records are whole sequences, that is the rule.
 * Where they are windows, it finds the frames that lie in the window as a whole, which are few in short windows: a network that sees
 * the same windows is fairly compared with it, but it is not the rule. The rule over whole sequences, for windows of any length, gives
 * {@link #ofSequences}.
 *
 * <p>Memory: 2 bytes for each unit of the vocabulary; while a record is labelled, 4 to 12 bytes a base and some 200 bytes a frame.
 */
public final class CodingRule implements Baseline {
    /** Bases of a frame at least, its stop included. */
    public static final int SHORTEST = 300;

    /** Under which the figures of {@link #ofSequences} are known. */
    public static final String OF_SEQUENCES = "open-reading-frames";

    private static final long serialVersionUID = 1L;
    private static final Pattern CODING = Pattern.compile(Feature.CODING + "[+-]?[012]?");
    private static final String RECORD = "record";

    private final LabelSetIds labels;
    private final char[] letters;

    /** Names of labels with their ids, which travel. */
    private record LabelSetIds(List<String> names) implements Serializable {
        int id(String name) {
            int id = names.indexOf(name);
            return id < 0 ? names.indexOf(BaseLabels.BACKGROUND) : id;
        }

        private boolean any(String pattern) {
            return names.stream().anyMatch(name -> CODING.matcher(name).matches() && name.matches(pattern));
        }

        /** How classes are told apart, as far as their names show. */
        BaseLabels.Settings settings() {
            Detail strands = any(".*[+-].*") ? Detail.APART : Detail.TOGETHER;
            Detail codons = any(".*[012]") ? Detail.APART : Detail.TOGETHER;
            return new BaseLabels.Settings(List.of(Feature.CODING), strands, codons, Overlap.PRIORITY);
        }
    }

    /** The rule for records of single bases. */
    public CodingRule(Vocabulary vocabulary, LabelSet labels) {
        if (!suits(labels)) {
            throw new IllegalArgumentException("labels are not of coding bases: labels=" + labels.names());
        }
        this.labels = new LabelSetIds(labels.names());
        this.letters = new char[vocabulary.size()];
        Arrays.fill(letters, 'N');
        for (int id = vocabulary.specials(); id < letters.length; id++) {
            letters[id] = vocabulary.units().get(id).charAt(0);
        }
    }

    /** Whether bases are labelled as coding or as nothing, whatever other labels there are. */
    public static boolean suits(LabelSet labels) {
        return labels.id(BaseLabels.BACKGROUND) >= 0
                && labels.names().stream().anyMatch(name -> CODING.matcher(name).matches());
    }

    /**
     * What the rule says of whole sequences: labels for any region of them.
     *
     * <p>Windows may overlap; what is missing between two of them ends the frames there. Memory: a window, and some 200 bytes for each
     * frame; a bacterium's 10,000 frames: 2 MB.
     *
     * @param windows of sequences, with regions as keys, in their order: {@link dev.unroll.data.format.FastaReader} with a window
     * @param settings of the true labels, {@link Feature#CODING} among their types
     * @param lengths of the sequences
     * @return nothing where there is no frame at all
     */
    public static Optional<BaseLabels> ofSequences(
            ExampleReader windows, BaseLabels.Settings settings, SortedMap<String, Long> lengths) {
        if (!settings.types().contains(Feature.CODING)) {
            throw new IllegalArgumentException("coding is no class: types=" + settings.types());
        }
        List<Feature> found = new ArrayList<>();
        OpenReadingFrames frames = new OpenReadingFrames(SHORTEST, found::add);
        Region before = new Region("", 0, 0);
        while (windows.hasNext()) {
            Found window = windows.next();
            if (window instanceof Example example) {
                Region region = Region.ofKey(example.key());
                boolean goesOn = region.contig().equals(before.contig()) && region.start() <= before.end();
                if (!goesOn) {
                    frames.begin(region.contig(), region.start());
                }
                byte[] text = example.reading().text();
                for (int i = goesOn ? (int) (before.end() - region.start()) : 0; i < text.length; i++) {
                    frames.base(text[i]);
                }
                before = region;
            }
        }
        frames.end();
        return labels(found, settings, lengths);
    }

    private static Optional<BaseLabels> labels(
            List<Feature> frames, BaseLabels.Settings settings, SortedMap<String, Long> lengths) {
        if (frames.isEmpty()) {
            return Optional.empty();
        }
        FeatureCollector collector = new FeatureCollector(settings, lengths, rejected -> {
            throw new IllegalArgumentException("frame does not fit its sequence: frame=" + rejected);
        });
        frames.forEach(collector::feature);
        return Optional.of(collector.labels());
    }

    @Override
    public String name() {
        return OF_SEQUENCES + "-in-record";
    }

    @Override
    public void fit(Shard shard, int record) {}

    @Override
    public Targets predict(Shard shard, int record) {
        int first = shard.start(record);
        int length = shard.start(record + 1) - first;
        List<Feature> found = new ArrayList<>();
        OpenReadingFrames frames = new OpenReadingFrames(SHORTEST, found::add);
        frames.begin(RECORD, 0);
        for (int i = 0; i < length; i++) {
            frames.base(letters[shard.id(first + i)]);
        }
        frames.end();
        int[] ids = new int[length];
        Arrays.fill(ids, labels.id(BaseLabels.BACKGROUND));
        SortedMap<String, Long> lengths = new TreeMap<>();
        lengths.put(RECORD, (long) length);
        labels(found, labels.settings(), lengths).ifPresent(coding -> {
            Labels.OfSteps said =
                    (Labels.OfSteps) coding.paint(new Region(RECORD, 0, length)).labels();
            int[] known = said.names().stream().mapToInt(labels::id).toArray();
            Arrays.setAll(ids, i -> known[said.ids()[i]]);
        });
        return new Targets.Classes(Targets.Level.STEP, ids);
    }
}
