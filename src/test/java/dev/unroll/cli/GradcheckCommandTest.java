package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code gradcheck} of networks that say something of labelled records; or of vectors; those of language models of text are in {@link CommandLineTest}. */
class GradcheckCommandTest {
    @TempDir
    Path folder;

    private Run check(String settings, String... more) throws IOException {
        Path conf = Files.writeString(
                folder.resolve("check.conf"), "network.hidden = 3\n" + String.join("\n", settings.split(" ")));
        List<String> words = new ArrayList<>(List.of("gradcheck", "--config", conf.toString()));
        words.addAll(List.of(more));
        return Run.of(words.toArray(new String[0]));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "task=tag data.format=conllu vocabulary.unit=word network.embedding=4 | output.W | of each step one of 5 labels",
                "task=tag data.format=conll vocabulary.unit=word network.crf=true network.bidirectional=true"
                        + " data.labels.scheme=iobes | crf.last | a linear chain: B-X B-Y E-X",
                "task=tag data.format=conll data.labels.scheme=none vocabulary.unit=word network.embedding=4"
                        + " network.spelling=2 network.spelling.embedding=3 network.casing=true network.dropout=0.3"
                        + " | spelling.forward.forget.b | its characters (11 known, lstm of 2 in each direction), its casing",
                "task=tag data.format=json data.label-column=y network.output=sigmoid | output.b | any of 5 labels",
                "task=classify data.format=labelled-lines network.pool=attention network.cell=gru network.layers=2"
                        + " | attention.v | a weighted mean of all states (attention)",
                "task=classify data.format=ts network.pool=max network.bidirectional=true network.cell=gru-simple"
                        + " | layer0.backward.candidate.W | at each step 3 numbers;",
                "task=classify data.format=class-files network.pool=centre network.output=sigmoid network.cell=rnn"
                        + " | layer0.forward.a.W | the state in the middle",
                "task=regress data.format=adding train.loss=huber:0.5 network.pool=mean | output.W"
                        + " | 1 number by Huber's error, linear beyond 0.5",
                "task=regress data.format=frames network.pool=none network.cell=rnn network.activation=relu | output.W"
                        + " | of each step 1 number by squared error",
                "task=regress data.format=csv data.label-column=y data.feature-columns=a,b | layer0.forward.forget.b"
                        + " | from the last state, 2 numbers",
                "data.format=piano-rolls network.cell=gru | layer0.forward.candidate.W | at each step 88 numbers; said is at each step"
                        + " the next 88 numbers, each 0 or 1",
                "task=generate data.format=labelled-lines network.embedding=4 | given.W | the label as first input",
                "task=generate data.format=labelled-lines data.given=number network.given=first-state network.cell=gru"
                        + " | given.layer0.a.W | the given numbers as first state",
            })
    void theGradientOfEveryKindIsCheckedAndAWrongOneFound(String settings, String slot, String said)
            throws IOException {
        Run run = check(settings).done();
        assertTrue(run.err().contains(said), run.err());
        assertTrue(run.out().contains(slot), run.out());
        assertFalse(run.out().contains("FAILED"), run.out());
        Run broken = check(settings, "--break", slot);
        assertEquals(Failures.FAILED, broken.status(), broken.err());
        assertTrue(broken.out().matches("(?s).* " + slot + " +[0-9.e-]+ +FAILED.*"), broken.out());
    }

    @Test
    void mistakesAreRefusedInOneLine() throws IOException {
        check("task=classify data.format=labelled-lines", "--break", "attention.v")
                .refused("--break=attention.v");
        check("task=classify data.format=ts network.embedding=4").refused("network.embedding=4", "no units to embed");
    }
}
