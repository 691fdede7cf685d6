package dev.unroll.spark;

import dev.unroll.spec.Conf;
import dev.unroll.spec.Spec;
import java.util.List;

/** Specifications for tests. */
final class Specs {
    private Specs() {}

    /** The one of these {@code key=value} words and every other default. */
    static Spec of(String... words) {
        return Spec.from(Conf.parse("test.conf", "", List.of(words)));
    }
}
