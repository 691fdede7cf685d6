package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.check.MadeUpCorpus;
import dev.unroll.data.LabelSet;
import dev.unroll.data.Preprocessing;
import dev.unroll.spec.Conf;
import dev.unroll.spec.Spec;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NetworkWordsTest {
    private static NetworkWords words(String... settings) {
        Spec spec = Spec.from(Conf.parse("test.conf", "", List.of(settings)));
        return new NetworkWords(spec, MadeUpCorpus.of(spec));
    }

    @Test
    void aLanguageModelSaysTheNextUnit() {
        NetworkWords words =
                words("network.layers=2", "network.embedding=64", "network.tied=true", "network.hidden=64");
        assertEquals("lstm, 2 layers of 64, embedding of 64 tied to the output", words.layers());
        assertEquals("at each step a character of 23", words.reads());
        assertEquals("at each step the next character", words.says());
    }

    @Test
    void aTaggerNamesItsLabels() {
        NetworkWords words = words(
                "task=tag",
                "data.format=conll",
                "vocabulary.unit=word",
                "network.bidirectional=true",
                "network.hidden=7",
                "network.embedding=5",
                "network.spelling=4",
                "network.casing=true",
                "network.crf=true");
        assertEquals("lstm, 1 layer of 7 in each direction, embedding of 5", words.layers());
        assertEquals(
                "at each step a word of 23, its characters (11 known, lstm of 4 in each direction), its casing",
                words.reads());
        assertEquals("of each step one of 5 labels, a linear chain: B-X B-Y I-X I-Y O", words.says());
    }

    @Test
    void recordsOfNumbersHaveNoUnits() {
        NetworkWords words = words("task=regress", "data.format=adding", "network.cell=gru", "network.hidden=8");
        assertEquals("gru, 1 layer of 8", words.layers());
        assertEquals("at each step 2 numbers", words.reads());
        assertEquals("of a record, from the last state, 1 number by squared error", words.says());
    }

    @Test
    void severalLabelsAtOnceAreAnyOfThem() {
        NetworkWords words =
                words("task=classify", "data.format=labelled-lines", "network.output=sigmoid", "network.pool=mean");
        assertEquals(
                "of a record, from the mean of all states, any of 5 labels: label0 label1 label2 label3 label4",
                words.says());
    }

    @Test
    void manyLabelsAreCutShort() {
        Spec spec = Spec.from(
                Conf.parse("test.conf", "", List.of("task=tag", "data.format=conllu", "vocabulary.unit=word")));
        Preprocessing few = MadeUpCorpus.of(spec);
        List<String> names = IntStream.range(100, 141)
                .mapToObj(i -> i == 100 ? "a\tb" : "L" + i)
                .toList();
        Preprocessing many =
                new Preprocessing(few.vocabulary(), few.characters(), LabelSet.of(names), few.features(), few.values());
        String says = new NetworkWords(spec, many).says();
        assertEquals("of each step one of 41 labels: L101 L102", says.substring(0, 40));
        assertEquals("L139 L140 ...", says.substring(says.length() - 13));
    }
}
