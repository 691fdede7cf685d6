package dev.unroll.data;

import dev.unroll.spec.FoldSpec;
import java.io.Serializable;
import java.nio.ByteBuffer;

/**
 * Which fold of a cross-validation a record belongs to, by a stable hash of what is read of it: neither its label, nor its key, nor
 * its place takes part, so that equal readings stay together whatever is said of them.
 *
 * @param folds their number
 * @param fold the one that is measured, from 1 on
 * @implNote The hash is taken twice, XXH64(XXH64(reading)): the first one says what {@link RecordSplit} holds out and where it puts the
 * rest, and the second tells nothing of the first.
 */
public record FoldSplit(int folds, int fold) implements Serializable {
    /** The split of a specification that measures one fold. */
    public static FoldSplit of(FoldSpec spec) {
        return new FoldSplit(spec.folds(), spec.fold());
    }

    /** The fold of a text, from 1 on. */
    public int of(byte[] text) {
        byte[] hash = ByteBuffer.allocate(Long.BYTES).putLong(Hash64.of(text)).array();
        return 1 + (int) Long.remainderUnsigned(Hash64.of(hash), folds);
    }

    /** The fold of what is read at the steps of a record. */
    public int of(Example.Reading reading) {
        int numbers = 3 + reading.ends().length + reading.features().length;
        ByteBuffer bytes = ByteBuffer.allocate(reading.text().length + Integer.BYTES * numbers);
        bytes.putInt(reading.text().length).put(reading.text()).putInt(reading.ends().length);
        for (int end : reading.ends()) {
            bytes.putInt(end);
        }
        bytes.putInt(reading.featureWidth());
        for (float feature : reading.features()) {
            bytes.putInt(Float.floatToIntBits(feature));
        }
        return of(bytes.array());
    }

    /** Whether a text is measured, and not trained on. */
    public boolean isMeasured(byte[] text) {
        return of(text) == fold;
    }

    /** Whether a record is measured, and not trained on. */
    public boolean isMeasured(Example.Reading reading) {
        return of(reading) == fold;
    }
}
