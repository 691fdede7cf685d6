package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.check.MadeUpCorpus;
import dev.unroll.data.LabelSet;
import dev.unroll.data.Preprocessing;
import dev.unroll.data.Standardisation;
import dev.unroll.spec.Conf;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import dev.unroll.train.figures.FigureRules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelledMeasureTest {
    private static final String[] TAGS = {"task=tag", "data.format=conllu", "vocabulary.unit=word"};

    private static Spec spec(String... settings) {
        return Spec.from(Conf.parse("test.conf", "", List.of(settings)));
    }

    private static FigureRules rules(Spec spec, List<String> labels, Standardisation values) {
        Preprocessing learnt = MadeUpCorpus.of(spec);
        return LabelledMeasure.rules(
                spec,
                new Preprocessing(
                        learnt.vocabulary(), learnt.characters(), LabelSet.of(labels), learnt.features(), values));
    }

    /** Labels tell by themselves whether they mark names: a model knows no more of the files it was trained on. */
    @ParameterizedTest
    @CsvSource({
        "O B-PER I-PER, true",
        "B-PER I-PER, true",
        "O S-PER B-PER, true",
        "NOUN VERB, false",
        "O NOUN, false",
        "B-PER I-PER NOUN, false",
        "O, false",
    })
    void labelsThatMarkNamesAreMeasuredAsNames(String labels, boolean names) {
        FigureRules rules = rules(spec(TAGS), List.of(labels.split(" ")), Standardisation.none(0));
        assertEquals(names, rules.classes().chunks());
    }

    @Test
    void classesOfRecordsNeverMarkNames() {
        Spec spec = spec("task=classify", "data.format=labelled-lines", "data.positive-label=O");
        FigureRules rules = rules(spec, List.of("O", "B-PER", "I-PER"), Standardisation.none(0));
        assertFalse(rules.classes().chunks());
        assertEquals(List.of("B-PER", "I-PER", "O"), rules.classes().names());
        assertEquals(List.of(2), rules.classes().positives());
        Spec unknown = spec("task=classify", "data.format=labelled-lines", "data.positive-label=X");
        String message = assertThrows(
                        UsageException.class, () -> rules(unknown, List.of("O", "P"), Standardisation.none(0)))
                .getMessage();
        assertTrue(message.contains("X"), message);
    }

    @Test
    void numbersAreTakenBackToTheirOwnUnits() {
        Standardisation values = new Standardisation(new float[] {7}, new float[] {0.5f});
        FigureRules rules = rules(spec("task=regress", "data.format=adding"), List.of(), values);
        assertEquals(values, rules.values());
        assertTrue(rules.classes().names().isEmpty());
    }

    @Test
    void baselinesOfBothPartsAreToldApartByTheirNames() {
        SortedMap<String, SortedMap<String, Double>> stored = new TreeMap<>();
        stored.put("majority", new TreeMap<>(Map.of("accuracy", 0.5)));
        stored.put("majority-test", new TreeMap<>(Map.of("accuracy", 0.25)));
        stored.put("test-naive", new TreeMap<>(Map.of("accuracy", 0.75)));
        assertEquals(
                Set.of("majority", "test-naive"),
                LabelledMeasure.of(stored, false).keySet());
        SortedMap<String, SortedMap<String, Double>> test = LabelledMeasure.of(stored, true);
        assertEquals(Set.of("majority"), test.keySet());
        assertEquals(0.25, test.get("majority").get("accuracy"));
    }
}
