package dev.unroll.report;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The page of one training.
 *
 * @param title its heading
 * @param facts what was trained, and how it ended, a line each
 * @param charts how it went
 * @param figures tables of fixed width under their headings
 * @param samples texts under their headings
 * @param configuration the resolved configuration
 */
public record TrainingReport(
        String title,
        List<String> facts,
        List<Chart> charts,
        Map<String, String> figures,
        Map<String, String> samples,
        SortedMap<String, String> configuration) {

    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #222; --page: #fff; --line: #ddd;
              --c0: #9ab8d6; --c1: #c0392b; --c2: #666; --c3: #2e8b57; }
            @media (prefers-color-scheme: dark) {
              :root { --ink: #ddd; --page: #1b1b1b; --line: #444; --c0: #4f7396; --c1: #ff7f6e; --c2: #aaa; --c3: #7fd1a4; } }
            body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page);
              max-width: 800px; margin: 2rem auto; padding: 0 1rem; }
            pre, td { font: 13px/1.45 ui-monospace, monospace; }
            pre { overflow-x: auto; border-left: 3px solid var(--line); padding-left: 1rem; }
            pre.sample { white-space: pre-wrap; overflow-wrap: anywhere; }
            figure { margin: 1.5rem 0; } svg { width: 100%; height: auto; }
            .key { margin-left: 1.2rem; font-size: 13px; } .key::before { content: '\\25A0'; padding-right: .3rem; }
            svg text { font-size: 12px; fill: var(--ink); } .end { text-anchor: end; } .middle { text-anchor: middle; }
            .grid { stroke: var(--line); } polyline { fill: none; stroke-width: 1.5; }
            .marked { stroke-width: 2; } .dashed { stroke-dasharray: 6 4; }
            .key.c0::before { color: var(--c0); } polyline.c0 { stroke: var(--c0); } circle.c0 { fill: var(--c0); }
            .key.c1::before { color: var(--c1); } polyline.c1 { stroke: var(--c1); } circle.c1 { fill: var(--c1); }
            .key.c2::before { color: var(--c2); } polyline.c2 { stroke: var(--c2); } circle.c2 { fill: var(--c2); }
            .key.c3::before { color: var(--c3); } polyline.c3 { stroke: var(--c3); } circle.c3 { fill: var(--c3); }
            td { padding-right: 1.5rem; vertical-align: top; overflow-wrap: anywhere; }
            """;

    /** The page, in UTF-8 when written. */
    public String html() {
        Html page = new Html().markup("<!DOCTYPE html>\n");
        page.open("html", "lang", "en").open("head");
        page.markup("<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width\"/>\n");
        page.element("title", title);
        page.open("style").markup(STYLE).close().close();
        page.open("body").element("h1", title);
        facts.forEach(fact -> page.element("div", fact));
        charts.forEach(chart -> chart.addTo(page));
        section(page, "Figures", figures, "figures");
        section(page, "Samples", samples, "sample");
        configuration(page);
        return page.close().close().text();
    }

    private static void section(Html page, String heading, Map<String, String> texts, String look) {
        if (!texts.isEmpty()) {
            page.element("h2", heading);
            texts.forEach((name, text) -> {
                page.element("h3", name);
                // An HTML reader drops the first line end behind <pre>.
                page.open("pre", "class", look).words("\n" + text).close();
            });
        }
    }

    private void configuration(Html page) {
        page.element("h2", "Configuration").open("table");
        configuration.forEach((key, value) ->
                page.open("tr").element("td", key).element("td", value).close());
        page.close();
    }
}
