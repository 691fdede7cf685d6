package dev.unroll.data;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Where a record goes, by the stable hash of its key or content alone: to the validation part if the hash, as a fraction of
 * 2^64, is below {@code data.validation}; otherwise to a shard. Equal records stay together.
 */
public final class RecordSplit implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long threshold;
    private final int shards;

    /** A split that holds out a fraction below 1 and spreads the rest over so many shards. */
    public RecordSplit(BigDecimal fraction, int shards) {
        BigInteger scaled =
                fraction.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(64))).toBigInteger();
        this.threshold = scaled.longValue();
        this.shards = shards;
    }

    /** Whether a record of this hash is held out. */
    public boolean isValidation(long hash) {
        return Long.compareUnsigned(hash, threshold) < 0;
    }

    /** The shard of a record of this hash, from 0 on. */
    public int shard(long hash) {
        return (int) Long.remainderUnsigned(hash, shards);
    }
}
