package dev.unroll.data.format;

import dev.unroll.data.Prediction;
import dev.unroll.spec.UsageException;
import java.util.BitSet;

/**
 * The probability of a class at a base: of one with several labels the sum of theirs, or the largest where labels do not exclude each
 * other.
 */
public final class ClassProbability {
    private final BitSet labels;

    /**
     * That of some labels.
     *
     * @param classes what labels mean
     * @param name a label such as {@code CDS-0}, a class such as {@code CDS-}, or a type such as {@code CDS}
     */
    public ClassProbability(SegmentClasses classes, String name) {
        this.labels = classes.named(name);
    }

    /** The probability of a row of which those of all classes are known. */
    public double of(Prediction said, int row) {
        double probability = 0;
        if (said instanceof Prediction.Classes one && one.probabilities().length > 0) {
            int from = row * one.names().size();
            for (int id = labels.nextSetBit(0); id >= 0; id = labels.nextSetBit(id + 1)) {
                probability += one.probabilities()[from + id];
            }
        } else if (said instanceof Prediction.Sets several) {
            for (int id = labels.nextSetBit(0); id >= 0; id = labels.nextSetBit(id + 1)) {
                probability = Math.max(probability, several.probability(row, id));
            }
        } else {
            throw new UsageException("no probabilities of all classes: row=" + row, "only a model of classes has some");
        }
        return probability;
    }
}
