package dev.unroll.data.format;

import dev.unroll.data.format.BaseLabels.Detail;
import dev.unroll.spec.UsageException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * What the labels of bases say of segments: labels that differ only in the place in a codon are one class, a type on a strand. The
 * label {@link BaseLabels#BACKGROUND} is none.
 */
public final class SegmentClasses {
    /**
     * A class of segments.
     *
     * @param type such as {@code CDS}
     * @param strand of its features
     */
    public record SegmentClass(String type, Strand strand) {
        /** {@code CDS} or {@code CDS+}. */
        public String name() {
            return type + (strand == Strand.NONE ? "" : strand.sign());
        }
    }

    /** What a label means: its class and its place in the codon, -1 without. */
    private record Meaning(SegmentClass of, int codonBase) {}

    private final List<String> labels;
    private final List<Meaning> meanings = new ArrayList<>(); // by label
    private final List<SegmentClass> classes;
    private final int[] classOf;

    private SegmentClasses(List<String> labels, Map<String, Meaning> known) {
        this.labels = List.copyOf(labels);
        for (String label : labels) {
            meanings.add(known.getOrDefault(label, new Meaning(new SegmentClass(label, Strand.NONE), -1)));
        }
        LinkedHashSet<SegmentClass> distinct = new LinkedHashSet<>();
        for (int id = 0; id < labels.size(); id++) {
            if (!isBackground(id)) {
                distinct.add(meanings.get(id).of());
            }
        }
        classes = List.copyOf(distinct);
        classOf = new int[labels.size()];
        for (int id = 0; id < classOf.length; id++) {
            classOf[id] =
                    isBackground(id) ? -1 : classes.indexOf(meanings.get(id).of());
        }
    }

    /**
     * The classes of labels that {@link BaseLabels} gave.
     *
     * @param settings those that they were given by
     * @param labels all labels by id
     */
    public static SegmentClasses of(BaseLabels.Settings settings, List<String> labels) {
        Map<String, Meaning> known = new HashMap<>();
        int count = BaseClasses.count(settings.types().size());
        for (boolean codons : new boolean[] {false, true}) { // a type whose own name ends with a digit comes first
            for (int number = 0; number < count; number++) {
                Strand strand = BaseClasses.strand(number);
                int base = BaseClasses.codonBase(number);
                boolean given = (settings.strands() == Detail.APART || strand == Strand.NONE)
                        && (settings.codons() == Detail.APART || base < 0);
                if (given && (base >= 0) == codons) {
                    String type = settings.types().get(BaseClasses.type(number));
                    known.putIfAbsent(
                            BaseClasses.name(settings.types(), number),
                            new Meaning(new SegmentClass(type, strand), base));
                }
            }
        }
        return new SegmentClasses(labels, known);
    }

    /** The classes of labels that stand for themselves. */
    public static SegmentClasses plain(List<String> labels) {
        return new SegmentClasses(labels, Map.of());
    }

    private boolean isBackground(int id) {
        return labels.get(id).equals(BaseLabels.BACKGROUND);
    }

    /** All labels by id. */
    public List<String> labels() {
        return labels;
    }

    /** All classes, in the order in which labels name them. */
    public List<SegmentClass> classes() {
        return classes;
    }

    /** The number of a label's class, -1 of the background. */
    int classOf(int label) {
        return classOf[label];
    }

    /** The place in the codon that a label names, counted on its strand from 0; -1 where it names none. */
    int codonBase(int label) {
        return meanings.get(label).codonBase();
    }

    /** The labels that stand for anything at all. */
    public BitSet notBackground() {
        BitSet found = new BitSet();
        for (int id = 0; id < labels.size(); id++) {
            found.set(id, !isBackground(id));
        }
        return found;
    }

    /** The labels that a name stands for: the label itself, those of a class such as {@code CDS+}, or those of a type. */
    public BitSet named(String name) {
        BitSet found = new BitSet();
        for (int id = 0; id < labels.size(); id++) {
            SegmentClass of = meanings.get(id).of();
            found.set(
                    id,
                    labels.get(id).equals(name)
                            || of.name().equals(name)
                            || of.type().equals(name));
        }
        if (found.isEmpty()) {
            throw new UsageException("no such class: name=" + name + " labels=" + labels, "name a label, or its type");
        }
        return found;
    }

    /**
     * For each label the one that the same base has when its sequence is read as the reverse complement: the strand is the other one. A
     * place in a codon is counted on the codon's own strand, so it stays with the base.
     */
    public int[] onOtherStrand() {
        int[] other = new int[labels.size()];
        for (int id = 0; id < other.length; id++) {
            Meaning meaning = meanings.get(id);
            Strand strand = meaning.of().strand().other();
            other[id] =
                    meanings.indexOf(new Meaning(new SegmentClass(meaning.of().type(), strand), meaning.codonBase()));
            if (other[id] < 0) {
                throw new UsageException(
                        "label has none for the other strand: label=" + labels.get(id) + " labels=" + labels,
                        "the model has not seen both strands: score without the reverse complement");
            }
        }
        return other;
    }
}
