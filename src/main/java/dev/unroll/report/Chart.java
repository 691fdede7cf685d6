package dev.unroll.report;

import dev.unroll.report.Curve.Point;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Curves in one frame, as SVG.
 *
 * @param title what is shown
 * @param across the name of the horizontal axis
 * @param curves at most as many as there are colours, {@value #COLOURS}
 */
public record Chart(String title, String across, List<Curve> curves) {
    static final int COLOURS = 4;

    private static final int WIDTH = 760;
    private static final int HEIGHT = 300;
    private static final int LEFT = 64;
    private static final int RIGHT = 16;
    private static final int TOP = 12;
    private static final int BOTTOM = 44;

    /** Leaves out what cannot be drawn. */
    public Chart {
        if (curves.size() > COLOURS) {
            throw new IllegalArgumentException("too many curves: " + curves.size());
        }
        curves = curves.stream()
                .map(Curve::finite)
                .filter(curve -> !curve.points().isEmpty())
                .toList();
    }

    /** Adds the chart; nothing where there is nothing to draw. */
    void addTo(Html page) {
        if (curves.isEmpty()) {
            return;
        }
        Axis x = axis(Point::x);
        Axis y = axis(Point::y);
        page.open("figure");
        legend(page);
        page.open("svg", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "role", "img", "aria-label", title);
        grid(page, x, y);
        for (int i = 0; i < curves.size(); i++) {
            curve(page, x, y, i);
        }
        page.close().close();
    }

    private Axis axis(ToDoubleFunction<Point> coordinate) {
        DoubleSummaryStatistics values = curves.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(coordinate)
                .summaryStatistics();
        return Axis.over(values.getMin(), values.getMax());
    }

    private void legend(Html page) {
        page.open("figcaption").element("strong", title);
        for (int i = 0; i < curves.size(); i++) {
            page.element("span", curves.get(i).name(), "class", "key c" + i);
        }
        page.close();
    }

    private void grid(Html page, Axis x, Axis y) {
        int bottom = HEIGHT - BOTTOM;
        for (double tick : y.ticks()) {
            String at = number(down(y, tick));
            page.empty("line", "class", "grid", "x1", LEFT, "x2", WIDTH - RIGHT, "y1", at, "y2", at);
            page.element("text", y.label(tick), "class", "end", "x", LEFT - 8, "y", number(down(y, tick) + 4));
        }
        for (double tick : x.ticks()) {
            String at = number(right(x, tick));
            page.empty("line", "class", "grid", "x1", at, "x2", at, "y1", bottom, "y2", bottom + 5);
            page.element("text", x.label(tick), "class", "middle", "x", at, "y", bottom + 18);
        }
        page.element("text", across, "class", "middle", "x", (LEFT + WIDTH - RIGHT) / 2, "y", HEIGHT - 6);
    }

    private void curve(Html page, Axis x, Axis y, int index) {
        Curve curve = curves.get(index);
        StringBuilder places = new StringBuilder();
        for (Point point : curve.points()) {
            places.append(number(right(x, point.x()))).append(',').append(number(down(y, point.y())));
            places.append(' ');
        }
        String look = curve.look().name().toLowerCase(Locale.ROOT);
        page.empty(
                "polyline",
                "class",
                look + " c" + index,
                "points",
                places.toString().strip());
        if (curve.look() == Curve.Look.MARKED) {
            for (Point point : curve.points()) {
                page.open(
                        "circle",
                        "class",
                        "c" + index,
                        "r",
                        3,
                        "cx",
                        number(right(x, point.x())),
                        "cy",
                        number(down(y, point.y())));
                page.element("title", String.format(Locale.ROOT, "%s %.2f: %.4f", across, point.x(), point.y()));
                page.close();
            }
        }
    }

    private static double right(Axis x, double value) {
        return LEFT + x.share(value) * (WIDTH - LEFT - RIGHT);
    }

    private static double down(Axis y, double value) {
        return HEIGHT - BOTTOM - y.share(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
