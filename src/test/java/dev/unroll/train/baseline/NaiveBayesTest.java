package dev.unroll.train.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.data.Example;
import dev.unroll.data.ExampleRules.Says;
import dev.unroll.spec.VocabularySpec.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NaiveBayesTest {
    private static final List<Example> TRAINING = List.of(
            Prepared.text("pos", "a b"),
            Prepared.text("pos", "a a"),
            Prepared.text("neg", "b c"),
            Prepared.text("", "c c"));
    private static final Prepared PREPARED = Prepared.of(Says.RECORD_CLASS, Unit.WORD, TRAINING);

    /**
     * Records of pos with a, b, c: 2, 1, 0, sum 3; of neg: 0, 1, 1, sum 2; V = 3. So a is 3/6 of pos and 1/5 of neg, b 2/6 and 2/5, c 1/6
     * and 2/5, before them 2 pos and 1 neg.
     */
    @ParameterizedTest
    @CsvSource({
        "b, pos", // 4/6 : 2/5
        "c, neg", // 2/6 : 2/5
        "a c, pos", // 1/6 : 2/25
        "a c c, pos", // the same; with c counted twice 1/36 : 4/125, which is neg
        "x, pos", // 2 : 1, whatever x is
        "x c, neg"
    })
    void singleUnitsAreAsCalculatedByHand(String text, String expected) {
        NaiveBayes bayes = Prepared.fit(new NaiveBayes(PREPARED.labels().size(), 1), PREPARED.shard(TRAINING));
        assertEquals(expected, PREPARED.said(bayes, Prepared.text("", text)));
    }

    @Test
    void withoutTrainingTheFirstClassIsSaid() {
        assertEquals("neg", PREPARED.said(new NaiveBayes(2, 2), Prepared.text("", "a")));
    }

    /** The equation read aloud, over maps. */
    private static final class Oracle {
        private final Map<String, Map<String, Integer>> counts = new TreeMap<>();
        private final Map<String, Integer> sums = new HashMap<>();
        private final Map<String, Integer> records = new HashMap<>();
        private final Set<String> runs = new LinkedHashSet<>();

        static Set<String> runs(String text) {
            List<String> marked = new ArrayList<>(List.of("^"));
            marked.addAll(List.of(text.split(" ")));
            marked.add("^");
            Set<String> runs = new LinkedHashSet<>(marked.subList(1, marked.size() - 1));
            for (int i = 0; i + 1 < marked.size(); i++) {
                runs.add(marked.get(i) + " " + marked.get(i + 1));
            }
            for (int i = 0; i + 2 < marked.size(); i++) {
                runs.add(marked.get(i) + " " + marked.get(i + 1) + " " + marked.get(i + 2));
            }
            return runs;
        }

        void add(String label, String text) {
            records.merge(label, 1, Integer::sum);
            for (String run : runs(text)) {
                counts.computeIfAbsent(label, unused -> new HashMap<>()).merge(run, 1, Integer::sum);
                sums.merge(label, 1, Integer::sum);
                runs.add(run);
            }
        }

        Map<String, Double> scores(String text) {
            Map<String, Double> scores = new TreeMap<>();
            counts.forEach((label, seen) -> {
                double score = Math.log(records.get(label));
                for (String run : runs(text)) {
                    if (runs.contains(run)) {
                        score += Math.log((seen.getOrDefault(run, 0) + 1.0) / (sums.get(label) + runs.size()));
                    }
                }
                scores.put(label, score);
            });
            return scores;
        }
    }

    private static String text(Random random, int units) {
        StringBuilder text = new StringBuilder("w" + random.nextInt(units));
        for (int i = random.nextInt(7); i > 0; i--) {
            text.append(" w").append(random.nextInt(units));
        }
        return text.toString();
    }

    @Test
    void runsOfThreeWithMarksFollowTheEquation() {
        long seed = 42;
        Random random = new Random(seed);
        List<Example> training = new ArrayList<>();
        Oracle oracle = new Oracle();
        for (int i = 0; i < 120; i++) {
            String label = List.of("p", "q", "r").get(random.nextInt(3));
            String text = text(random, label.equals("q") ? 5 : 8);
            training.add(Prepared.text(label, text));
            oracle.add(label, text);
        }
        Prepared prepared = Prepared.of(Says.RECORD_CLASS, Unit.WORD, training);
        NaiveBayes bayes = Prepared.fit(new NaiveBayes(3, 3), prepared.shard(training));
        for (int i = 0; i < 200; i++) {
            String text = text(random, 10);
            Map<String, Double> scores = oracle.scores(text);
            String said = prepared.said(bayes, Prepared.text("", text));
            double best = scores.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElseThrow();
            assertEquals(best, scores.get(said), 1e-9, "seed " + seed + " text=" + text + " scores=" + scores);
        }
    }

    @Test
    void aFullTablePassesOverWhatIsNew() {
        BoundedCounts counts = new BoundedCounts(2, 3);
        for (long key : new long[] {7, 8, 9}) {
            counts.increment(counts.insert(key), 0);
        }
        assertEquals(-1, counts.insert(10));
        assertEquals(-1, counts.find(10));
        assertEquals(2, counts.increment(counts.insert(8), 0));
        assertEquals(3, counts.size());
    }

    @Test
    void positionsAreAsCalculatedByHand() {
        // 2 of p: A at 0 twice, C and G at 1; 1 of n: C G; three letters
        List<Example> training = List.of(Prepared.text("p", "AC"), Prepared.text("p", "AG"), Prepared.text("n", "CG"));
        Prepared prepared = Prepared.of(Says.RECORD_CLASS, Unit.NUCLEOTIDE, training);
        Baseline bayes = Prepared.fit(prepared.baseline("positional-naive-bayes"), prepared.shard(training));
        // p: 2 * 3/5 * 2/5 = 12/25, n: 1/4 * 2/4 = 1/8
        assertEquals("p", prepared.said(bayes, Prepared.text("", "AG")));
        // p: 2 * 1/5 * 2/5 = 4/25, n: 2/4 * 2/4 = 1/4
        assertEquals("n", prepared.said(bayes, Prepared.text("", "CG")));
        // p: 2 * 1/5 = 2/5, n: 2/4; a letter that training has not says nothing
        assertEquals("n", prepared.said(bayes, Prepared.text("", "C")));
        assertEquals("n", prepared.said(bayes, Prepared.text("", "CN")));
        // p: 2 * 1/5 * 2/5 = 4/25, n: 2/4 * 1/4 = 1/8; what lies behind the longest record says nothing
        assertEquals("p", prepared.said(bayes, Prepared.text("", "CCGGGGG")));
    }
}
