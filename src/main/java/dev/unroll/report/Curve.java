package dev.unroll.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Points of a chart, joined in their order.
 *
 * @param name what they show
 * @param look how they are drawn
 * @param points from left to right
 */
public record Curve(String name, Look look, List<Point> points) {
    /** How a curve is drawn. */
    public enum Look {
        /** A thin line: many points, each of little weight. */
        LINE,
        /** A line with its points marked. */
        MARKED,
        /** A dashed line: what the others are held against. */
        DASHED
    }

    /** One point. */
    public record Point(double x, double y) {}

    /** The mean of each {@code size} successive points in place of them, so that at most {@code most} remain. */
    public Curve thinned(int most) {
        int size = (points.size() + most - 1) / most;
        if (size <= 1) {
            return this;
        }
        List<Point> means = new ArrayList<>();
        for (int from = 0; from < points.size(); from += size) {
            List<Point> part = points.subList(from, Math.min(points.size(), from + size));
            double x = part.stream().mapToDouble(Point::x).sum() / part.size();
            double y = part.stream().mapToDouble(Point::y).sum() / part.size();
            means.add(new Point(x, y));
        }
        return new Curve(name, look, means);
    }

    /** The curve without the points that cannot be drawn: NaN and infinities, and those at or below a value. */
    Curve drawable(double above) {
        return new Curve(
                name,
                look,
                points.stream()
                        .filter(point -> Double.isFinite(point.x()) && Double.isFinite(point.y()) && point.y() > above)
                        .toList());
    }
}
