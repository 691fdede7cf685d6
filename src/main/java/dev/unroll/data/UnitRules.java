package dev.unroll.data;

import dev.unroll.spec.DataSpec;
import dev.unroll.spec.Spec;
import dev.unroll.spec.VocabularySpec;
import java.io.Serializable;

/**
 * How a text is cut into units.
 *
 * @param vocabulary the units, their case and normalisation
 * @param context whether the text is one stream or records
 * @param eos whether a line end (in a stream) or a record's end is {@code <eos>}
 * @param invalidUtf8 what becomes of bytes that are not UTF-8
 * @param maxLength units of a record at most, its end included; 0 = no limit
 * @param tooLong what becomes of a longer record
 */
public record UnitRules(
        VocabularySpec vocabulary,
        DataSpec.Context context,
        boolean eos,
        DataSpec.InvalidUtf8 invalidUtf8,
        int maxLength,
        DataSpec.TooLong tooLong)
        implements Serializable {
    /** The rules of a specification. */
    public static UnitRules of(Spec spec) {
        DataSpec data = spec.data();
        return new UnitRules(
                spec.vocabulary(), data.context(), data.eos(), data.invalidUtf8(), data.maxLength(), data.tooLong());
    }

    /** The same rules but for bytes that are not UTF-8. */
    public UnitRules with(DataSpec.InvalidUtf8 other) {
        return new UnitRules(vocabulary, context, eos, other, maxLength, tooLong);
    }
}
