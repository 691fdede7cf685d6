package dev.unroll.train.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.train.metrics.EntitySpans.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntitySpansTest {
    private static final long SEED = 44;

    private static List<Span> spans(String labels) {
        return EntitySpans.of(labels.isEmpty() ? List.of() : List.of(labels.split(" ")));
    }

    private static Span span(String type, int from, int to) {
        return new Span(type, from, to);
    }

    /** "Harry Potter and Hermione Granger invented a new spell". */
    @Test
    void threeSchemesMarkTheSameNames() {
        List<Span> names = List.of(span("PER", 0, 2), span("PER", 3, 5));
        assertEquals(names, spans("B-PER I-PER O B-PER I-PER O O O O"), "BIO");
        assertEquals(names, spans("I-PER I-PER O I-PER I-PER O O O O"), "IOB1");
        assertEquals(names, spans("B-PER E-PER O B-PER E-PER O O O O"), "IOBES");
    }

    @Test
    void neighboursAreToldApart() {
        List<Span> names = List.of(span("LOC", 0, 1), span("LOC", 1, 3), span("ORG", 3, 4));
        assertEquals(names, spans("B-LOC B-LOC I-LOC B-ORG"), "BIO");
        assertEquals(names, spans("I-LOC B-LOC I-LOC I-ORG"), "IOB1");
        assertEquals(names, spans("S-LOC B-LOC E-LOC S-ORG"), "IOBES");
        assertEquals(List.of(span("X", 0, 2), span("X", 2, 4)), spans("B-X E-X B-X E-X"));
        assertEquals(List.of(span("X", 0, 3), span("X", 3, 4)), spans("B-X I-X E-X S-X"));
        assertEquals(List.of(span("X", 0, 1), span("X", 1, 2)), spans("S-X S-X"));
    }

    @Test
    void illegalSequencesHaveTheMeaningOfConlleval() {
        assertEquals(List.of(span("A", 1, 2)), spans("O I-A O"), "I begins a chunk after O");
        assertEquals(List.of(span("A", 0, 1), span("B", 1, 2)), spans("B-A I-B"), "another type is another chunk");
        assertEquals(List.of(span("A", 0, 1), span("B", 1, 3)), spans("B-A I-B I-B"));
        assertEquals(List.of(span("A", 0, 2)), spans("B-A I-A"), "a chunk needs no E");
        assertEquals(List.of(span("A", 0, 1)), spans("B-A O"), "nor does one word");
        assertEquals(List.of(span("A", 1, 2)), spans("O E-A O"), "E begins a chunk after O");
        assertEquals(List.of(span("A", 0, 1), span("A", 1, 2)), spans("E-A E-A"));
        assertEquals(List.of(span("A", 0, 1), span("A", 1, 3)), spans("E-A I-A I-A"), "I begins one after E");
        assertEquals(List.of(span("A", 0, 1), span("A", 1, 2)), spans("S-A E-A"), "and E after S");
        assertEquals(List.of(span("A", 0, 1), span("A", 1, 2)), spans("I-A S-A"));
    }

    @Test
    void typesMayHaveHyphensOrBeMissing() {
        assertEquals(List.of(span("creative-work", 0, 2)), spans("B-creative-work I-creative-work"));
        assertEquals(List.of(span("", 0, 2), span("", 2, 3)), spans("B I B O"));
        assertEquals(List.of(span("A", 0, 1), span("", 1, 2)), spans("I-A I"), "none is a type of its own");
    }

    @Test
    void nothingIsFoundInNothing() {
        assertEquals(List.of(), spans(""));
        assertEquals(List.of(), spans("O O O"));
        assertEquals(List.of(), spans(". ."));
        assertEquals(List.of(span("A", 1, 2)), spans(". I-A ."));
    }

    /** One type throughout is one chunk by I and three by S. */
    @Test
    void oneLabelThroughoutIsRead() {
        assertEquals(List.of(span("A", 0, 3)), spans("I-A I-A I-A"));
        assertEquals(List.of(span("A", 0, 1), span("A", 1, 2), span("A", 2, 3)), spans("S-A S-A S-A"));
    }

    /**
     * Said otherwise: a chunk is a longest run of steps that are not outside and have no cut between them; a cut is where types differ,
     * behind E and S, and before B and S.
     */
    private static List<Span> cut(List<String> labels) {
        List<Span> spans = new ArrayList<>();
        int t = 0;
        while (t < labels.size()) {
            int end = t + 1;
            if (!labels.get(t).equals("O")) {
                while (end < labels.size()
                        && !labels.get(end).equals("O")
                        && !isCut(labels.get(end - 1), labels.get(end))) {
                    end++;
                }
                spans.add(span(labels.get(t).substring(2), t, end));
            }
            t = end;
        }
        return spans;
    }

    private static boolean isCut(String before, String now) {
        return !before.substring(2).equals(now.substring(2))
                || "ES".indexOf(before.charAt(0)) >= 0
                || "BS".indexOf(now.charAt(0)) >= 0;
    }

    @Test
    void everySequenceOfThreeLabelsAndRandomOnesFollowTheOtherWording() {
        List<String> labels = List.of("O", "B-X", "I-X", "E-X", "S-X", "B-Y", "I-Y", "E-Y", "S-Y");
        for (String a : labels) {
            for (String b : labels) {
                for (String c : labels) {
                    List<String> sequence = List.of(a, b, c);
                    assertEquals(cut(sequence), EntitySpans.of(sequence), () -> "labels " + sequence);
                }
            }
        }
        Random random = new Random(SEED);
        for (int trial = 0; trial < 500; trial++) {
            List<String> sequence = new ArrayList<>();
            for (int t = random.nextInt(30); t > 0; t--) {
                sequence.add(labels.get(random.nextInt(labels.size())));
            }
            assertEquals(cut(sequence), EntitySpans.of(sequence), () -> "labels " + sequence + " seed " + SEED);
        }
    }
}
