package dev.unroll.train.baseline;

import dev.unroll.data.Example;
import dev.unroll.data.Found;
import dev.unroll.data.LabelSet;
import dev.unroll.data.Labels;
import dev.unroll.data.Targets;
import dev.unroll.data.format.BaseLabels;
import dev.unroll.data.format.ExampleReader;
import dev.unroll.data.format.Region;
import dev.unroll.train.figures.FigureRules;
import dev.unroll.train.figures.Figures;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Figures of {@link CodingRule} on labelled windows of sequences that it has seen as a whole, whatever the length of a window.
 *
 * <p>Memory: that of {@link CodingRule#ofSequences}, and 12 bytes a base of one window.
 */
public final class CodingRuleFigures {
    private final FigureRules rules;
    private final LabelSet labels;
    private final BaseLabels.Settings settings;
    private final SortedMap<String, Long> lengths;
    private Optional<BaseLabels> frames = Optional.empty();

    /**
     * Nothing seen yet.
     *
     * @param rules what is measured: one class of each base
     * @param labels all of them, {@link CodingRule#suits}
     * @param settings that they were given by
     * @param lengths of the sequences
     */
    public CodingRuleFigures(
            FigureRules rules, LabelSet labels, BaseLabels.Settings settings, SortedMap<String, Long> lengths) {
        this.rules = rules;
        this.labels = labels;
        this.settings = settings;
        this.lengths = lengths;
    }

    /** Sees sequences as a whole. */
    public void read(ExampleReader sequences) {
        frames = CodingRule.ofSequences(sequences, settings, lengths);
    }

    /** The figures on windows of the same sequences, each with labels where it counts. */
    public Figures of(int file, ExampleReader windows) {
        Figures figures = new Figures(rules);
        long number = 0;
        while (windows.hasNext()) {
            Found found = windows.next();
            if (found instanceof Example example && example.labels() instanceof Labels.OfSteps truth) {
                int[] said = said(Region.ofKey(example.key()), truth.ids().length);
                figures.add(
                        file,
                        number++,
                        new Targets.Classes(Targets.Level.STEP, ids(truth, -1)),
                        new Targets.Classes(Targets.Level.STEP, said));
            }
        }
        return figures;
    }

    private int[] said(Region region, int bases) {
        int background = labels.id(BaseLabels.BACKGROUND);
        int[] ids = new int[bases];
        Arrays.fill(ids, background);
        frames.ifPresent(coding -> {
            Labels.OfSteps painted = (Labels.OfSteps) coding.paint(region).labels();
            System.arraycopy(ids(painted, background), 0, ids, 0, bases);
        });
        return ids;
    }

    /** Ids of a network's labels; a name that is none of them has another id in its place, unless that is below 0. */
    private int[] ids(Labels.OfSteps given, int otherwise) {
        int[] known = given.names().stream()
                .mapToInt(labels::id)
                .map(id -> id < 0 && otherwise >= 0 ? otherwise : id)
                .toArray();
        return Arrays.stream(given.ids()).map(id -> id < 0 ? -1 : known[id]).toArray();
    }
}
