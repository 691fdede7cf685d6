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

    private static final String STYLE = Style.COLOURS + """
            body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page);
              max-width: 800px; margin: 2rem auto; padding: 0 1rem; }
            pre, td { font: 13px/1.45 ui-monospace, monospace; }
            pre { overflow-x: auto; border-left: 3px solid var(--line); padding-left: 1rem; }
            pre.sample { white-space: pre-wrap; overflow-wrap: anywhere; }
            figure { margin: 1.5rem 0; } svg { width: 100%; height: auto; }
            .key { margin-left: 1.2rem; font-size: 13px; } .key::before { content: '\\25A0'; padding-right: .3rem; }
            .key.c0::before { color: var(--c0); } .key.c1::before { color: var(--c1); }
            .key.c2::before { color: var(--c2); } .key.c3::before { color: var(--c3); }
            .key.c4::before { color: var(--c4); } .key.c5::before { color: var(--c5); }
            .key.c6::before { color: var(--c6); } .key.c7::before { color: var(--c7); }
            td { padding-right: 1.5rem; vertical-align: top; overflow-wrap: anywhere; }
            """ + Style.CHARTS;

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
