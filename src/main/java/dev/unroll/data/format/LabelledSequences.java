package dev.unroll.data.format;

import java.util.Optional;

/**
 * FASTA in windows of which each base has a label in one of them: the first half of what two windows share belongs to the first one, the
 * rest to the second, as where they are put together again ({@link Stitcher}). Elsewhere a window has letters and no labels.
 *
 * @param settings the windows
 * @param stretches what of the sequences is read
 * @param labels of all of them
 */
public record LabelledSequences(FastaReader.Settings settings, Stretches stretches, BaseLabels labels)
        implements Format {
    @Override
    public ExampleReader open(Input file) {
        return settings.open(file, stretches, Optional.of(labels));
    }
}
