package dev.unroll.data.format;

import dev.unroll.data.Rejected;
import dev.unroll.spec.UsageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Gathers the features that label bases. One that does not fit its sequence is rejected by name; one of another sequence is counted, since
 * an annotation may be of more than is read; if none at all fits, it belongs to other sequences and is refused.
 */
public final class FeatureCollector implements Annotations.Sink {
    /** Types named in a message at most. */
    private static final int NAMED = 20;

    private final BaseLabels.Settings settings;
    private final SortedMap<String, Long> lengths;
    private final Consumer<Rejected> rejects;
    private final TreeMap<String, List<Track.Entry>> entries = new TreeMap<>();
    private final SortedSet<String> otherTypes = new TreeSet<>();
    private final SortedSet<String> otherSequences = new TreeSet<>();
    private long wanted;
    private long elsewhere;

    /**
     * Begins without features.
     *
     * @param lengths the sequences that will be labelled, with the numbers of their bases
     * @param rejects takes what cannot be used
     */
    public FeatureCollector(BaseLabels.Settings settings, SortedMap<String, Long> lengths, Consumer<Rejected> rejects) {
        this.settings = settings;
        this.lengths = Collections.unmodifiableSortedMap(new TreeMap<>(lengths));
        this.rejects = rejects;
    }

    @Override
    public void feature(Feature feature) {
        int type = settings.types().indexOf(feature.type());
        if (type < 0) {
            type = settings.types().indexOf(feature.name());
        }
        if (type < 0) {
            note(otherTypes, feature.type());
            return;
        }
        wanted++;
        if (!lengths.containsKey(feature.region().contig())) {
            note(otherSequences, feature.region().contig());
            elsewhere++;
            return;
        }
        try {
            check(feature);
            entries.computeIfAbsent(feature.region().contig(), contig -> new ArrayList<>())
                    .add(entry(feature, type));
        } catch (BadRecord e) {
            rejects.accept(e.at(feature.place(), feature.described()));
        }
    }

    private static void note(SortedSet<String> names, String name) {
        if (names.size() < NAMED) {
            names.add(name);
        }
    }

    private void check(Feature feature) throws BadRecord {
        Region region = feature.region();
        long length = lengths.getOrDefault(region.contig(), 0L);
        if (region.end() > length) {
            throw new BadRecord("feature reaches behind its sequence: end=" + region.end() + " length=" + length);
        }
        if (feature.phase() < 0 && hasCodons(feature)) {
            throw new BadRecord("coding feature has no phase: name=" + feature.name());
        }
    }

    private boolean hasCodons(Feature feature) {
        return settings.codons() == BaseLabels.Detail.APART && feature.type().equals(Feature.CODING);
    }

    private Track.Entry entry(Feature feature, int type) {
        Strand strand = settings.strands() == BaseLabels.Detail.APART ? feature.strand() : Strand.NONE;
        return new Track.Entry(
                feature.region(),
                BaseClasses.of(type, strand),
                feature.strand() != Strand.MINUS,
                hasCodons(feature) ? feature.phase() : -1);
    }

    @Override
    public void rejected(Rejected row) {
        rejects.accept(row);
    }

    /** How many features lie on sequences that are not there. */
    public long elsewhere() {
        return elsewhere;
    }

    /** Some of the names of those sequences. */
    public SortedSet<String> otherSequences() {
        return Collections.unmodifiableSortedSet(otherSequences);
    }

    /** The labels that the features give. */
    public BaseLabels labels() {
        if (wanted == 0) {
            throw new UsageException(
                    "no feature is of these types: types=" + settings.types() + " found=" + otherTypes,
                    "name types that the annotation has");
        }
        if (entries.isEmpty() && !otherSequences.isEmpty()) {
            throw new UsageException(
                    "no feature lies on a sequence that is there: features-on=" + otherSequences + " sequences="
                            + lengths.keySet().stream().limit(NAMED).toList(),
                    "annotation and sequences must use the same names");
        }
        TreeMap<String, Track> tracks = new TreeMap<>();
        entries.forEach((contig, list) -> tracks.put(contig, new Track(list)));
        return new BaseLabels(settings, tracks);
    }
}
