package dev.unroll.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Records that are only read, in the order they were given, and the mini-batches that hold them. What cannot be read has a reason,
 * and no steps.
 *
 * <p>Memory: the units and numbers of all of them, as a {@link Shard} holds them.
 */
public final class ExampleBatch {
    private final Reads reads;
    private final Shard shard;
    private final List<Optional<String>> faults;

    /**
     * What a network reads.
     *
     * @param rules how texts are cut into units, and what is read of words besides
     * @param vocabulary numbers the units
     * @param characters those of words
     * @param known V; 0 where it reads no units
     * @param features of the numbers of a step; of no columns where it reads none
     */
    public record Reads(
            ExampleRules rules, Vocabulary vocabulary, Vocabulary characters, int known, Standardisation features) {}

    private ExampleBatch(Reads reads, Shard shard, List<Optional<String>> faults) {
        this.reads = reads;
        this.shard = shard;
        this.faults = faults;
    }

    /** These records, whatever labels they have. */
    public static ExampleBatch of(Reads reads, List<Example> examples) {
        ExampleUnits units = new ExampleUnits(reads.rules().units(), reads.vocabulary());
        List<Optional<String>> faults = new ArrayList<>(examples.size());
        SpellingCollector spellings = new SpellingCollector(reads.rules(), reads.characters());
        int[] starts = new int[examples.size() + 1];
        for (int r = 0; r < examples.size(); r++) {
            Example.Reading reading = examples.get(r).reading();
            int before = units.ids().size();
            int steps = reads.known() > 0 ? units.read(reading) : reading.steps();
            Optional<String> fault = fault(reads, reading, steps);
            if (fault.isPresent()) {
                units.ids().truncate(before);
            } else {
                spellings.add(reading, steps);
            }
            faults.add(fault);
            starts[r + 1] = Math.addExact(starts[r], fault.isPresent() ? 0 : steps);
        }
        int width = reads.features().width();
        float[] features = new float[Math.multiplyExact(starts[examples.size()], width)];
        for (int r = 0; r < examples.size(); r++) {
            int count = (starts[r + 1] - starts[r]) * width;
            System.arraycopy(examples.get(r).reading().features(), 0, features, starts[r] * width, count);
        }
        Annotation read = new Annotation(width, features, Targets.NONE, spellings.build());
        return new ExampleBatch(reads, Shard.ofExamples(0, reads.known(), units.ids(), starts, read), faults);
    }

    private static Optional<String> fault(Reads reads, Example.Reading reading, int steps) {
        int width = reads.features().width();
        boolean hasUnits = reading.text().length > 0;
        if (hasUnits && reads.known() == 0) {
            return Optional.of("units, where the model reads numbers alone");
        }
        if (!hasUnits && reads.known() > 0 && reading.features().length > 0) {
            return Optional.of("numbers alone, where the model reads units");
        }
        if (steps < 0) {
            return Optional.of("a unit is not one by vocabulary.unit");
        }
        if (steps == 0) {
            return Optional.of("nothing to read");
        }
        if (reading.featureWidth() != width) {
            return Optional.of("other numbers a step: found=" + reading.featureWidth() + " expected=" + width);
        }
        if (width > 0 && reading.steps() != steps) {
            return Optional.of("units and numbers differ: units=" + steps + " numbers=" + reading.steps());
        }
        for (float number : reading.features()) {
            if (Float.isInfinite(number)) {
                return Optional.of("a number is infinite");
            }
        }
        return Optional.empty();
    }

    /** How many records were given. */
    public int size() {
        return faults.size();
    }

    /** Why a record cannot be read. */
    public Optional<String> fault(int record) {
        return faults.get(record);
    }

    /** T of a record; 0 if it cannot be read. */
    public int steps(int record) {
        return shard.start(record + 1) - shard.start(record);
    }

    /**
     * The records that can be read in groups of like length: the longest first, equal ones in their order.
     *
     * @param lanes records of a group at most
     * @param rows their steps at most, unless it is one record alone
     */
    public List<int[]> groups(int lanes, int rows) {
        long[] order = new long[size()];
        for (int r = 0; r < order.length; r++) {
            order[r] = (long) (Integer.MAX_VALUE - steps(r)) << 32 | r;
        }
        Arrays.sort(order);
        List<int[]> groups = new ArrayList<>();
        IntList group = new IntList();
        long filled = 0;
        for (long key : order) {
            int record = (int) key;
            if (steps(record) == 0) {
                break;
            }
            if (group.size() > 0 && (group.size() == lanes || filled + steps(record) > rows)) {
                groups.add(group.toArray());
                group.clear();
                filled = 0;
            }
            group.add(record);
            filled += steps(record);
        }
        if (group.size() > 0) {
            groups.add(group.toArray());
        }
        return groups;
    }

    /** Steps [first, last) of a group, or of those records in it that are so long. */
    public MiniBatch window(int[] group, int first, int last) {
        RecordContent read = new RecordContent.Labelled(reads.features(), Standardisation.none(0));
        return window(read, group, first, last);
    }

    /** The same of another content. */
    public MiniBatch window(RecordContent content, int[] group, int first, int last) {
        int active = group.length;
        int[] offsets = new int[last - first + 1];
        for (int t = first; t < last; t++) {
            while (steps(group[active - 1]) <= t) {
                active--;
            }
            offsets[t - first + 1] = offsets[t - first] + active;
        }
        int[] records = Arrays.copyOf(group, offsets[1]);
        long[] laneIds = new long[records.length];
        Arrays.setAll(laneIds, n -> n);
        return content.fill(shard, new RecordContent.Window(offsets, records, laneIds, first, last));
    }

    /**
     * The same records from their last step to their first, each unit in the place of another; numbers stay with their step.
     *
     * @param other (V) what stands for each unit
     * @param mirrored how many of a step's first numbers are in the opposite order, too
     */
    public ExampleBatch reversed(int[] other, int mirrored) {
        return new ExampleBatch(reads, shard.reversed(other, mirrored), faults);
    }
}
