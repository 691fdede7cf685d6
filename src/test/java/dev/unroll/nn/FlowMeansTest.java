package dev.unroll.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.nn.GradientFlow.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowMeansTest {
    private static final State A = new State(0, 0, State.Kind.A);
    private static final State C = new State(0, 0, State.Kind.C);

    @Test
    void aMeanIsOverTheRecordsThatGoSoFar() {
        FlowMeans means = new FlowMeans(List.of(A, C));
        means.add(new double[][] {{4, 2}, {1, 1}});
        means.add(new double[][] {{2, 1, 0.5}, {3, 2, 1}});
        means.add(new double[][] {{6}, {5}});
        assertEquals(3, means.records());
        assertEquals(3, means.reach());
        assertEquals(4, means.mean(0, 0));
        assertEquals(1.5, means.mean(0, 1));
        assertEquals(0.5, means.mean(0, 2));
        assertEquals(3, means.mean(1, 0));
        assertEquals(2, means.records(0, 1));
        assertEquals(0, means.records(0, 3));
        assertEquals(Double.NaN, means.mean(0, 3));
    }

    @Test
    void nothingHasNoMean() {
        FlowMeans means = new FlowMeans(List.of(A));
        assertEquals(0, means.reach());
        assertEquals(0, means.records());
        assertEquals(Double.NaN, means.mean(0, 0));
    }
}
