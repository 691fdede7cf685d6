package dev.unroll.data.format;

import dev.unroll.data.Example;
import dev.unroll.data.Labels;
import dev.unroll.data.format.BaseLabels.Detail;
import dev.unroll.spec.DataSpec;
import dev.unroll.spec.DnaSpec;
import dev.unroll.spec.Spec;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record as it stands on the other strand: letters complemented and in the opposite order, the numbers of each step with it, labels too,
 * those of strands exchanged. A place in a codon is counted on the codon's own strand and stays.
 *
 * <p>It has the key of the record, and so goes wherever that goes.
 *
 * @param mixed whether the first numbers of a step are the probabilities of A, C, G and T
 * @param strands how labels name strands; null where they do not
 */
public record OtherStrand(boolean mixed, BaseLabels.@Nullable Settings strands) implements Serializable {
    private static final byte[] COMPLEMENT = complement();

    /** What the training of a specification reads beside each record; nothing unless {@code data.reverse-complement} says so. */
    public static Optional<OtherStrand> of(Spec spec) {
        DataSpec data = spec.data();
        DnaSpec.Letters letters = data.dna().letters();
        if (!letters.reverseComplement()) {
            return Optional.empty();
        }
        BaseLabels.Settings classes = Formats.baseLabels(spec);
        boolean apart = data.isGenome() && classes.strands() == Detail.APART;
        return Optional.of(new OtherStrand(letters.ambiguous() == DnaSpec.Ambiguous.MIXTURES, apart ? classes : null));
    }

    private static byte[] complement() {
        byte[] complement = new byte[256];
        for (int sign = 0; sign < complement.length; sign++) {
            complement[sign] = (byte) sign;
        }
        String letters = "ACGTURYKMBVDHSWN";
        String partners = "TGCAAYRMKVBHDSWN";
        for (int i = 0; i < letters.length(); i++) {
            complement[letters.charAt(i)] = (byte) partners.charAt(i);
            complement[Character.toLowerCase(letters.charAt(i))] = (byte) Character.toLowerCase(partners.charAt(i));
        }
        return complement;
    }

    /** The record on the other strand. */
    public Example of(Example example) {
        return new Example(example.place(), example.key(), reading(example.reading()), labels(example.labels()));
    }

    private Example.Reading reading(Example.Reading reading) {
        byte[] text = reading.text();
        byte[] other = new byte[text.length];
        for (int i = 0; i < text.length; i++) {
            other[i] = COMPLEMENT[text[text.length - 1 - i] & 0xFF];
        }
        int[] ends = reading.ends();
        int[] otherEnds = new int[ends.length];
        for (int t = 0; t < ends.length; t++) {
            otherEnds[t] = text.length - (t == ends.length - 1 ? 0 : ends[ends.length - 2 - t]);
        }
        return new Example.Reading(other, otherEnds, reading.featureWidth(), features(reading));
    }

    private float[] features(Example.Reading reading) {
        int width = reading.featureWidth();
        float[] features = reading.features();
        float[] other = new float[features.length];
        for (int from = features.length - width, to = 0; from >= 0 && width > 0; from -= width, to += width) {
            for (int k = 0; k < width; k++) {
                int column = mixed && k < LetterNumbers.BASES ? LetterNumbers.BASES - 1 - k : k;
                other[to + k] = features[from + column];
            }
        }
        return other;
    }

    private Labels labels(Labels labels) {
        if (labels instanceof Labels.OfSteps one) {
            int[] ids = one.ids();
            int[] other = new int[ids.length];
            for (int t = 0; t < ids.length; t++) {
                other[t] = ids[ids.length - 1 - t];
            }
            return new Labels.OfSteps(names(one.names()), other);
        }
        if (labels instanceof Labels.SetsOfSteps several) {
            long[] sets = several.sets();
            long[] other = new long[sets.length];
            for (int t = 0; t < sets.length; t++) {
                other[t] = sets[sets.length - 1 - t];
            }
            return new Labels.SetsOfSteps(names(several.names()), other);
        }
        return labels;
    }

    private List<String> names(List<String> names) {
        return strands == null ? names : BaseClasses.onOtherStrand(strands, names);
    }
}
