package dev.unroll.cli;

import java.util.Optional;

/** What is said of ill-formed UTF-8 that became U+FFFD. */
final class ReplacedUtf8 {
    private ReplacedUtf8() {}

    /** {@code 3 invalid UTF-8 sequences replaced by U+FFFD}; nothing of none. */
    static Optional<String> remark(long sequences) {
        return sequences == 0
                ? Optional.empty()
                : Optional.of(Numbers.count(sequences, "invalid UTF-8 sequence") + " replaced by U+FFFD");
    }
}
