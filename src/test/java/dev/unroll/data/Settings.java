package dev.unroll.data;

import java.util.List;

import dev.unroll.spec.Conf;
import dev.unroll.spec.Spec;

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
