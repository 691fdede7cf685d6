package dev.unroll.train.figures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.ExampleRules.Says;
import dev.unroll.data.MiniBatch;
import dev.unroll.data.Standardisation;
import dev.unroll.data.Targets;
import dev.unroll.nn.Loss;
import dev.unroll.nn.Outputs;
import dev.unroll.spec.UsageException;
import dev.unroll.train.figures.FigureRules.Classes;
import dev.unroll.train.figures.Spoken.Spell;
import dev.unroll.train.metrics.Encoded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of every kind of answer. */
class FiguresTest {
    private static final long SEED = 61;

    /** Every sum of these records is exact, but for the squared deviations of numbers, which depend on the order in the last bits. */
    @ParameterizedTest
    @EnumSource(value = Says.class, names = "UNITS.*", mode = EnumSource.Mode.MATCH_NONE)
    void recordsInAnyCompanyAndGroupingGiveTheSame(Says says) {
        Random random = new Random(SEED);
        FigureRules rules = RandomSpeech.rules(says);
        List<Spell> records = RandomSpeech.records(says, random, 120);
        Figures whole = Spoken.figures(rules, 4, records, 120);
        List<Spell> mixed = new ArrayList<>(records);
        Collections.shuffle(mixed, random);
        Figures merged = new Figures(rules);
        for (int from = 0; from < mixed.size(); ) {
            int to = Math.min(mixed.size(), from + 1 + random.nextInt(40));
            Figures part = Spoken.figures(rules, 4, mixed.subList(from, to), 1 + random.nextInt(9));
            if (random.nextBoolean()) {
                merged.merge(part);
            } else {
                part.merge(merged);
                merged = Figures.fromBytes(rules, part.toBytes());
            }
            from = to;
        }
        assertEquals(whole.result().seen(), merged.result().seen(), "seed " + SEED);
        assertEquals(whole.loss(), merged.loss(), "seed " + SEED);
        if (says.numbers()) {
            for (int i = 0; i < 3; i++) {
                Figure expected = whole.result().figures().get(i);
                assertEquals(expected.value(), merged.result().figures().get(i).value(), 1e-12, expected.name());
            }
        } else {
            assertArrayEquals(whole.toBytes(), merged.toBytes(), "seed " + SEED);
            assertEquals(whole.result().byName(), merged.result().byName());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Says.class, names = "UNITS.*", mode = EnumSource.Mode.MATCH_NONE)
    void bytesAreReadBackAsTheSameFigures(Says says) {
        FigureRules rules = RandomSpeech.rules(says);
        Figures figures = Spoken.figures(rules, 1, RandomSpeech.records(says, new Random(SEED), 30), 7);
        Figures read = Figures.fromBytes(rules, figures.toBytes());
        assertArrayEquals(figures.toBytes(), read.toBytes());
        assertEquals(figures.result().figures(), read.result().figures());
        assertEquals(figures.result().byName(), read.result().byName());
        Figures empty = Figures.fromBytes(rules, new Figures(rules).toBytes());
        empty.merge(figures);
        assertArrayEquals(figures.toBytes(), empty.toBytes(), "merging with nothing changes no bit");
    }

    @Test
    void damagedBytesAreRefused() {
        FigureRules rules = FigureRules.of(Says.RECORD_VALUES, Standardisation.none(1), 3);
        Figures figures = new Figures(rules);
        Encoded.assertSafe(figures.toBytes(), bytes -> Figures.fromBytes(rules, bytes), Figures::toBytes);
    }

    @Test
    void figuresOfOtherRulesAreRefused() {
        List<FigureRules> all = new ArrayList<>();
        for (Says says : Says.values()) {
            if (says.units()) {
                assertThrows(IllegalArgumentException.class, () -> FigureRules.of(says, Standardisation.none(1), 9));
            } else {
                all.add(RandomSpeech.rules(says));
            }
        }
        all.add(FigureRules.of(Says.STEP_CLASS, Classes.ofChunks(RandomSpeech.NAMES), 9));
        all.add(FigureRules.of(Says.STEP_CLASS, Classes.of(RandomSpeech.NAMES), 9));
        all.add(FigureRules.of(Says.STEP_CLASS, Classes.of(List.of("a")), 9));
        all.add(FigureRules.of(Says.STEP_CLASS, Classes.of(List.of("a")), 10));
        all.add(FigureRules.of(Says.STEP_VALUES, Standardisation.none(1), 9));
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < all.size(); j++) {
                Figures one = new Figures(all.get(i));
                Figures other = new Figures(all.get(j));
                if (i != j) {
                    FigureRules rules = all.get(i);
                    byte[] bytes = other.toBytes();
                    assertThrows(IllegalArgumentException.class, () -> one.merge(other), i + " " + j);
                    assertThrows(IllegalArgumentException.class, () -> Figures.fromBytes(rules, bytes), i + " " + j);
                }
            }
        }
    }

    @Test
    void aRecordIsNamedByItsShardToo() {
        FigureRules rules = RandomSpeech.rules(Says.RECORD_CLASS);
        List<Spell> records = RandomSpeech.records(Says.RECORD_CLASS, new Random(SEED), 40);
        Result one = Spoken.figures(rules, 1, records, 40).result();
        Result two = Spoken.figures(rules, 2, records, 40).result();
        assertEquals(one.headline().value(), two.headline().value());
        assertNotEquals(one.headline().interval(), two.headline().interval());
    }

    @Test
    void aMiniBatchWithoutTargetsAddsNothing() {
        Spoken spoken = Spoken.of(Says.STEP_CLASS, List.of(Spell.of(0, 5, new int[] {1, 2}, new int[] {1, 2})));
        Figures figures = new Figures(RandomSpeech.rules(Says.STEP_CLASS));
        figures.add(0, spoken.batch().withUnits(new int[2]), spoken.outputs());
        assertArrayEquals(new Figures(RandomSpeech.rules(Says.STEP_CLASS)).toBytes(), figures.toBytes());
    }

    @ParameterizedTest
    @EnumSource(value = Says.class, names = "UNITS.*", mode = EnumSource.Mode.MATCH_NONE)
    void answersThatDoNotFitAreRefused(Says says) {
        Spoken spoken = Spoken.of(says, RandomSpeech.records(says, new Random(SEED), 6));
        for (Says other : Says.values()) {
            boolean fits = other == says
                    || other.units()
                    || (says == Says.NEXT_VECTOR && other == Says.STEP_VALUES)
                    || (other == Says.NEXT_VECTOR
                            && says.level() == Targets.Level.STEP
                            && spoken.batch().targets() instanceof Targets.Values);
            if (!fits) {
                Figures figures = new Figures(RandomSpeech.rules(other));
                assertThrows(
                        IllegalArgumentException.class,
                        () -> figures.add(0, spoken.batch(), spoken.outputs()),
                        says + " as " + other);
            }
        }
        Outputs said = spoken.outputs();
        Figures figures = new Figures(RandomSpeech.rules(says));
        for (Outputs wrong : List.of(
                new Outputs(said.width(), new float[1], said.labels(), said.losses(), said.loss()),
                new Outputs(said.width(), said.values(), new int[1], said.losses(), said.loss()),
                new Outputs(said.width(), said.values(), said.labels(), new double[1], said.loss()),
                new Outputs(said.width() + 1, said.values(), said.labels(), said.losses(), said.loss()))) {
            assertThrows(IllegalArgumentException.class, () -> figures.add(0, spoken.batch(), wrong));
        }
    }

    @Test
    void rulesThatContradictThemselvesAreRefused() {
        Classes classes = Classes.of(List.of("a", "b"));
        Standardisation one = Standardisation.none(1);
        Standardisation none = Standardisation.none(0);
        assertThrows(IllegalArgumentException.class, () -> FigureRules.of(Says.STEP_VALUES, classes, 1));
        assertThrows(IllegalArgumentException.class, () -> FigureRules.of(Says.STEP_CLASS, one, 1));
        assertThrows(IllegalArgumentException.class, () -> FigureRules.of(Says.STEP_CLASS, Classes.NONE, 1));
        assertThrows(IllegalArgumentException.class, () -> FigureRules.of(Says.RECORD_VALUES, none, 1));
        assertThrows(IllegalArgumentException.class, () -> FigureRules.of(Says.NEXT_VECTOR, one, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> FigureRules.of(Says.RECORD_CLASS, Classes.ofChunks(List.of("O")), 1));
        assertThrows(IllegalArgumentException.class, () -> new Classes(List.of("a"), List.of(1), false));
        assertThrows(IllegalArgumentException.class, () -> new Classes(List.of("a"), List.of(-2), false));
    }

    @Test
    void aPositiveLabelThatIsNoneIsTheUsersMistake() {
        Classes classes = Classes.of(List.of("no", "yes"));
        assertEquals(List.of(1), classes.withPositive("yes").positives());
        assertEquals(List.of(), classes.withPositive("yes").withPositive("").positives());
        UsageException e = assertThrows(UsageException.class, () -> classes.withPositive("Yes"));
        assertEquals("no such label: data.positive-label=Yes; hint: the labels are no, yes", e.getMessage());
        String[] many = new String[30];
        Arrays.setAll(many, k -> "l" + k);
        UsageException few = assertThrows(
                UsageException.class, () -> Classes.of(List.of(many)).withPositive("m"));
        assertTrue(few.getMessage().endsWith("l18, l19 and others"), few.getMessage());
    }

    @Test
    void theNameOfUnknownLabelsIsNoLabel() {
        Spell record = Spell.of(0, 2, new int[] {-2, 0}, new int[] {1, 0});
        Result result = Spoken.figures(
                        FigureRules.of(Says.STEP_CLASS, Classes.of(List.of("<unknown>", "a")), 1),
                        0,
                        List.of(record),
                        1)
                .result();
        assertEquals(
                List.of("<unknown>", "a", "<<unknown>>"),
                result.details().classes().stream().map(Result.Row::name).toList());
    }

    /** As a task does after a diverged training: what has no place on the scale of probabilities is an error, not a figure. */
    @Test
    void probabilitiesThatAreNoneAreRefused() {
        Spoken spoken = Spoken.of(Says.STEP_CLASS, List.of(Spell.of(0, 2, new int[] {1}, new int[] {1})));
        Outputs said = spoken.outputs();
        Arrays.fill(said.values(), Float.NaN);
        Figures figures = new Figures(FigureRules.of(Says.STEP_CLASS, Classes.of(List.of("a", "b")), 1));
        MiniBatch batch = spoken.batch();
        assertThrows(IllegalArgumentException.class, () -> figures.add(0, batch, said));
        assertEquals(Loss.NONE, figures.loss());
    }
}
