package dev.unroll.data.format;

import dev.unroll.data.Rejected;

/** Why what is being read is no record, in lower case. */
final class BadRecord extends Exception {
    /** Characters of a bad record that are shown. */
    static final int SHOWN = 1000;

    private static final long serialVersionUID = 1L;

    private final String reason;

    BadRecord(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    /** Makes a finding of it; of the text only the beginning is kept. */
    Rejected at(String place, CharSequence text) {
        return rejected(place, reason, text);
    }

    static Rejected rejected(String place, String reason, CharSequence text) {
        int shown = Math.min(SHOWN, text.length());
        return new Rejected(place, reason, text.subSequence(0, shown).toString());
    }
}
