package dev.unroll.cli;

import dev.unroll.nn.FlowMeans;
import dev.unroll.nn.GradientFlow.State;
import dev.unroll.report.Chart;
import dev.unroll.report.Curve;
import dev.unroll.report.Curve.Look;
import dev.unroll.report.Curve.Point;
import dev.unroll.report.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Gradient flow as a table and as a picture. */
final class FlowFigures {
    /** As many as a screen has room for with a mark on each. */
    private static final int MARKED = 100;

    private static final int POINTS = 400;
    private static final int[] WITHIN_A_DECADE = {10, 12, 15, 20, 30, 50, 70};

    private final FlowMeans means;
    private final String text;
    private final String what;

    /**
     * @param means what was found, of one record at least
     * @param text in which text
     * @param what of which loss, and of how many records
     */
    FlowFigures(FlowMeans means, String text, String what) {
        this.means = means;
        this.text = text;
        this.what = what;
    }

    /** The heading, and a row for each of the first k and for some of the others. */
    List<String> lines() {
        Table table = new Table(Table.Side.RIGHT);
        List<String> names = new ArrayList<>(List.of("k", "records"));
        means.states().forEach(state -> names.add(name(state)));
        table.row(names.toArray(new String[0]));
        for (int k : shown(means.reach())) {
            List<String> row = new ArrayList<>(List.of(Numbers.count(k), Numbers.count(records(k))));
            for (int s = 0; s < means.states().size(); s++) {
                row.add(means.records(s, k) == 0 ? "" : String.format(Locale.ROOT, "%.3e", means.mean(s, k)));
            }
            table.row(row.toArray(new String[0]));
        }
        List<String> lines = new ArrayList<>(List.of(text + ": " + what));
        lines.addAll(table.lines());
        return lines;
    }

    /** Records that go back so far in any state. */
    private long records(int k) {
        long most = 0;
        for (int s = 0; s < means.states().size(); s++) {
            most = Math.max(most, means.records(s, k));
        }
        return most;
    }

    /** 0 to 10, then seven to a decade, and the last one. */
    static List<Integer> shown(int reach) {
        List<Integer> shown = new ArrayList<>();
        for (int k = 0; k < Math.min(reach, 10); k++) {
            shown.add(k);
        }
        for (long decade = 1; 10 * decade < reach; decade *= 10) {
            for (int step : WITHIN_A_DECADE) {
                if (step * decade < reach) {
                    shown.add((int) (step * decade));
                }
            }
        }
        if (shown.get(shown.size() - 1) != reach - 1) {
            shown.add(reach - 1);
        }
        return shown;
    }

    /** {@code layer0 a}, or {@code layer0.backward c} where there are two directions. */
    private String name(State state) {
        return layer(state.layer()) + (isBidirectional() ? direction(state, ".") : "") + " " + letter(state);
    }

    private boolean isBidirectional() {
        return means.states().stream().anyMatch(state -> state.direction() == 1);
    }

    private static String layer(int layer) {
        return "layer" + layer;
    }

    private static String direction(State state, String before) {
        return before + (state.direction() == 0 ? "forward" : "backward");
    }

    private static String letter(State state) {
        return state.kind().name().toLowerCase(Locale.ROOT);
    }

    /**
     * A chart for each layer.
     *
     * @param network in a few words
     */
    String svg(String network) {
        List<Chart> charts = new ArrayList<>();
        int layers = means.states().get(means.states().size() - 1).layer() + 1;
        for (int l = 0; l < layers; l++) {
            List<Curve> curves = new ArrayList<>();
            for (int s = 0; s < means.states().size(); s++) {
                State state = means.states().get(s);
                if (state.layer() == l) {
                    curves.add(curve("by " + letter(state) + (isBidirectional() ? direction(state, ", ") : ""), s));
                }
            }
            charts.add(new Chart(layer(l), "k", Chart.Up.DECADES, curves));
        }
        return new Picture("Gradient flow", List.of(network, text, what), charts).svg();
    }

    private Curve curve(String name, int s) {
        List<Point> points = new ArrayList<>();
        for (int k = 0; means.records(s, k) > 0; k++) {
            points.add(new Point(k, means.mean(s, k)));
        }
        return new Curve(name, points.size() <= MARKED ? Look.MARKED : Look.LINE, points).thinned(POINTS);
    }
}
