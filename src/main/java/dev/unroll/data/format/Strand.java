package dev.unroll.data.format;

/** The strand of a sequence that a feature lies on. */
public enum Strand {
    /** The one that is written down. */
    PLUS("+"),
    /** Its reverse complement. */
    MINUS("-"),
    /** Neither, or both. */
    NONE(".");

    private final String sign;

    Strand(String sign) {
        this.sign = sign;
    }

    /** As GFF3 and BED write it. */
    public String sign() {
        return sign;
    }

    /** The one on which the reverse complement has it. */
    Strand other() {
        return switch (this) {
            case PLUS -> MINUS;
            case MINUS -> PLUS;
            case NONE -> NONE;
        };
    }

    /** The strand of a sign. */
    static Strand of(String sign) throws BadRecord {
        for (Strand strand : values()) {
            if (strand.sign.equals(sign)) {
                return strand;
            }
        }
        throw new BadRecord("strand is not known: strand=" + sign);
    }
}
