package dev.unroll.cli;

import dev.unroll.nn.FlowMeans;
import dev.unroll.nn.GradientFlow.State;
import dev.unroll.report.Chart;
import dev.unroll.report.Curve;
import dev.unroll.report.Curve.Look;
import dev.unroll.report.Curve.Point;
import dev.unroll.report.Picture;
import dev.unroll.spec.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Gradient flow of one model or of several beside each other, as a table and as a picture. */
final class FlowFigures {
    /** As many as a screen has room for with a mark on each. */
    private static final int MARKED = 100;

    private static final int POINTS = 400;
    private static final int[] WITHIN_A_DECADE = {10, 12, 15, 20, 30, 50, 70};

    private final String text;
    private final List<Flow> flows;

    /**
     * One model's.
     *
     * @param name of the model
     * @param network in a few words
     * @param what of which loss, and of how many records
     * @param means what was found, of one record at least
     */
    record Flow(String name, String network, String what, FlowMeans means) {
        /** Records that go back so far in any state. */
        long records(int k) {
            long most = 0;
            for (int s = 0; s < means.states().size(); s++) {
                most = Math.max(most, means.records(s, k));
            }
            return most;
        }

        int layers() {
            return means.states().get(means.states().size() - 1).layer() + 1;
        }

        boolean isBidirectional() {
            return means.states().stream().anyMatch(state -> state.direction() == 1);
        }
    }

    /**
     * @param text in which text
     * @param flows of one model at least
     */
    FlowFigures(String text, List<Flow> flows) {
        this.text = text;
        this.flows = List.copyOf(flows);
    }

    /** The heading, and a row for each of the first k and for some of the others. */
    List<String> lines() {
        Table table = new Table(Table.Side.RIGHT);
        List<String> names = new ArrayList<>(List.of("k", "records"));
        for (Flow flow : flows) {
            flow.means().states().forEach(state -> names.add(of(flow, " ") + name(flow, state)));
        }
        table.row(names.toArray(new String[0]));
        int reach = flows.stream().mapToInt(flow -> flow.means().reach()).max().orElse(0);
        for (int k : shown(reach)) {
            long most = flows.stream().mapToLong(flow -> flow.records(k)).max().orElse(0);
            List<String> row = new ArrayList<>(List.of(Numbers.count(k), Numbers.count(most)));
            for (Flow flow : flows) {
                for (int s = 0; s < flow.means().states().size(); s++) {
                    boolean there = flow.means().records(s, k) > 0;
                    row.add(
                            there
                                    ? String.format(
                                            Locale.ROOT, "%.3e", flow.means().mean(s, k))
                                    : "");
                }
            }
            table.row(row.toArray(new String[0]));
        }
        List<String> whats = whats();
        List<String> lines = new ArrayList<>();
        if (whats.size() == 1) {
            lines.add(text + ": " + whats.get(0));
        } else {
            lines.add(text);
            lines.addAll(whats);
        }
        lines.addAll(table.lines());
        return lines;
    }

    /** What was followed back: a line for all models where that is the same, otherwise one each. */
    private List<String> whats() {
        List<String> distinct = flows.stream().map(Flow::what).distinct().toList();
        return distinct.size() == 1
                ? distinct
                : flows.stream().map(flow -> of(flow, ": ") + flow.what()).toList();
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

    /** The model's name and what follows it, where there are several. */
    private String of(Flow flow, String then) {
        return flows.size() == 1 ? "" : flow.name() + then;
    }

    /** {@code layer0 a}, or {@code layer0.backward c} where there are two directions. */
    private static String name(Flow flow, State state) {
        return layer(state.layer()) + (flow.isBidirectional() ? direction(state, ".") : "") + " " + letter(state);
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

    /** A chart for each layer, with a curve for each model's states in it. */
    String svg() {
        List<Chart> charts = new ArrayList<>();
        int layers = flows.stream().mapToInt(Flow::layers).max().orElse(0);
        for (int l = 0; l < layers; l++) {
            List<Curve> curves = new ArrayList<>();
            for (Flow flow : flows) {
                addCurves(flow, l, curves);
            }
            if (curves.size() > Chart.COLOURS) {
                throw new UsageException(
                        "too many curves for a picture: models=" + flows.size() + " curves=" + curves.size() + " most="
                                + Chart.COLOURS,
                        "compare fewer models, or leave the picture out: the table has room for all");
            }
            charts.add(new Chart(layer(l), "k", Chart.Up.DECADES, curves));
        }
        List<String> facts = new ArrayList<>();
        flows.forEach(flow -> facts.add(of(flow, ": ") + flow.network()));
        facts.add(text);
        facts.addAll(whats());
        return new Picture("Gradient flow", facts, charts).svg();
    }

    private void addCurves(Flow flow, int layer, List<Curve> curves) {
        for (int s = 0; s < flow.means().states().size(); s++) {
            State state = flow.means().states().get(s);
            if (state.layer() == layer) {
                String direction = flow.isBidirectional() ? direction(state, ", ") : "";
                curves.add(curve(of(flow, " ") + "by " + letter(state) + direction, flow.means(), s));
            }
        }
    }

    private static Curve curve(String name, FlowMeans means, int s) {
        List<Point> points = new ArrayList<>();
        for (int k = 0; means.records(s, k) > 0; k++) {
            points.add(new Point(k, means.mean(s, k)));
        }
        return new Curve(name, points.size() <= MARKED ? Look.MARKED : Look.LINE, points).thinned(POINTS);
    }
}
