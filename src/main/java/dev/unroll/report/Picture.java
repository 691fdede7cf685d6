package dev.unroll.report;

import java.util.List;

/**
 * Charts below each other in one SVG file, which needs no other.
 *
 * @param title its heading
 * @param facts what is shown, a line each
 * @param charts those with nothing to draw are left out
 */
public record Picture(String title, List<String> facts, List<Chart> charts) {
    private static final int MARGIN = 16;
    private static final int LINE = 20;

    private static final String STYLE = Style.COLOURS + Style.CHARTS + """
            svg { background: var(--page); font-family: system-ui, sans-serif; }
            text.title { font-size: 16px; font-weight: bold; } text.heading { font-weight: bold; }
            """;

    /** Leaves out what cannot be drawn. */
    public Picture {
        charts = charts.stream().filter(chart -> !chart.curves().isEmpty()).toList();
    }

    /** The file, in UTF-8 when written. */
    public String svg() {
        int head = MARGIN + (1 + facts.size()) * LINE;
        int height = head + charts.stream().mapToInt(Chart::heightWithHeading).sum() + MARGIN;
        Html picture = new Html();
        picture.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + Chart.WIDTH + " " + height,
                "width",
                Chart.WIDTH,
                "height",
                height,
                "role",
                "img",
                "aria-label",
                title);
        picture.open("style").markup(STYLE).close();
        picture.element("text", title, "class", "title", "x", MARGIN, "y", MARGIN + LINE / 2);
        for (int i = 0; i < facts.size(); i++) {
            picture.element("text", facts.get(i), "x", MARGIN, "y", MARGIN + (i + 1) * LINE + LINE / 2);
        }
        int top = head;
        for (Chart chart : charts) {
            picture.open("g", "transform", "translate(0 " + top + ")");
            chart.drawIn(picture);
            picture.close();
            top += chart.heightWithHeading();
        }
        return picture.close().text();
    }
}
