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
 * @param up how values become heights
 * @param curves at most as many as there are colours, {@value #COLOURS}
 */
public record Chart(String title, String across, Up up, List<Curve> curves) {
    /** Curves that can be told apart. */
    public static final int COLOURS = 8;

    static final int WIDTH = 760;

    private static final int KEYS = 4; // in a line
    private static final int LINE = 18;
    private static final int HEADING = 50;
    private static final int HEIGHT = 300;
    private static final int LEFT = 64;
    private static final int RIGHT = 16;
    private static final int TOP = 12;
    private static final int BOTTOM = 44;

    /** How values become heights. */
    public enum Up {
        /** Equal differences, equal heights. */
        LINEAR(Double.NEGATIVE_INFINITY),
        /** Equal ratios, equal heights; what is not above 0 has no place. */
        DECADES(0);

        private final double above;

        Up(double above) {
            this.above = above;
        }
    }

    /** A chart of two linear axes. */
    public Chart(String title, String across, List<Curve> curves) {
        this(title, across, Up.LINEAR, curves);
    }

    /** Leaves out what cannot be drawn. */
    public Chart {
        if (curves.size() > COLOURS) {
            throw new IllegalArgumentException("too many curves: " + curves.size());
        }
        curves = curves.stream()
                .map(curve -> curve.drawable(up.above))
                .filter(curve -> !curve.points().isEmpty())
                .toList();
    }

    /** Adds the chart; nothing where there is nothing to draw. */
    void addTo(Html page) {
        if (curves.isEmpty()) {
            return;
        }
        page.open("figure");
        legend(page);
        page.open("svg", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "role", "img", "aria-label", title);
        draw(page);
        page.close().close();
    }

    /** Draws the chart under its heading, from the upper left corner on; there must be a curve. */
    void drawIn(Html picture) {
        picture.element("text", title, "class", "heading", "x", LEFT, "y", 18);
        for (int i = 0; i < curves.size(); i++) {
            int key = LEFT + i % KEYS * (WIDTH - LEFT - RIGHT) / KEYS;
            int line = i / KEYS * LINE;
            picture.empty("rect", "class", "c" + i, "x", key, "y", line + 29, "width", 10, "height", 10);
            picture.element("text", curves.get(i).name(), "x", key + 16, "y", line + 38);
        }
        picture.open("g", "transform", "translate(0 " + (heightWithHeading() - HEIGHT) + ")");
        draw(picture);
        picture.close();
    }

    /** The height of the chart under its heading and a line for each {@value #KEYS} curves. */
    int heightWithHeading() {
        return HEIGHT + HEADING + Math.max(0, curves.size() - 1) / KEYS * LINE;
    }

    private void draw(Html page) {
        DoubleSummaryStatistics places = values(Point::x);
        DoubleSummaryStatistics heights = values(Point::y);
        Scale x = Axis.over(places.getMin(), places.getMax());
        Scale y =
                switch (up) {
                    case LINEAR -> Axis.over(heights.getMin(), heights.getMax());
                    case DECADES -> Decades.over(heights.getMin(), heights.getMax());
                };
        grid(page, x, y);
        for (int i = 0; i < curves.size(); i++) {
            curve(page, x, y, i);
        }
    }

    private DoubleSummaryStatistics values(ToDoubleFunction<Point> coordinate) {
        return curves.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(coordinate)
                .summaryStatistics();
    }

    private void legend(Html page) {
        page.open("figcaption").element("strong", title);
        for (int i = 0; i < curves.size(); i++) {
            page.element("span", curves.get(i).name(), "class", "key c" + i);
        }
        page.close();
    }

    private void grid(Html page, Scale x, Scale y) {
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

    private void curve(Html page, Scale x, Scale y, int index) {
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
                page.element("title", text(point));
                page.close();
            }
        }
    }

    private String text(Point point) {
        String y = up == Up.LINEAR ? "%.4f" : "%.3e";
        return String.format(Locale.ROOT, "%s %.2f: " + y, across, point.x(), point.y());
    }

    private static double right(Scale x, double value) {
        return LEFT + x.share(value) * (WIDTH - LEFT - RIGHT);
    }

    private static double down(Scale y, double value) {
        return HEIGHT - BOTTOM - y.share(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
