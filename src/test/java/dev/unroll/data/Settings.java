package dev.unroll.data;

import dev.unroll.spec.Conf;
import dev.unroll.spec.Spec;
import java.util.List;

/** Specifications from {@code key=value} words. */
final class Settings {
    private Settings() {}

    static Spec spec(String... words) {
        return Spec.from(Conf.parse("a.conf", "", List.of(words)));
    }

    static UnitRules rules(String... words) {
        return UnitRules.of(spec(words));
    }
}
