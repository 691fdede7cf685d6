package dev.unroll.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.nn.FlowMeans;
import dev.unroll.nn.GradientFlow.State;
import dev.unroll.spec.UsageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowFiguresTest {
    private static FlowFigures figures(List<State> states, double[][]... records) {
        FlowMeans means = new FlowMeans(states);
        for (double[][] record : records) {
            means.add(record);
        }
        return new FlowFigures("book.txt", List.of(flow("book", means)));
    }

    private static FlowFigures.Flow flow(String name, FlowMeans means) {
        return new FlowFigures.Flow(name, "gru, 2 layers of 7", "over all", means);
    }

    private static FlowMeans means(int layers, double... norms) {
        List<State> states = new ArrayList<>();
        double[][] record = new double[layers][];
        for (int l = 0; l < layers; l++) {
            states.add(new State(l, 0, State.Kind.A));
            record[l] = norms;
        }
        FlowMeans means = new FlowMeans(states);
        means.add(record);
        return means;
    }

    @Test
    void modelsStandBesideEachOther() {
        FlowFigures figures = new FlowFigures(
                "book.txt", List.of(flow("short", means(1, 0.5, 0.25)), flow("long", means(2, 0.5, 0.75, 1))));
        assertEquals(
                List.of(
                        "book.txt: over all",
                        "  k  records  short layer0 a  long layer0 a  long layer1 a",
                        "  0        1       5.000e-01      5.000e-01      5.000e-01",
                        "  1        1       2.500e-01      7.500e-01      7.500e-01",
                        "  2        1                      1.000e+00      1.000e+00"),
                figures.lines());
        String svg = figures.svg();
        assertEquals(3, svg.split("<polyline", -1).length - 1);
        for (String part : List.of(">layer0<", ">layer1<", ">short by a<", ">long by a<", ">short: gru, 2 layers")) {
            assertTrue(svg.contains(part), part);
        }
    }

    @Test
    void whatDiffersBetweenModelsIsSaidOfEach() {
        FlowMeans means = means(1, 1, 2);
        FlowFigures figures = new FlowFigures(
                "book.txt",
                List.of(
                        new FlowFigures.Flow("a", "rnn", "over 2 records", means),
                        new FlowFigures.Flow("b", "rnn", "over 3 pieces", means)));
        assertEquals(
                List.of("book.txt", "a: over 2 records", "b: over 3 pieces"),
                figures.lines().subList(0, 3));
    }

    @Test
    void moreCurvesThanColoursAreRefused() {
        FlowFigures.Flow one = flow("one", means(1, 1, 2));
        FlowFigures figures = new FlowFigures("book.txt", Collections.nCopies(9, one));
        assertEquals(4, figures.lines().size());
        UsageException refusal = assertThrows(UsageException.class, figures::svg);
        assertTrue(String.valueOf(refusal.getMessage()).contains("models=9 curves=9 most=8"), refusal.getMessage());
    }

    @Test
    void theTableHasAColumnForEachState() {
        List<State> states = List.of(new State(0, 0, State.Kind.A), new State(0, 0, State.Kind.C));
        FlowFigures figures =
                figures(states, new double[][] {{0.5, 0.25}, {1, 2}}, new double[][] {{0.125}, {1}}, new double[][] {
                    {0, 1e-20}, {3, 4}
                });
        assertEquals(
                List.of(
                        "book.txt: over all",
                        "  k  records   layer0 a   layer0 c",
                        "  0        3  2.083e-01  1.667e+00",
                        "  1        2  1.250e-01  3.000e+00"),
                figures.lines());
    }

    @Test
    void directionsAreNamedWhereThereAreTwo() {
        List<State> states = List.of(
                new State(0, 0, State.Kind.A),
                new State(0, 1, State.Kind.A),
                new State(1, 0, State.Kind.A),
                new State(1, 1, State.Kind.A));
        FlowFigures figures = figures(states, new double[][] {{1, 1}, {2}, {3, 3}, {4}});
        List<String> lines = figures.lines();
        assertEquals(
                "  k  records  layer0.forward a  layer0.backward a  layer1.forward a  layer1.backward a", lines.get(1));
        assertTrue(lines.get(3).matches(" +1 +1 +1.000e\\+00 +3.000e\\+00"), lines.get(3));
        String svg = figures.svg();
        assertEquals(4, svg.split("<polyline", -1).length - 1);
        for (String part : List.of(">layer0<", ">layer1<", ">by a, forward<", ">by a, backward<", "gru, 2 layers")) {
            assertTrue(svg.contains(part), part);
        }
    }

    @Test
    void farBackOnlySomeRowsAreShown() {
        assertEquals(List.of(0), FlowFigures.shown(1));
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), FlowFigures.shown(10));
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), FlowFigures.shown(12));
        assertEquals(
                List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 50, 70, 100, 120, 150, 199),
                FlowFigures.shown(200));
    }
}
