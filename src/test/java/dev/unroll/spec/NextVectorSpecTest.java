package dev.unroll.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextVectorSpecTest {
    private static Spec spec(String... words) {
        return Spec.from(Conf.parse("a.conf", "", List.of(words)));
    }

    @Test
    void pianoRollsArePredictedNoteByNoteInRecordsWithoutAnEnd() {
        Spec spec = spec("data.format=piano-rolls");
        assertEquals(Output.SIGMOID, spec.network().head().output());
        assertEquals(DataSpec.Context.LINE, spec.data().context());
        assertFalse(spec.data().eos());
        assertTrue(spec.predictsVectors());
        assertFalse(spec.predictsUnits());
        assertEquals(spec, Spec.from(Conf.of(spec.toProperties())));
        assertEquals(
                DataSpec.TooLong.REJECT,
                spec("data.format=piano-rolls", "data.max-length=9").data().tooLong());
    }

    @Test
    void tunesAreRecordsOfTextWithAnEnd() {
        Spec spec = spec("data.format=abc");
        assertEquals(Output.SOFTMAX, spec.network().head().output());
        assertEquals(DataSpec.Context.LINE, spec.data().context());
        assertTrue(spec.data().eos());
        assertTrue(spec.predictsUnits());
        assertEquals(spec, Spec.from(Conf.of(spec.toProperties())));
        Spec stream = spec("data.format=abc", "data.context=stream");
        assertEquals(DataSpec.Context.STREAM, stream.data().context());
        assertTrue(stream.data().eos());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "network.output=sigmoid | network.output=sigmoid; hint: one unit of a text follows another",
                "data.format=piano-rolls network.output=softmax | network.output=softmax; hint: any number of notes",
                "data.format=piano-rolls network.output=linear | network.output=linear; hint: that is no output",
                "data.format=piano-rolls network.embedding=8 | network.embedding=8; hint: piano rolls have no units",
                "data.format=piano-rolls data.eos=true | data.eos=true; hint: piano rolls have no end of their own",
                "data.format=piano-rolls data.max-length=9 data.too-long=window | data.too-long=window; hint: piano"
                        + " rolls",
                "data.format=piano-rolls data.text-column=a | data.text-column=a; hint: data.format=piano-rolls does"
                        + " not",
                "data.format=abc data.eos=false | data.eos=false; hint: where a tune ends",
                "data.format=abc data.label-column=2 | data.label-column=2; hint: data.format=abc does not read it",
                "data.format=abc task=tag | data.format=abc; hint: task=tag needs labels, and abc has none",
                "data.format=piano-rolls task=classify | data.format=piano-rolls; hint: task=classify needs labels",
                "data.format=piano-rolls task=generate | data.format=piano-rolls; hint: task=generate writes texts",
                "data.format=abc task=generate | data.format=abc; hint: task=generate writes texts",
                "data.format=piano-rolls data.folds=5 | data.folds=5; hint: files of piano rolls say themselves",
                "data.format=conll | data.format=conll; hint: task=language-model reads text"
            })
    void whatDoesNotFitIsRefused(String words, String message) {
        UsageException e = assertThrows(UsageException.class, () -> spec(words.split(" ")));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }
}
